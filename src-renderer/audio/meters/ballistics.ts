/** How a peak meter moves: up at once, held, then falling evenly. Levels in dB, times in seconds. */

export interface Ballistics {
  push(level: number, time: number): void
  /** -Infinity once it has fallen below `lowestLevel`. */
  at(time: number): number
  clear(): void
}

export const holdSeconds = 1.5
/** dB a second */
export const fallRate = 20
/** dB; nothing is shown below. */
export const lowestLevel = -90

/** @param hold seconds that a peak stays */
export function createBallistics(hold: number): Ballistics {
  let peak = -Infinity
  let peakTime = 0

  const at = (time: number): number => {
    const level = peak - fallRate * Math.max(0, time - peakTime - hold)
    return level < lowestLevel ? -Infinity : level
  }
  return {
    at,
    push(level, time) {
      if (level < at(time)) return
      peak = level
      peakTime = time
    },
    clear() {
      peak = -Infinity
    },
  }
}
