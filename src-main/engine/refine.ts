import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import type { DecompositionResult } from './decomposition'
import type { Refinement } from './refinement'
import { onThreads } from './threads'

/**
 * Finds factors on from where they are, on a thread of its own: see runRefinement and onThreads.
 * @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal'
 */
export async function refine(
  samples: Samples,
  refinement: Refinement,
  control: JobControl,
): Promise<DecompositionResult> {
  const work = { kind: 'refine', ...refinement } as const
  // The kernels of a team know no prices: one thread does all of it.
  const demand = { settings: refinement.settings, algorithms: [], problems: 1 }
  return onThreads<DecompositionResult>({ samples, work, demand }, control)
}
