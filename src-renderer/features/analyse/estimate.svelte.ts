import type { App } from '../../state/app.svelte'
import { formatDuration } from '../../ui/durationText'

/** Milliseconds after the last change until the engine is asked: it runs a short trial for the answer. */
const settleTime = 400

/** How long the next analysis takes, in words; asked anew whenever settings or recording change, but not while the engine is busy. */
export function watchEstimate({ work }: App): { readonly words: string } {
  let words = $state('Estimating the time…')
  const subject = $derived(
    JSON.stringify([work.session?.id, work.document.current?.channel, work.document.current?.peaks]),
  )
  const isBusy = $derived(work.jobs.isFactorising)
  $effect(() => {
    const settings = work.wish
    void subject
    if (isBusy || !work.session) return
    words = 'Estimating the time…'
    let isCurrent = true
    const tell = (text: string): void => {
      if (isCurrent) words = text
    }
    const timer = setTimeout(() => {
      work.estimate(settings).then(
        (seconds) => tell(`Takes about ${formatDuration(seconds)} at most`),
        // The analysis itself says what is wrong; an estimate is no news.
        () => tell('The time cannot be told'),
      )
    }, settleTime)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  })
  return {
    get words() {
      return words
    },
  }
}
