/** The brush in the picture: CSS pixels from its left and top <-> seconds and Hz. */
import { frequencyToY, yToFrequency, type FrequencyAxis } from '@core/pictures/frequencyAxis'
import { timeToX, type TimeRange } from '@core/pictures/timeAxis'
import type { BrushPath, BrushPoint, StrokeShape } from '@core/project/stroke'
import { longestBrushSeconds, mostStrokePoints, widestBrushOctaves } from '@core/project/limits'
import { placeAt } from './pointing'

export interface PictureAxes {
  readonly range: TimeRange
  readonly axis: FrequencyAxis
  readonly width: number
  readonly height: number
}

export interface PicturePoint {
  readonly x: number
  readonly y: number
}

/** Digits that are kept: a tenth of a millisecond, a hundredth of a Hz. */
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

/** What a brush of that diameter painted along a line. */
export function pathOf(line: readonly PicturePoint[], size: number, axes: PictureAxes): BrushPath {
  const { range, axis, width, height } = axes
  const points = thinned(line, size).map(({ x, y }) => {
    const { seconds, frequency } = placeAt(x, y, axes)
    return { seconds: rounded(seconds, 4), hertz: rounded(frequency, 2) }
  })
  const seconds = ((size / 2) * (range.end - range.start)) / width
  const y = Math.max(size / 2, Math.min(height - size / 2, line[0].y))
  const high = Math.max(1, yToFrequency(y - size / 2, axis, height))
  const low = Math.max(1, yToFrequency(y + size / 2, axis, height))
  return {
    kind: 'path',
    points,
    seconds: Math.min(longestBrushSeconds, rounded(seconds, 4)),
    octaves: Math.min(widestBrushOctaves, rounded(Math.log2(high / low) / 2, 4)),
  }
}

/** Points that are at least a sixth of the brush apart, with both ends; fewer where there would be too many. */
function thinned(line: readonly PicturePoint[], size: number): PicturePoint[] {
  const apart = Math.max(1, size / 6)
  const kept = [line[0]]
  for (const point of line.slice(1)) {
    const last = kept[kept.length - 1]
    if (Math.hypot(point.x - last.x, point.y - last.y) >= apart) kept.push(point)
  }
  const end = line[line.length - 1]
  if (kept[kept.length - 1] !== end) kept.push(end)
  const every = Math.ceil(kept.length / (mostStrokePoints - 1))
  return kept.filter((_, index) => index % every === 0 || index === kept.length - 1)
}

/** A stroke as it is drawn: pixels. */
export type DrawnShape =
  | {
      readonly kind: 'path'
      readonly points: readonly PicturePoint[]
      readonly radiusX: number
      readonly radiusY: number
    }
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }

/** Null where nothing of it is seen. */
export function drawnShape(shape: StrokeShape, axes: PictureAxes): DrawnShape | null {
  return shape.kind === 'path' ? drawnPath(shape, axes) : drawnBox(shape, axes)
}

function drawnPath({ points, seconds, octaves }: BrushPath, axes: PictureAxes): DrawnShape | null {
  const { range, width } = axes
  const times = points.map((point) => point.seconds)
  if (Math.max(...times) + seconds < range.start || Math.min(...times) - seconds > range.end) return null
  const middle = points[Math.floor(points.length / 2)]
  const radiusY = (yOf(middle.hertz / 2 ** octaves, axes) - yOf(middle.hertz * 2 ** octaves, axes)) / 2
  return {
    kind: 'path',
    points: points.map((point) => ({ x: timeToX(point.seconds, range, width), y: yOf(point.hertz, axes) })),
    radiusX: Math.max(1, (seconds / (range.end - range.start)) * width),
    radiusY: Math.max(1, radiusY),
  }
}

function drawnBox(
  { start, end, low, high }: Extract<StrokeShape, { kind: 'box' }>,
  axes: PictureAxes,
): DrawnShape | null {
  const { range, width } = axes
  if (end < range.start || start > range.end) return null
  const [left, right] = [timeToX(start, range, width), timeToX(end, range, width)]
  const [top, bottom] = [yOf(high, axes), yOf(low, axes)]
  return { kind: 'box', x: left, y: top, width: right - left, height: bottom - top }
}

/** A logarithmic axis has no place for 0 Hz. */
function yOf(hertz: number, { axis, height }: PictureAxes): number {
  return frequencyToY(Math.max(1, hertz), axis, height)
}

/** Number of the stroke that was painted last at a place; -1 for none. */
export function strokeAt(
  shapes: readonly StrokeShape[],
  place: { readonly seconds: number; readonly frequency: number },
): number {
  return shapes.findLastIndex((shape) => covers(shape, { seconds: place.seconds, hertz: place.frequency }))
}

function covers(shape: StrokeShape, { seconds, hertz }: BrushPoint): boolean {
  if (shape.kind === 'box') {
    const { start, end, low, high } = shape
    return seconds >= start && seconds <= end && hertz >= low && hertz <= high
  }
  const at = (point: BrushPoint): PicturePoint => ({
    x: (point.seconds - seconds) / Math.max(1e-9, shape.seconds),
    y: Math.log2(Math.max(1, point.hertz) / Math.max(1, hertz)) / Math.max(1e-9, shape.octaves),
  })
  const places = shape.points.map(at)
  return places.some((place, index) => distanceToLine(place, places[index + 1] ?? place) <= 1)
}

/** Of the origin. */
function distanceToLine(from: PicturePoint, to: PicturePoint): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(from.x * dx + from.y * dy) / length))
  return Math.hypot(from.x + along * dx, from.y + along * dy)
}
