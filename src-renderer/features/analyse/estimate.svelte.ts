import type { App } from '../../state/app.svelte'
import { estimate } from '../../state/decomposing'
import { estimateText, shortageOf, type Shortage } from './needText'

/** Milliseconds after the last change until the engine is asked: it runs a short trial for the answer. */
const settleTime = 400

const asking: Answer = { words: 'Estimating the time…', shortage: null }
/** The analysis itself says what is wrong; an estimate is no news. */
const unknown: Answer = { words: 'The time cannot be told', shortage: null }

interface Answer {
  readonly words: string
  /** What the machine does not have for it; null where it fits. */
  readonly shortage: Shortage | null
}

/** What the next analysis takes, in words; asked anew whenever settings or recording change, but not while the engine is busy. */
export function watchEstimate({ work }: App): Answer {
  let answer = $state.raw(asking)
  const subject = $derived(
    JSON.stringify([work.session?.id, work.document.current?.channel, work.document.current?.peaks]),
  )
  const isBusy = $derived(work.jobs.isFactorising)
  $effect(() => {
    const settings = work.wish
    void subject
    if (isBusy || !work.session) return
    answer = asking
    let isCurrent = true
    const tell = (told: Answer): void => {
      if (isCurrent) answer = told
    }
    const timer = setTimeout(() => {
      estimate(work, settings).then(
        (told) => tell({ words: estimateText(told), shortage: shortageOf(told, settings) }),
        () => tell(unknown),
      )
    }, settleTime)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  })
  return {
    get words() {
      return answer.words
    },
    get shortage() {
      return answer.shortage
    },
  }
}
