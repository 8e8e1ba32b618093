import type { Samples } from '@core/audio/audioData'
import type { DecomposeSettings, DecompositionControl, DecompositionResult } from './decomposition'
import { onThreads } from './threads'

/**
 * Decomposes a mono recording on threads of its own: see runDecomposition and onThreads.
 * @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal'
 */
export async function decompose(
  samples: Samples,
  settings: DecomposeSettings,
  control: DecompositionControl,
): Promise<DecompositionResult> {
  const demand = { settings, algorithms: [settings.algorithm], problems: settings.restarts }
  return onThreads<DecompositionResult>({ samples, work: { kind: 'decompose', settings }, demand }, control)
}
