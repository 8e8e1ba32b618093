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
