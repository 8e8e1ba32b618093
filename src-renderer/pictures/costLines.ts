/** The cost curves of the starts as lines that are told apart, and what they say in words. */
import { okabeIto } from '@core/project/project'
import { formatCost, roundLogRange, type AxisRange } from '@core/pictures/chartAxis'
import type { CostPoint } from '../state/jobs.svelte'

export interface CostLine {
  /** From 1. */
  readonly start: number
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** '#rrggbb' as stored; shown readable on the theme. */
  readonly colour: string
  readonly dash: readonly number[]
}

/** Told apart without colour by their dashes: whole, dashed, dotted, both. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [1.5, 3], [8, 3, 2, 3]]

/** How the line of a start is drawn; `start` from 1. */
export function lineStyle(start: number): Pick<CostLine, 'colour' | 'dash'> {
  return { colour: okabeIto[(start - 1) % okabeIto.length], dash: dashes[(start - 1) % dashes.length] }
}

/**
 * One line a start that has a cost to show. The cost before the first iteration is of random factors and ten times that of the
 * next: it would leave no room for the rest.
 */
export function costLines(curves: readonly (readonly CostPoint[])[]): CostLine[] {
  return curves
    .map((curve, index) => ({
      start: index + 1,
      points: curve
        .filter(({ iteration, cost }) => iteration > 0 && cost > 0)
        .map(({ iteration, cost }) => ({ x: iteration, y: cost })),
      ...lineStyle(index + 1),
    }))
    .filter(({ points }) => points.length > 0)
}

/** Curves as a project keeps them: the cost of iteration 0, 1, 2 and so on. */
export function keptCurves(curves: readonly (readonly number[])[]): CostPoint[][] {
  return curves.map((curve) => curve.map((cost, iteration) => ({ iteration, cost })))
}

/** Round costs around all that the lines show; 1 .. 10 while there is none. */
export function costRange(lines: readonly Pick<CostLine, 'points'>[]): AxisRange {
  const costs = lines.flatMap(({ points }) => points.map(({ y }) => y))
  if (costs.length === 0) return { minimum: 1, maximum: 10 }
  const least = costs.reduce((a, b) => Math.min(a, b))
  return roundLogRange(
    least,
    costs.reduce((a, b) => Math.max(a, b)),
  )
}

/** The number of the start with the lowest cost so far; null while there is none. */
export function bestStart(lines: readonly CostLine[]): number | null {
  const ends = lines.map(({ start, points }) => ({ start, cost: points[points.length - 1].y }))
  return ends.toSorted((a, b) => a.cost - b.cost)[0]?.start ?? null
}

/** The picture in a sentence, for who does not see it. */
export function describeCosts(lines: readonly CostLine[]): string {
  const best = lines.find(({ start }) => start === bestStart(lines))
  if (!best) return 'Cost by iteration. Nothing to show yet.'
  const [first, last] = [best.points[0], best.points[best.points.length - 1]]
  const who = lines.length === 1 ? 'It fell' : `Start ${best.start} of ${lines.length} is the lowest: it fell`
  return `Cost by iteration. ${who} from ${formatCost(first.y)} at iteration ${first.x} to ${formatCost(last.y)} at iteration ${last.x}.`
}
