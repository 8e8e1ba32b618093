/** Gets what a program needs next, without flooding the engine. */
import { piecesOf, requestsFor, type ChunkRequest, type Timeline } from './chunkSchedule'
import type { ChunkStore } from './chunkStore'
import type { Program } from './program'

export interface Need {
  readonly program: Program
  readonly timeline: Timeline
  /** Frames of the timeline. */
  readonly frames: number
  readonly store: ChunkStore
}

export interface ChunkFetcher {
  /**
   * Asks for the most urgent chunks, as long as fewer than `mostUnderWay` of this program are on their way. What was asked for a
   * program before it does not hold it up.
   */
  fetch(need: Need, mostUnderWay: number): void
}

export interface FetcherEvents {
  readonly onError: (error: unknown, store: ChunkStore) => void
  /** After every chunk, whether it came or failed. */
  readonly onSettled: () => void
}

/** Of all programs together: who changes them quickly does not flood the engine. */
const mostOfAll = 4

export function createChunkFetcher({ onError, onSettled }: FetcherEvents): ChunkFetcher {
  const underWay = new Set<ChunkRequest>()
  const begin = (chunk: ChunkRequest, { store, program }: Need): void => {
    underWay.add(chunk)
    store
      .request(chunk, program)
      .catch((error: unknown) => onError(error, store))
      .finally(() => {
        underWay.delete(chunk)
        onSettled()
      })
      .catch((error: unknown) => onError(error, store))
  }
  return {
    fetch(need, mostUnderWay) {
      const own = [...underWay].filter(({ voices }) => isOf(need.program, voices))
      const free = Math.min(mostUnderWay - own.length, mostOfAll - underWay.size)
      for (const chunk of missingChunks(need).slice(0, Math.max(0, free))) begin(chunk, need)
    },
  }
}

function isOf(program: Program, voices: readonly string[]): boolean {
  return voices.every((voice) => program.some(({ id }) => id === voice))
}

/** The chunks that are neither in the store nor on their way, the most urgent first. */
export function missingChunks({ program, timeline, frames, store }: Need): ChunkRequest[] {
  const { cellLength, cellCount } = store
  return requestsFor({
    cells: piecesOf(timeline, { from: 0, until: frames, cellLength }).map(({ cell }) => cell),
    cellCount,
    voices: program.map(({ id }) => id),
    isMissing: (voice, cell) => store.isMissing(voice, cell),
    mostCells: store.mostCells(program.length),
  })
}

/** Whether all voices are in the store for the first `frames` frames of the timeline. */
export function isThere({ program, timeline, frames, store }: Need): boolean {
  const pieces = piecesOf(timeline, { from: 0, until: frames, cellLength: store.cellLength })
  return pieces.every(({ cell }) => program.every(({ id }) => store.has(id, cell)))
}
