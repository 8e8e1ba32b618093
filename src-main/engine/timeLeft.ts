/** How long work still takes. */
import type { Progress } from '@core/contract/job'

/** Seconds of work; a pace that was measured for less is none. */
const leastMeasured = 0.5

const secondsNow = (): number => performance.now() / 1000

/**
 * Reckons the time left by the pace since the first share that was told: threads that start and code that is compiled before it are no
 * measure of the rest.
 * @param now seconds from any moment on
 * @returns of the share that is done, 0 .. 1, the field for a report; empty while the pace is not known
 */
export function createTimeLeft(now = secondsNow): (done: number) => Pick<Progress, 'secondsLeft'> {
  let first: { readonly at: number; readonly done: number } | undefined
  return (done) => {
    if (done >= 1) return { secondsLeft: 0 }
    first ??= { at: now(), done }
    const [elapsed, gained] = [now() - first.at, done - first.done]
    return elapsed < leastMeasured || gained <= 0 ? {} : { secondsLeft: (elapsed * (1 - done)) / gained }
  }
}
