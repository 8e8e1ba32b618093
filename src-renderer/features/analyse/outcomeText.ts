import type { StopReason } from '@core/nmf/factorize'

/** Why the iterations ended, as a person reads it. */
export const stopReasons: Readonly<Record<StopReason, string>> = {
  converged: 'The cost had settled.',
  'iteration-limit': 'All iterations were done.',
  stopped: 'It was stopped, and what was there was kept.',
}
