/** A window closes when its page says so. A page that does not answer, or that has crashed, is no reason to be kept in. */
import type { CloseAnswer } from '@core/contract/page'

/** How long a page may take to be heard of, in milliseconds; one that asks the person says so and takes as long as they do. */
export const closePatience = 3000

export interface CloseWishSettings {
  /** Whether a page is there to be asked. */
  readonly canAsk: () => boolean
  readonly ask: () => void
  /** Asks the person whether to close without the page. */
  readonly askPerson: () => Promise<boolean>
  readonly close: () => void
  /** The window stays: whatever else was to follow the closing is off. */
  readonly stay: () => void
  /** Calls back later; returns how to stop that. */
  readonly later: (milliseconds: number, callback: () => void) => () => void
}

export interface CloseWish {
  /** The person closes the window. Says whether it may close at once. */
  wish(): boolean
  /** The page's answer; one that nobody waits for is not heard. */
  answer(answer: CloseAnswer): void
}

export function createCloseWish(settings: CloseWishSettings): CloseWish {
  let state: 'open' | 'asking-page' | 'page-asks' | 'asking-person' | 'closing' = 'open'
  let stopWaiting = (): void => undefined

  const settle = (close: boolean): void => {
    stopWaiting()
    state = close ? 'closing' : 'open'
    if (close) settings.close()
    else settings.stay()
  }

  const askPerson = (): void => {
    state = 'asking-person'
    settings.askPerson().then(settle, () => settle(true))
  }

  return {
    wish() {
      if (state === 'closing') return true
      if (state === 'asking-page' || state === 'asking-person') return false
      if (!settings.canAsk()) {
        askPerson()
        return false
      }
      // Also while the page asks: since then it may have stopped answering.
      state = 'asking-page'
      stopWaiting = settings.later(closePatience, askPerson)
      settings.ask()
      return false
    },
    answer(answer) {
      if (state !== 'asking-page' && state !== 'page-asks') return
      if (answer !== 'asking') return settle(answer === 'close')
      stopWaiting()
      state = 'page-asks'
    },
  }
}
