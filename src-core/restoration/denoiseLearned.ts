import type { Samples } from '../audio/audioData'
import { learnedNoise, type AnalysisSettings } from '../project/project'
import type { Denoised } from '../separation/renderOutputs'
import { denoise } from './denoise'

/**
 * A recording without the noise that a decomposition learned: what its masks are put on. Undefined where it learned none.
 * @param sampleRate Hz
 * @returns a generator of the share that is done, 0 .. 1
 */
export function* denoiseLearned(
  samples: Samples,
  analysis: Pick<AnalysisSettings, 'learned'>,
  sampleRate: number,
): Generator<number, Denoised | undefined, void> {
  const noise = learnedNoise(analysis)
  if (noise.length === 0) return undefined
  return { samples: yield* denoise(samples, noise, sampleRate), carriers: noise[0].components }
}
