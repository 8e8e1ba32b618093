import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import { learnedNoise, type AnalysisSettings } from '@core/project/project'
import type { Denoised } from '@core/separation/renderOutputs'
import { denoise } from '../../engine/surface'

/** Recordings of a session without the noise that its decompositions learned. */
export interface DenoisedRecordings {
  /**
   * Filters the learned noise out, if there is any and that was not done before. Stage 'denoising'.
   * @param samples as they were decomposed
   * @throws ShellacError 'cancelled', 'internal'
   */
  of(
    samples: Samples,
    analysis: Pick<AnalysisSettings, 'learned'>,
    control: JobControl,
  ): Promise<Denoised | undefined>
}

/**
 * Keeps what was filtered last: decompositions made of one another share it.
 * @param sampleRate Hz
 */
export function createDenoisedRecordings(sampleRate: number): DenoisedRecordings {
  let last: { readonly of: Samples; readonly stretches: string; readonly samples: Samples } | undefined

  return {
    async of(samples, { learned }, control) {
      const noise = learnedNoise({ learned })
      if (noise.length === 0) return undefined
      const { components: carriers } = noise[0]
      const stretches = noise.map(({ start, end }) => `${start}-${end}`).join(' ')
      if (last?.of === samples && last.stretches === stretches) return { samples: last.samples, carriers }
      const denoised = await denoise(samples, { sampleRate, learned }, control)
      if (denoised) last = { of: samples, stretches, samples: denoised.samples }
      return denoised
    },
  }
}
