import type { CellKind } from '@core/pictures/cells'
import type { PictureSignal } from '@core/contract/pictures'
import type { SessionId } from '@core/contract/ids'
import { RecentStore } from './recentStore'
import type { TilePlace } from './tiles'

/** Cells of one kind of one signal. The name is another one for others. */
export interface Layer {
  readonly name: string
  readonly session: SessionId
  readonly of: PictureSignal
  readonly cells: CellKind
}

export interface WantedTile extends TilePlace {
  readonly layer: Layer
}

interface StoreParts {
  readonly load: (tile: WantedTile) => Promise<Uint8Array>
  /** A tile has come, or cannot. */
  readonly onChange: () => void
}

/** Bytes of cells; a tile of a window of 2048 has 131 kB. */
const room = 96 * 1024 * 1024
/** Requests at a time: enough to keep the engine busy, few enough that what is wanted next does not wait long. */
const mostLoading = 3

/** Tiles that the engine gave, and those that are asked for. What is not wanted any more is not asked for. */
export class TileStore {
  readonly #parts: StoreParts
  readonly #tiles = new RecentStore<Uint8Array>(room, (cells) => cells.byteLength)
  readonly #loading = new Set<string>()
  readonly #failures = new Map<string, unknown>()
  #wanted: readonly WantedTile[] = []

  constructor(parts: StoreParts) {
    this.#parts = parts
  }

  /** @param tiles in the order in which they are wanted; those that are there already cost nothing */
  want(tiles: readonly WantedTile[]): void {
    this.#wanted = tiles
    this.#loadNext()
  }

  cellsOf(layer: Layer, place: TilePlace): Uint8Array | undefined {
    return this.#tiles.get(nameOf(layer, place))
  }

  /** Why a tile that is wanted cannot be had; undefined where there is no such tile. */
  get failure(): unknown {
    const failed = this.#wanted.find(({ layer, ...place }) => this.#failures.has(nameOf(layer, place)))
    return failed && this.#failures.get(nameOf(failed.layer, failed))
  }

  #loadNext(): void {
    for (const tile of this.#wanted) {
      if (this.#loading.size >= mostLoading) return
      const name = nameOf(tile.layer, tile)
      const isKnown = this.#loading.has(name) || this.#failures.has(name)
      if (!isKnown && this.#tiles.get(name) === undefined) void this.#load(name, tile)
    }
  }

  async #load(name: string, tile: WantedTile): Promise<void> {
    this.#loading.add(name)
    try {
      this.#tiles.put(name, await this.#parts.load(tile))
    } catch (error) {
      this.#failures.set(name, error)
    }
    this.#loading.delete(name)
    this.#loadNext()
    this.#parts.onChange()
  }
}

function nameOf(layer: Layer, { level, tile }: TilePlace): string {
  return `${layer.name} ${level} ${tile}`
}
