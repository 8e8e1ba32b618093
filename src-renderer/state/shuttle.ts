/** How far the shuttle keys go: further with every press that follows soon. */

const steps = [5, 10, 20, 30] as const
/** Presses within so many milliseconds belong together. */
const together = 1000

export interface Shuttle {
  /** Seconds to go, always positive, for a press of the key to that side. */
  press(side: 'back' | 'on'): number
}

/** @param now milliseconds of a clock that only goes on */
export function createShuttle(now: () => number = () => performance.now()): Shuttle {
  let last = { side: '', at: -Infinity, count: 0 }
  return {
    press(side) {
      const at = now()
      const isSame = side === last.side && at - last.at < together
      last = { side, at, count: isSame ? last.count + 1 : 0 }
      return steps[Math.min(last.count, steps.length - 1)]
    },
  }
}
