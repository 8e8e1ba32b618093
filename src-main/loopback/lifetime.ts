/** When the server may end: the last page has been gone for a while and nothing runs. */

/** The passing of time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds; never goes back. */
  now(): number
  /** Calls once, later; the function it returns calls it off. */
  after(milliseconds: number, action: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds)
    return () => clearTimeout(timer)
  },
}

export interface LifetimeSettings {
  readonly clock: Clock
  readonly graceMilliseconds: number
  /** Whether a page is here, a call runs or a file is on its way. */
  readonly isBusy: () => boolean
  /** Until when somebody was told to come, by the same clock. */
  readonly expectedUntil: () => number
  readonly onEnd: () => void
}

export interface Lifetime {
  /** To be told whenever a page comes or goes, a call begins or ends, or a page shows a sign of life: waits anew. */
  touch(): void
  stop(): void
}

export function createLifetime(settings: LifetimeSettings): Lifetime {
  const { clock, graceMilliseconds, isBusy, expectedUntil, onEnd } = settings
  let callOff = (): void => undefined
  let stopped = false
  return {
    touch() {
      callOff()
      callOff = () => undefined
      const wait = Math.max(graceMilliseconds, expectedUntil() - clock.now())
      if (!stopped && !isBusy()) callOff = clock.after(wait, onEnd)
    },
    stop() {
      stopped = true
      callOff()
    },
  }
}
