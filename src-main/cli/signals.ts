import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { Signals } from './terminal'

const cancelCodes = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * With `onStop`, Ctrl-C once stops and keeps, which `onStop` says, and twice cancels; without it there is nothing to keep and once
 * is enough. A termination request cancels at once.
 */
export function listenForSignals(onStop?: () => void): Signals {
  let wish: 'go-on' | 'stop' | 'cancel' = 'go-on'
  let code: number = cancelCodes.SIGINT
  process.on('SIGINT', () => {
    if (wish === 'go-on' && onStop) {
      wish = 'stop'
      onStop()
    } else wish = 'cancel'
  })
  process.on('SIGTERM', () => {
    wish = 'cancel'
    code = cancelCodes.SIGTERM
  })
  return { wish: () => wish, cancelCode: () => code }
}

/** After work that did not let the event loop turn: hears what came meanwhile, and throws 'cancelled' if that was asked for. */
export async function heedCancel(control: JobControl): Promise<void> {
  // Signals are read between two turns, so one turn may still miss them.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
  if (control.wish() === 'cancel') throw new ShellacError('cancelled', 'The work was cancelled.')
}
