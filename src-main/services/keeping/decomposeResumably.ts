import type { Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import { decompose } from '../../engine/decompose'
import type { DecomposeSettings, DecompositionResult } from '../../engine/decomposition'
import type { CheckpointStore } from './checkpointStore'

/** Seconds of work that a kill costs at most, about. */
const interval = 20

export interface Resumable {
  readonly store: CheckpointStore
  /** Between checkpoints; 20 by default. */
  readonly seconds?: number
}

/**
 * Decomposes as `decompose` does, going on from where another process was that ended before it was done, with the bits that it would
 * have had. What was kept is removed once the work is done or cancelled.
 * @throws as decompose
 */
export async function decomposeResumably(
  samples: Samples,
  settings: DecomposeSettings,
  { control, resumable }: { readonly control: JobControl; readonly resumable: Resumable | undefined },
): Promise<DecompositionResult> {
  if (!resumable) return decompose(samples, settings, control)
  const { store, seconds = interval } = resumable
  const place = await store.open(samples, settings)
  let isNeeded = true
  try {
    const { resume } = place
    const checkpoints = {
      resume,
      seconds,
      keep: (runs: Parameters<typeof place.keep>[0]) => place.keep(runs),
    }
    const result = await decompose(samples, settings, { ...control, checkpoints })
    isNeeded = false
    return result
  } catch (error) {
    isNeeded = !(error instanceof ShellacError && error.code === 'cancelled')
    throw error
  } finally {
    await place.close(isNeeded)
  }
}
