import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'

/** Lets the event loop turn, so that signals and messages are heard; throws if the job was cancelled meanwhile. */
export async function pause(control: JobControl): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  if (control.wish() === 'cancel') throw new ShellacError('cancelled', 'The work was cancelled.')
}
