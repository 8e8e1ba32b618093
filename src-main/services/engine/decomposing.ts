/** Engine methods that decompose, and say how long that takes. */
import type { ComponentSummary, Decomposed, DecompositionWish, EngineRequest } from '@core/contract/engine'
import type { JobControl } from '@core/contract/job'
import { describeComponents } from '@core/separation/componentFacts'
import { chooseFraming } from '@core/spectral/framing'
import { decompose as runDecompose } from '../../engine/decompose'
import type { DecomposeSettings } from '../../engine/decomposition'
import { pause } from '../../engine/pause'
import type { OpenedProject } from '../projectFile/projectFile'
import { assembleProject, embedRecording } from '../projects'
import { changing, withinSession, type Session } from './sessions'

export function settingsOf(wish: DecompositionWish, sampleRate: number): DecomposeSettings {
  const { components, windowMilliseconds, overlap, ...rest } = wish
  return {
    ...rest,
    componentCount: components,
    framing: chooseFraming(windowMilliseconds, overlap, sampleRate),
  }
}

export function decompose(
  session: Session,
  request: EngineRequest<'decompose'>,
  ownControl: JobControl,
): Promise<Decomposed> {
  const control = withinSession(session, ownControl)
  return changing(session, async () => {
    const { recording, mono } = session
    const settings = settingsOf(request.settings, recording.audio.sampleRate)
    const result = await runDecompose(mono.samples, settings, control)
    session.stored ??= await embedRecording(recording.audio)
    await pause(control)
    return takeDecomposition(
      session,
      assembleProject({ recording, mono, settings, result, stored: session.stored }),
    )
  })
}

/** Makes this the decomposition of the session, in place of the one before. */
export function takeDecomposition(session: Session, opened: OpenedProject): Decomposed {
  const { artifacts, decomposed } = session
  if (decomposed) for (const id of [decomposed.dictionary, decomposed.activations]) artifacts.drop(id)
  const dictionary = artifacts.keep(bytesOf(opened.W))
  const activations = artifacts.keep(bytesOf(opened.H))
  session.decomposed = { opened, dictionary, activations }
  return { project: opened.project, components: summariesOf(opened), dictionary, activations }
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

export function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
