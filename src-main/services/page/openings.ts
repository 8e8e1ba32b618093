/** Files that were asked to be opened from outside: by the command line, the system, a second start. */

/** More than anyone opens on purpose; the oldest are forgotten. */
const mostWaiting = 32

export interface Openings {
  /** @param path of a file the vault leads to */
  add(path: string): void
  /** Hands out what waits, once. */
  take(): readonly string[]
}

/** @param onAdded told whenever something waits to be taken */
export function createOpenings(onAdded: () => void = () => undefined): Openings {
  let waiting: string[] = []
  return {
    add(path) {
      waiting = [...waiting.filter((other) => other !== path), path].slice(-mostWaiting)
      onAdded()
    },
    take() {
      const taken = waiting
      waiting = []
      return taken
    },
  }
}
