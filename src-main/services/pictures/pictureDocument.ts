import type { Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import type { DecompositionId } from '@core/contract/ids'
import type { Factors } from '@core/nmf/factors'
import type { Project } from '@core/project/project'
import { recordingOf, type Masked, type Separation } from '@core/separation/renderOutputs'
import type { Framing } from '@core/spectral/framing'

/** What pictures are drawn of. */
export interface PictureDocument {
  /** Name of the recording's file. */
  readonly name: string
  /** Hz */
  readonly sampleRate: number
  /** The mono recording as it was decomposed, or will be. */
  readonly samples: Samples
  /** The same before its clicks were removed. */
  readonly untouched: Samples
  /** The same without its learned noise, where it was filtered out. */
  readonly denoised?: Masked | undefined
  readonly framing: Framing
  /** Null where nothing is decomposed. */
  readonly decomposed: DecomposedDocument | null
  /** Another decomposition of the same recording. @throws ShellacError 'bad-argument' for an id that is not known */
  readonly otherFactors: (id: DecompositionId) => Factors
}

export interface DecomposedDocument {
  readonly project: Project
  readonly factors: Factors
}

/** A project by itself: there are no other decompositions. */
export function pictureDocumentOf(project: Project, separation: Separation): PictureDocument {
  const { samples, denoised, framing, factors } = separation
  const untouched = recordingOf(separation)
  const { name, sampleRate } = project.recording
  const otherFactors = (id: DecompositionId): Factors => {
    throw new ShellacError('bad-argument', `There is no decomposition ${id} in the project of ${name}.`)
  }
  const decomposed = { project, factors }
  return { name, sampleRate, samples, untouched, denoised, framing, decomposed, otherFactors }
}
