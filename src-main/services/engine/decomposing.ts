/** Engine methods that decompose, and say how long that takes. */
import { randomUUID } from 'node:crypto'
import type { ComponentSummary, Decomposed, DecompositionWish, EngineRequest } from '@core/contract/engine'
import type { JobControl } from '@core/contract/job'
import type { Samples } from '@core/audio/audioData'
import type { DecompositionId } from '@core/contract/ids'
import type { Click } from '@core/restoration/declick'
import { describeComponents } from '@core/separation/componentFacts'
import { chooseFraming } from '@core/spectral/framing'
import type { DecomposeSettings } from '../../engine/decomposition'
import { pause } from '../../engine/pause'
import { decomposeResumably, type Resumable } from '../keeping/decomposeResumably'
import { recordingSize } from '../needs/decompositionNeeds'
import { requireDecompositionRoom, type Places } from '../needs/decompositionRoom'
import type { Room } from '../needs/room'
import { appDataFolder } from '../page/appDataFolder'
import type { OpenedProject } from '../projectFile/projectFile'
import { assembleProject, embedRecording, separationIn } from '../projects'
import { decomposingAlone, withinSession, type Session } from './sessions'

export function settingsOf(wish: DecompositionWish, sampleRate: number): DecomposeSettings {
  const { components, windowMilliseconds, overlap, declick: _, ...rest } = wish
  return {
    ...rest,
    componentCount: components,
    framing: chooseFraming(windowMilliseconds, overlap, sampleRate),
  }
}

export function decompose(
  session: Session,
  request: EngineRequest<'decompose'>,
  {
    control: ownControl,
    resumable,
    room,
  }: {
    readonly control: JobControl
    readonly resumable: Resumable | undefined
    readonly room: Room
  },
): Promise<Decomposed> {
  const control = withinSession(session, ownControl)
  return decomposingAlone(session, async () => {
    const { recording } = session
    const mono = session.monos.choose(request.channel)
    const settings = settingsOf(request.settings, recording.audio.sampleRate)
    const { declick } = request.settings
    const size = recordingSize(recording.audio, mono.samples)
    await requireDecompositionRoom(
      { name: recording.name, wished: { recording: size, settings, declick }, places: placesOf(resumable) },
      room,
    )
    const { samples } = await session.declicked.of(mono, declick, control)
    const result = await decomposeResumably(samples, settings, { control, resumable })
    session.stored ??= await embedRecording(recording.audio, control)
    await pause(control)
    const opened = assembleProject({ recording, mono, settings, result, stored: session.stored, declick })
    return takeDecomposition(session, opened, { samples, costSeconds: result.costSeconds, control })
  })
}

/** Where the engine keeps how far it is; a project is saved later, wherever the person says. */
export function placesOf(resumable: Resumable | undefined): Places {
  return { dataFolder: resumable && appDataFolder() }
}

/** How a decomposition was made, and who waits for it. */
interface Making {
  readonly samples: Samples
  readonly costSeconds: Decomposed['costSeconds']
  readonly control: JobControl
}

/**
 * Makes this one of the decompositions of the session, with what rendering needs beside: stage 'denoising' where noise was learned.
 * `samples`: what it was made of, as `session.declicked` gave it.
 * @throws ShellacError 'cancelled', 'internal'
 */
export async function takeDecomposition(
  session: Session,
  opened: OpenedProject,
  { samples, costSeconds, control }: Making,
): Promise<Decomposed> {
  const { artifacts, decompositions } = session
  const decomposition = randomUUID() as DecompositionId
  const denoised = await session.denoised.of(samples, opened.project.analysis, control)
  const separation = separationIn(opened, { ...session.declicked.by(samples), denoised })
  decompositions.set(decomposition, { opened, separation })
  return {
    decomposition,
    project: opened.project,
    components: summariesOf(opened),
    dictionary: artifacts.keep(bytesOf(opened.W)),
    activations: artifacts.keep(bytesOf(opened.H)),
    clicks: separation.declicked ? artifacts.keep(bytesOfClicks(separation.declicked.clicks)) : null,
    costSeconds,
  }
}

function summariesOf({ project, W, H }: OpenedProject): ComponentSummary[] {
  const { binCount, frameCount } = project.decomposition
  const { componentCount } = project.analysis
  const factors = { W, H, binCount, frameCount, componentCount }
  return describeComponents(factors, project.recording.sampleRate).map(
    ({ energyShare, centroid, peaks }) => ({
      energyShare,
      centroidHz: centroid,
      peaksHz: peaks,
    }),
  )
}

/** As Decomposed says it. */
function bytesOfClicks(clicks: readonly Click[]): Uint8Array {
  const values = Float64Array.from(clicks.flatMap(({ start, end, decibels }) => [start, end, decibels]))
  return new Uint8Array(values.buffer)
}

export function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
