/** Engine methods that give sound and files. */
import { basename, dirname, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Samples } from '@core/audio/audioData'
import {
  mostRenderedSamples,
  type EngineRequest,
  type EngineResult,
  type Exported,
} from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { Project } from '@core/project/project'
import { blocksOf, renderOutputs, type ComponentWeights } from '@core/separation/renderOutputs'
import { pause } from '../../engine/pause'
import * as exports from '../exports/exportAudio'
import { sweepStaleTemporaries } from '../files/temporaryFiles'
import * as projectFile from '../projectFile/projectFile'
import { mixOf, separationIn } from '../projects'
import { refuseRecording } from '../recordings'
import { bytesOf } from './decomposing'
import { requireDecomposed, withinSession, type Session } from './sessions'

/** Samples between two looks at messages: less than 50 ms of work. */
const blockLength = 2 ** 15

export async function renderAudio(
  session: Session,
  request: EngineRequest<'renderAudio'>,
  ownControl: JobControl,
): Promise<EngineResult<'renderAudio'>> {
  const { start, end } = request
  const control = withinSession(session, ownControl)
  const outputs = checkOutputs(session, request)
  const render = rendererOf(session, outputs)
  const length = end - start
  const signals = new Float32Array((outputs?.length ?? 1) * length)
  for (const block of blocksOf(length, blockLength)) {
    render(start + block.start, start + block.end).forEach((signal, i) =>
      signals.set(signal, i * length + block.start),
    )
    await pause(control)
  }
  return { audio: session.artifacts.keepForNow(bytesOf(signals)) }
}

/** Renders from what the session holds now, whatever becomes of it meanwhile. */
function rendererOf(
  session: Session,
  outputs: readonly ComponentWeights[] | undefined,
): (start: number, end: number) => Samples[] {
  const { samples } = session.mono
  if (!outputs) return (start, end) => [samples.subarray(start, end)]
  const separation = separationIn(requireDecomposed(session).opened, samples)
  return (start, end) => renderOutputs(separation, outputs, { start, end })
}

/** @throws ShellacError 'bad-argument' for what does not fit the recording, the components or an artifact */
function checkOutputs(
  session: Session,
  { outputs, start, end }: EngineRequest<'renderAudio'>,
): ComponentWeights[] | undefined {
  const sampleCount = session.mono.samples.length
  if (end > sampleCount) {
    throw new ShellacError('bad-argument', `end is ${end}; the recording has ${sampleCount} samples.`)
  }
  const rendered = (end - start) * (outputs?.length ?? 1)
  if (rendered > mostRenderedSamples) {
    const message = `${rendered} samples were asked for; at most ${mostRenderedSamples} are rendered at once.`
    throw new ShellacError('bad-argument', message)
  }
  if (outputs === null) return undefined
  const { componentCount } = requireDecomposed(session).opened.project.analysis
  const wrong = outputs.find((weights) => weights.length !== componentCount)
  if (!wrong) return outputs.map((weights) => Float64Array.from(weights))
  const message = `An output has ${wrong.length} weights; there are ${componentCount} components.`
  throw new ShellacError('bad-argument', message)
}

export async function saveProject(
  session: Session,
  { project, file, overwrite }: EngineRequest<'saveProject'>,
  ownControl: JobControl,
): Promise<EngineResult<'saveProject'>> {
  const control = withinSession(session, ownControl)
  const edited = editedProject(session, project)
  await refuseRecording(file, edited.project.recording)
  await sweepStaleTemporaries(dirname(resolve(file)))
  await pause(control)
  await projectFile.saveProject(file, edited, { overwrite, protectedPaths: recordingPaths(session) })
  session.projectPaths.add(resolve(file))
  return { name: basename(file) }
}

function recordingPaths({ recordingPath }: Session): string[] {
  return recordingPath === undefined ? [] : [recordingPath]
}

export async function exportAudio(
  session: Session,
  request: EngineRequest<'exportAudio'>,
  control: JobControl,
): Promise<Exported> {
  const { panLaw, noiseAmount, ...settings } = request.export
  const edited = editedProject(session, request.project)
  const { files, report, reportPaths, notes, warnings } = await exports.exportAudio(
    edited,
    separationIn(edited, session.mono.samples),
    {
      ...settings,
      mix: mixOf(edited.project, { panLaw, noiseAmount }),
      target: request.file,
      protectedPaths: [...recordingPaths(session), ...session.projectPaths],
    },
    withinSession(session, control),
  )
  return {
    files: [...files.map(({ path }) => path), ...reportPaths].map((path) => basename(path)),
    notes,
    warnings,
    nullTestDecibels: report.nullTestDecibels,
  }
}

/**
 * The person's project with the session's factors.
 * @throws ShellacError 'bad-argument' when it is of another recording or decomposition
 */
function editedProject(session: Session, project: Project): projectFile.OpenedProject {
  const { opened } = requireDecomposed(session)
  const made = opened.project
  const isSame =
    project.recording.sha256 === made.recording.sha256 &&
    isDeepStrictEqual(project.analysis, made.analysis) &&
    isDeepStrictEqual(project.decomposition, made.decomposition)
  if (isSame) return { ...opened, project: { ...project, recording: made.recording } }
  const message = `The project is not of the present decomposition of ${session.recording.name}; decompose it again with the project's settings.`
  throw new ShellacError('bad-argument', message)
}
