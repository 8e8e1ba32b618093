/** Tries again for a while: a server may sleep with its computer, and wake with it. */

export interface RetrySettings<Value> {
  /** Rejects when it did not work. */
  readonly attempt: () => Promise<Value>
  readonly milliseconds: number
  readonly pauseMilliseconds: number
  /** Milliseconds of any clock that does not go back. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
}

/** The first success, or null after the time is over. At least one attempt is made. */
export async function retryFor<Value>(settings: RetrySettings<Value>): Promise<Value | null> {
  const end = settings.now() + settings.milliseconds
  for (;;) {
    try {
      return await settings.attempt()
    } catch {
      if (settings.now() + settings.pauseMilliseconds >= end) return null
      await settings.wait(settings.pauseMilliseconds)
    }
  }
}
