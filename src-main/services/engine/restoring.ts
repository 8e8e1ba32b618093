/** Brings back what an engine held that has ended. */
import { readFile, stat } from 'node:fs/promises'
import { sampleCount } from '@core/audio/audioData'
import type { Decomposed, EngineRequest } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { Project } from '@core/project/project'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { pause } from '../../engine/pause'
import { readError } from '../files/systemErrors'
import { embedRecording } from '../projects'
import { takeDecomposition } from './decomposing'
import { storageIn } from './opening'
import { withinSession, type Session } from './sessions'

export async function restoreDecomposition(
  session: Session,
  request: EngineRequest<'restoreDecomposition'>,
  ownControl: JobControl,
): Promise<Decomposed> {
  const control = withinSession(session, ownControl)
  const { project } = request
  requireSameRecording(session, project)
  requireOwnFrames(project)
  const { analysis, decomposition, recording } = project
  const { componentCount } = analysis
  const W = await readFactor(request.dictionary, 'dictionary', componentCount * decomposition.binCount)
  const H = await readFactor(request.activations, 'activations', componentCount * decomposition.frameCount)
  session.stored ??= await embedRecording(session.recording.audio, control)
  await pause(control)
  const made = { ...project, recording: { ...recording, storage: storageIn(session) } }
  const { channel, lag } = recording
  const mono = { channel, lag, samples: session.monos.samplesOf({ channel, lag }) }
  const { samples } = await session.declicked.of(mono, analysis.declick, control)
  return takeDecomposition(
    session,
    { project: made, W, H, recording: session.stored },
    { samples, costSeconds: null, control },
  )
}

/** @throws ShellacError 'recording-changed' */
function requireSameRecording({ recording }: Session, { recording: wanted }: Project): void {
  const { audio, sha256, name } = recording
  const isSame =
    sha256 === wanted.sha256 &&
    audio.sampleRate === wanted.sampleRate &&
    audio.channels.length === wanted.channelCount &&
    sampleCount(audio) === wanted.sampleCount
  if (isSame) return
  throw new ShellacError('recording-changed', `${name} is not the recording that was decomposed.`, {
    expected: wanted.sha256,
    found: sha256,
  })
}

/** @throws ShellacError 'bad-argument' when the project says other numbers of bins and frames than its settings give */
function requireOwnFrames({ analysis, decomposition, recording }: Project): void {
  const { binCount, frameCount } = decomposition
  const bins = binCountOf(analysis)
  const frames = frameCountOf(analysis, recording.sampleCount)
  if (binCount === bins && frameCount === frames) return
  const message = `The project has ${binCount} bins and ${frameCount} frames; its settings give ${bins} and ${frames}.`
  throw new ShellacError('bad-argument', message)
}

/**
 * 32-bit little-endian floats of a file, as the processors have them that this runs on.
 * @throws ShellacError 'damaged-file' for another number of values, or values that no factor has
 */
async function readFactor(path: string, name: string, count: number): Promise<Float32Array> {
  const values = new Float32Array(count)
  const bytes = await readBytes(path, { name, byteLength: values.byteLength })
  new Uint8Array(values.buffer).set(bytes)
  const bad = values.findIndex((value) => !(value >= 0 && value < Infinity))
  if (bad < 0) return values
  const message = `The ${name} to restore holds ${values[bad]}; every value must be finite and from 0.`
  throw new ShellacError('damaged-file', message)
}

async function readBytes(
  path: string,
  { name, byteLength }: { readonly name: string; readonly byteLength: number },
): Promise<Uint8Array> {
  try {
    const facts = await stat(path)
    const found = facts.isFile() ? facts.size : 0
    if (found === byteLength) return await readFile(path)
    const message = `The ${name} to restore has ${found} bytes; the project says ${byteLength}.`
    throw new ShellacError('damaged-file', message)
  } catch (error) {
    throw readError(error, path)
  }
}
