/** Which tiles a picture of a part of the time axis needs. */
import { columnCountOf, highestLevelOf, tileColumns } from '@core/pictures/cells'
import { timeToFrame, type FrameGrid, type TimeRange } from '@core/pictures/timeAxis'

export interface TilePlace {
  readonly level: number
  readonly tile: number
}

/** Frames of an stft on the time axis. */
export interface FrameLine {
  readonly grid: FrameGrid
  readonly frameCount: number
}

export interface Seen {
  readonly range: TimeRange
  /** Of the picture, in pixels of the screen. */
  readonly pixels: number
}

/** The finest level whose columns are at least a pixel wide: none of them, and so no peak, is lost. */
export function levelFor({ range, pixels }: Seen, { grid, frameCount }: FrameLine): number {
  const framesPerPixel = (range.end - range.start) / grid.secondsPerFrame / Math.max(1, pixels)
  // A range that was computed is never quite as long as it was meant to be.
  const level = Math.ceil(Math.log2(framesPerPixel) - 1e-9)
  return Math.max(0, Math.min(highestLevelOf(frameCount), level))
}

/** Tiles of a level that are seen, ascending; at least one. */
export function tilesWithin(range: TimeRange, level: number, { grid, frameCount }: FrameLine): TilePlace[] {
  const framesPerTile = tileColumns * 2 ** level
  // The cell of frame n is half a frame wide to either side of its middle.
  const first = Math.floor((timeToFrame(range.start, grid) + 0.5) / framesPerTile)
  const last = Math.ceil((timeToFrame(range.end, grid) + 0.5) / framesPerTile) - 1
  const mostTile = tileCountOf(frameCount, level) - 1
  const from = Math.max(0, Math.min(mostTile, first))
  const count = Math.max(1, Math.min(mostTile, last) - from + 1)
  return Array.from({ length: count }, (_, index) => ({ level, tile: from + index }))
}

/**
 * Tiles in the order in which they are wanted: what is seen, nearest to its middle first; its neighbours; and the one tile that stands
 * for everything, for wherever one looks next.
 */
export function wantedTiles(seen: Seen, line: FrameLine): TilePlace[] {
  if (line.frameCount === 0) return []
  const level = levelFor(seen, line)
  const within = tilesWithin(seen.range, level, line)
  const middle = (within[0].tile + within[within.length - 1].tile) / 2
  const nearest = within.toSorted((a, b) => Math.abs(a.tile - middle) - Math.abs(b.tile - middle))
  const neighbours = [within[within.length - 1].tile + 1, within[0].tile - 1]
    .filter((tile) => tile >= 0 && tile < tileCountOf(line.frameCount, level))
    .map((tile) => ({ level, tile }))
  const highest = highestLevelOf(line.frameCount)
  const whole = level === highest ? [] : [{ level: highest, tile: 0 }]
  return [...nearest, ...neighbours, ...whole]
}

/** A tile, and which of its columns. */
export interface TilePart extends TilePlace {
  /** Fractional column. */
  readonly from: number
  readonly columns: number
}

/** The parts of coarser tiles that show the same as `place`, the finest first. `place` itself is the first of them. */
export function coarserParts({ level, tile }: TilePlace, { frameCount }: FrameLine): TilePart[] {
  const columns = columnsOf({ level, tile }, frameCount)
  return Array.from({ length: highestLevelOf(frameCount) - level + 1 }, (_, steps) => {
    const scale = 2 ** steps
    const parent = Math.floor(tile / scale)
    const from = (tile * tileColumns) / scale - parent * tileColumns
    return { level: level + steps, tile: parent, from, columns: columns / scale }
  })
}

/** Seconds from the first column's left edge to the last one's right edge. */
export function timeOfTile({ level, tile }: TilePlace, { grid, frameCount }: FrameLine): TimeRange {
  const first = tile * tileColumns
  const edge = (column: number): number =>
    grid.firstFrame + (column * 2 ** level - 0.5) * grid.secondsPerFrame
  return { start: edge(first), end: edge(first + columnsOf({ level, tile }, frameCount)) }
}

export function columnsOf({ level, tile }: TilePlace, frameCount: number): number {
  return Math.min(tileColumns, columnCountOf(frameCount, level) - tile * tileColumns)
}

function tileCountOf(frameCount: number, level: number): number {
  return Math.ceil(columnCountOf(frameCount, level) / tileColumns)
}
