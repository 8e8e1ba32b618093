import type { Samples } from '@core/audio/audioData'
import type { DownmixRecipe } from '@core/audio/channels/downmix'
import type { JobControl } from '@core/contract/job'
import type { DeclickSettings } from '@core/project/project'
import { analysedSamples, type AnalysedSamples } from '../projects'

/** Mono recordings of a session as they are decomposed: as they are, or without their clicks. */
export interface DeclickedRecordings {
  /**
   * Removes the clicks, if that is wished and was not done before. Stage 'declicking'.
   * @throws ShellacError 'cancelled', 'internal'
   */
  of(mono: MonoSamples, declick: DeclickSettings | null, control: JobControl): Promise<AnalysedSamples>
  /** What is known of samples that `of` gave. */
  by(samples: Samples): AnalysedSamples
}

interface MonoSamples extends DownmixRecipe {
  readonly samples: Samples
}

/** Samples that a decomposition was made of. */
export interface HeldSamples {
  readonly recipe: DownmixRecipe
  readonly declick: DeclickSettings | null
  readonly analysed: AnalysedSamples
}

/**
 * Keeps what was declicked last.
 * @param sampleRate Hz
 * @param held what is kept anyway, by decompositions
 */
export function createDeclickedRecordings(
  sampleRate: number,
  held: () => readonly HeldSamples[],
): DeclickedRecordings {
  let last: HeldSamples | undefined
  const known = (): readonly HeldSamples[] => (last ? [last, ...held()] : held())

  async function of(
    { channel, lag, samples }: MonoSamples,
    declick: DeclickSettings | null,
    control: JobControl,
  ): Promise<AnalysedSamples> {
    if (!declick) return { samples }
    const same = known().find(
      (it) =>
        it.recipe.channel === channel && it.recipe.lag === lag && it.declick?.threshold === declick.threshold,
    )
    const analysed = same?.analysed ?? (await analysedSamples(samples, { sampleRate, declick }, control))
    last = { recipe: { channel, lag }, declick, analysed }
    return analysed
  }

  return {
    of,
    by: (samples) => known().find(({ analysed }) => analysed.samples === samples)?.analysed ?? { samples },
  }
}
