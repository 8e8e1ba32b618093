/** Drawing that can wait a frame or two, so that no frame has to wait for it. */

/** Milliseconds of each frame that go to it. */
const frameShare = 6

export interface PaintQueue {
  /** Does it in a later frame, after what waits already. What waits under the same name gives way. */
  add(name: object | string, paint: () => void): void
  drop(name: object | string): void
}

export interface Clock {
  readonly now: () => number
  readonly nextFrame: (callback: () => void) => void
}

export function createPaintQueue({ now, nextFrame }: Clock): PaintQueue {
  const waiting = new Map<object | string, () => void>()
  let isAsked = false

  function ask(): void {
    if (isAsked || waiting.size === 0) return
    isAsked = true
    nextFrame(work)
  }

  /** At least one, however long it takes. */
  function work(): void {
    isAsked = false
    const end = now() + frameShare
    for (const [name, paint] of waiting) {
      waiting.delete(name)
      paint()
      if (now() >= end) break
    }
    ask()
  }

  return {
    add(name, paint) {
      waiting.set(name, paint)
      ask()
    },
    drop: (name) => void waiting.delete(name),
  }
}

/** The one of this window. */
export const paintQueue = createPaintQueue({
  now: () => performance.now(),
  nextFrame: (callback) => void requestAnimationFrame(callback),
})
