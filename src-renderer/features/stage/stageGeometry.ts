/** Where discs and their names stand on the stage. Pixels from its upper left corner; pan -100..100; gain in dB. */
import type { Place } from '@core/project/stageEdits'
import { gainScale, valueAt, type FaderRange } from '../../ui/faderMath'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point, Size {}

/** What is left free around the places of discs: names of levels at the left, L C R and the listener beneath. */
export const margins = { left: 48, right: 18, top: 14, bottom: 34 } as const
export const discRadius = 11
export const labelHeight = 16
/** Between a disc and its name. */
const labelGap = 4
/** Within so many pixels the centre and 0 dB draw the hand to them. */
const magnet = 4

export const panRange: FaderRange = { minimum: -100, maximum: 100, step: 1, coarseStep: 10, fineStep: 0.2 }
export const levelRange: FaderRange = {
  minimum: -Infinity,
  maximum: 12,
  step: 0.5,
  coarseStep: 6,
  fineStep: 0.1,
  scale: gainScale,
}
export const levelMarks = [12, 0, -6, -12, -24, -Infinity] as const

/** Middle of the disc of a source; beyond the ends of the scales it stands at them. */
export function pointOf({ pan, gain }: Place, size: Size): Point {
  const { width, height } = reach(size)
  return {
    x: margins.left + ((clamp(pan, -100, 100) + 100) / 200) * width,
    y: margins.top + (1 - gainScale.toPosition(gain)) * height,
  }
}

/** The place at a point, on whole steps (fine ones, without the pull of the centre and of 0 dB, if `isFine`). */
export function placeAt(point: Point, size: Size, isFine = false): Place {
  const { width, height } = reach(size)
  const middle = pointOf({ pan: 0, gain: 0 }, size)
  const isDrawn = (distance: number): boolean => !isFine && Math.abs(distance) <= magnet
  const pan = valueAt((point.x - margins.left) / width, panRange, isFine)
  const gain = valueAt(1 - (point.y - margins.top) / height, levelRange, isFine)
  return { pan: isDrawn(point.x - middle.x) ? 0 : pan, gain: isDrawn(point.y - middle.y) ? 0 : gain }
}

/**
 * Which disc a press is about: the one with the nearest middle, of several at the same place the one on top. Null if it is on none.
 *
 * @param discs from the lowest to the topmost
 */
export function discAt(point: Point, discs: readonly Point[]): number | null {
  let nearest: number | null = null
  let distance = discRadius + 1
  for (const [index, disc] of discs.entries()) {
    const away = Math.hypot(point.x - disc.x, point.y - disc.y)
    if (away > distance) continue
    nearest = index
    distance = away
  }
  return nearest
}

/** Indices of discs from the lowest to the topmost: in their order, the one that keys act on last. */
export function stackingOrder(ids: readonly string[], topmost: string | null): number[] {
  const order = ids.map((_, index) => index)
  return [
    ...order.filter((index) => ids[index] !== topmost),
    ...order.filter((index) => ids[index] === topmost),
  ]
}

/**
 * Where each name stands: as near to its disc as there is room, beside it if possible. No two names overlap and none leaves the
 * stage; where there is no room a name is left out (null). Names keep off discs as long as they can.
 *
 * @param widths of the names, px
 */
export function placeLabels(discs: readonly Point[], widths: readonly number[], size: Size): (Box | null)[] {
  const taken: Box[] = []
  const circles = discs.map(({ x, y }): Box => ({
    x: x - discRadius,
    y: y - discRadius,
    width: 2 * discRadius,
    height: 2 * discRadius,
  }))
  return discs.map((disc, index) => {
    const free = candidates(disc, widths[index], size).filter(
      (box) => isInside(box, size) && !taken.some((other) => overlaps(box, other)),
    )
    const label = free.find((box) => !circles.some((circle) => overlaps(box, circle))) ?? free.at(0) ?? null
    if (label) taken.push(label)
    return label
  })
}

/** Right and left of the disc, then ever further up and down; above and beneath it. Nearest first. */
function candidates({ x, y }: Point, width: number, { height }: Size): Box[] {
  const side = discRadius + labelGap
  const rows = Math.ceil(height / labelHeight)
  const boxes: Box[] = []
  for (let row = 0; row <= rows; row++) {
    for (const shift of row === 0 ? [0] : [row * labelHeight, -row * labelHeight]) {
      const top = y - labelHeight / 2 + shift
      boxes.push({ x: x + side, y: top, width, height: labelHeight })
      boxes.push({ x: x - side - width, y: top, width, height: labelHeight })
      if (Math.abs(shift) > discRadius + labelHeight / 2)
        boxes.push({ x: x - width / 2, y: top, width, height: labelHeight })
    }
  }
  return boxes
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function isInside({ x, y, width, height }: Box, size: Size): boolean {
  return (
    x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height - margins.bottom + discRadius
  )
}

/** Pixels from end to end of both scales; at least one, while the stage has no size yet. */
function reach({ width, height }: Size): Size {
  return {
    width: Math.max(1, width - margins.left - margins.right),
    height: Math.max(1, height - margins.top - margins.bottom),
  }
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(maximum, Math.max(minimum, value))
}
