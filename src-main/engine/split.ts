/** Decomposing some components again, on threads of its own: see splitting.ts and onThreads. */
import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import type { DecompositionResult } from './decomposition'
import { splitSettings, type SplitWork } from './splitting'
import { onThreads } from './threads'

/** @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal' */
export async function splitComponents(
  samples: Samples,
  work: SplitWork,
  control: JobControl,
): Promise<DecompositionResult> {
  const { settings } = work
  const demand = { settings, algorithms: [splitSettings(settings).algorithm], problems: 1 }
  return onThreads<DecompositionResult>({ samples, work: { kind: 'split', ...work }, demand }, control)
}
