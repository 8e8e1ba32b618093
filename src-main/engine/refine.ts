import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import type { DecompositionResult } from './decomposition'
import type { Refinement } from './refinement'
import { onThreads } from './threads'

/**
 * Finds factors on from where they are, on threads of its own: see runRefinement and onThreads.
 * @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal'
 */
export async function refine(
  samples: Samples,
  refinement: Refinement,
  control: JobControl,
): Promise<DecompositionResult> {
  const work = { kind: 'refine', ...refinement } as const
  const demand = { settings: refinement.settings, algorithms: [refinement.settings.algorithm], problems: 1 }
  return onThreads<DecompositionResult>({ samples, work, demand }, control)
}
