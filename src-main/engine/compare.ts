/** Comparisons of ways to decompose, on threads of their own: see comparison.ts and onThreads. */
import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import type { AlgorithmCurve } from '@core/contract/pictures'
import { variantSettings, type AlgorithmComparison, type SmoothnessComparison } from './comparison'
import type { DecompositionResult } from './decomposition'
import { onThreads } from './threads'

/**
 * The cost of each algorithm on a mono recording, all from the same start, one after the other.
 * @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal'
 */
export async function compareAlgorithms(
  samples: Samples,
  comparison: AlgorithmComparison,
  control: JobControl,
): Promise<AlgorithmCurve[]> {
  const { settings, algorithms } = comparison
  const work = { kind: 'compareAlgorithms', ...comparison } as const
  return onThreads<AlgorithmCurve[]>(
    { samples, work, demand: { settings, algorithms, problems: 1 } },
    control,
  )
}

/**
 * The activations of given spectra for each smoothness, all from the same start, one after the other.
 * @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal'
 */
export async function compareSmoothness(
  samples: Samples,
  comparison: SmoothnessComparison,
  control: JobControl,
): Promise<DecompositionResult[]> {
  const { algorithm } = variantSettings(comparison.settings, comparison.settings.smoothness)
  const work = { kind: 'compareSmoothness', ...comparison } as const
  const demand = { settings: comparison.settings, algorithms: [algorithm], problems: 1 }
  return onThreads<DecompositionResult[]>({ samples, work, demand }, control)
}
