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
  /** Whether a page is here or a call runs. */
  readonly isBusy: () => boolean
  readonly onEnd: () => void
}

export interface Lifetime {
  /** To be told whenever a page comes or goes, a call begins or ends, or a page shows a sign of life: waits anew. */
  touch(): void
  stop(): void
}

export function createLifetime({ clock, graceMilliseconds, isBusy, onEnd }: LifetimeSettings): Lifetime {
  let callOff = (): void => undefined
  let stopped = false
  return {
    touch() {
      callOff()
      callOff = () => undefined
      if (!stopped && !isBusy()) callOff = clock.after(graceMilliseconds, onEnd)
    },
    stop() {
      stopped = true
      callOff()
    },
  }
}
