/** Finding a smoothness, on a thread of its own: see validation.ts and onThreads. */
import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import type { SmoothnessScore } from '@core/nmf/smoothnessValidation'
import { onThreads } from './threads'
import type { SmoothnessSearch } from './validation'

/** @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal' */
export async function searchSmoothness(
  samples: Samples,
  search: SmoothnessSearch,
  control: JobControl,
): Promise<SmoothnessScore[]> {
  const { settings } = search
  // Held-out bins are the reference kernels' business, which need no team.
  const demand = { settings, algorithms: [], problems: 1 }
  return onThreads<SmoothnessScore[]>(
    { samples, work: { kind: 'searchSmoothness', ...search }, demand },
    control,
  )
}
