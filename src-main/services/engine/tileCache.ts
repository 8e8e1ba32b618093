/** Tiles by name, as many as there is room for. */
export interface TileCache {
  get(name: string): Uint8Array | undefined
  /** @param effort work that making it again would take, next to other tiles */
  put(name: string, cells: Uint8Array, effort: number): void
  clear(): void
}

interface Entry {
  readonly cells: Uint8Array
  readonly effort: number
  /** What has least worth goes first. */
  readonly worth: number
}

/**
 * Gives up what was used longest ago, but what took more effort only later: a coarse tile is as small as a fine one and stands for
 * many of them. After Young's GreedyDual (1994), for tiles of one size: the worth of a tile is its effort on top of the worth of the
 * last one that was given up, set anew whenever it is used.
 * @param room bytes of all tiles together
 */
export function createTileCache(room: number): TileCache {
  /** Used longest ago first. */
  const entries = new Map<string, Entry>()
  let bytes = 0
  let givenUpWorth = 0

  function drop(name: string): void {
    bytes -= entries.get(name)?.cells.byteLength ?? 0
    entries.delete(name)
  }

  function put(name: string, cells: Uint8Array, effort: number): void {
    drop(name)
    entries.set(name, { cells, effort, worth: givenUpWorth + effort })
    bytes += cells.byteLength
    while (bytes > room) giveUpLeast()
  }

  function giveUpLeast(): void {
    let [least] = entries
    for (const entry of entries) if (entry[1].worth < least[1].worth) least = entry
    givenUpWorth = least[1].worth
    drop(least[0])
  }

  return {
    put,
    get(name) {
      const entry = entries.get(name)
      if (entry) put(name, entry.cells, entry.effort)
      return entry?.cells
    },
    clear() {
      entries.clear()
      bytes = 0
    },
  }
}
