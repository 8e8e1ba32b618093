import type { GridBox, GridPath, GridShape } from './maskShaping'

/**
 * What share of each bin of frame n a shape covers, 0 .. 1; false, and nothing written, where it covers none of the frame.
 */
export type FillShares = (frame: number, shares: Float64Array) => boolean

export function createShares(shape: GridShape, binCount: number): FillShares {
  return shape.kind === 'path' ? pathShares(shape, binCount) : boxShares(shape)
}

/** Inside of this part of its radius a brush is whole; from there it fades out. */
const core = 0.5

/**
 * A brush is whole near its line and fades out by a raised cosine. It reaches half a frame and half a bin further than its
 * radius, so that it always covers the cell it is in, also at low frequencies where a bin is wide.
 */
function pathShares({ points, frames, octaves }: GridPath, binCount: number): FillShares {
  const reach = frames + 0.5
  const places = points.map(({ frame, bin }) => ({ frame, octave: octaveOf(bin) }))
  const first = Math.min(...places.map(({ frame }) => frame)) - reach
  const last = Math.max(...places.map(({ frame }) => frame)) + reach
  const heights = Array.from({ length: binCount }, (_, bin) => ({
    octave: octaveOf(bin),
    reach: octaves + octaveOf(bin + 0.5) - octaveOf(bin),
  }))
  const lowest = Math.min(...places.map(({ octave }) => octave))
  const highest = Math.max(...places.map(({ octave }) => octave))
  const isNear = (height: (typeof heights)[number]): boolean =>
    height.octave > lowest - height.reach && height.octave < highest + height.reach
  const firstBin = Math.max(0, heights.findIndex(isNear))
  const lastBin = heights.findLastIndex(isNear)
  const lines = places.map((start, index) => ({ start, end: places[index + 1] ?? start }))
  if (lines.length > 1) lines.pop()

  return (frame, shares) => {
    if (frame <= first || frame >= last || lastBin < 0) return false
    const near = lines.filter(
      ({ start, end }) =>
        Math.min(start.frame, end.frame) - reach < frame && Math.max(start.frame, end.frame) + reach > frame,
    )
    shares.fill(0)
    for (let bin = firstBin; bin <= lastBin; bin++) {
      const height = heights[bin]
      let nearest = Infinity
      for (const { start, end } of near) {
        const from = { x: (start.frame - frame) / reach, y: (start.octave - height.octave) / height.reach }
        const to = { x: (end.frame - frame) / reach, y: (end.octave - height.octave) / height.reach }
        nearest = Math.min(nearest, distanceToLine(from, to))
      }
      shares[bin] = faded(Math.sqrt(nearest))
    }
    return true
  }
}

/** Frequency 0 stands a quarter of a bin high: on a logarithmic axis it would be nowhere. */
function octaveOf(bin: number): number {
  return Math.log2(Math.max(bin, 0.25))
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Square of the distance of the origin from the line between two points. */
function distanceToLine(from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(from.x * dx + from.y * dy) / length))
  return (from.x + along * dx) ** 2 + (from.y + along * dy) ** 2
}

/** 1 up to the core, 0 from 1 on. */
function faded(distance: number): number {
  if (distance <= core) return 1
  if (distance >= 1) return 0
  return 0.5 + 0.5 * Math.cos((Math.PI * (distance - core)) / (1 - core))
}

/** Of a cell that the box covers in part, that part. */
function boxShares({ start, end, low, high }: GridBox): FillShares {
  return (frame, shares) => {
    const within = overlap(frame, start, end)
    if (within === 0) return false
    for (let bin = 0; bin < shares.length; bin++) shares[bin] = within * overlap(bin, low, high)
    return true
  }
}

/** Of the cell from place - 1/2 to place + 1/2, the part between two edges. */
function overlap(place: number, from: number, to: number): number {
  return Math.max(0, Math.min(place + 0.5, to) - Math.max(place - 0.5, from))
}
