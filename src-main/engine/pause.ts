import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'

/** Lets the event loop turn, so that signals and messages are heard; throws if the job was cancelled meanwhile. */
export async function pause(control: JobControl): Promise<void> {
  // Signals are read between two turns, so one turn may still miss them.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
  if (control.wish() === 'cancel') throw new ShellacError('cancelled', 'The work was cancelled.')
}
