/** Cost curves as lines on logarithmic axes, what they say at a place, and what they say in words. */
import { formatCost, type AxisRange } from '@core/pictures/chartAxis'
import type { AlgorithmCurve, CostAxis } from '@core/contract/pictures'
import type { Decomposition } from '@core/project/project'
import type { ChartAxes } from '../../pictures/chartPlot'
import { costRange, lineStyle } from '../../pictures/costLines'
import { lastAtOrBefore } from '../../pictures/lineChart'
import { algorithmChoices, shortNameOf } from '../../state/algorithmChoices'

export interface Curve {
  readonly key: string
  readonly label: string
  /** '#rrggbb' as stored; shown readable on the theme. */
  readonly colour: string
  readonly dash: readonly number[]
  /** Of iteration 0, 1 and so on. */
  readonly costs: readonly number[]
  /** From the start to each of them; null where nobody measured. */
  readonly seconds: readonly number[] | null
  /** The one that is kept. */
  readonly isMarked: boolean
}

interface CurvePoint {
  readonly x: number
  /** Cost. */
  readonly y: number
  readonly iteration: number
}

export interface CurveLine extends Curve {
  readonly points: readonly CurvePoint[]
}

/** One curve a start of an analysis. */
export function curvesOfStarts(
  { costCurves, chosenRestart }: Pick<Decomposition, 'costCurves' | 'chosenRestart'>,
  costSeconds: readonly (readonly number[])[] | null,
): Curve[] {
  return costCurves.map((costs, restart) => ({
    key: `start ${restart + 1}`,
    label: `Start ${restart + 1}`,
    ...lineStyle(restart + 1),
    costs,
    seconds: costSeconds?.[restart] ?? null,
    isMarked: restart === chosenRestart,
  }))
}

/** An algorithm looks the same in every comparison. */
export function curvesOfAlgorithms(curves: readonly AlgorithmCurve[]): Curve[] {
  return curves.map(({ algorithm, costs, seconds }) => ({
    key: algorithm,
    label: shortNameOf(algorithm),
    ...lineStyle(algorithmChoices.findIndex(({ value }) => value === algorithm) + 1),
    costs,
    seconds,
    isMarked: false,
  }))
}

/** Whether there is a time for every curve. */
export function areTimed(curves: readonly Curve[]): boolean {
  return curves.length > 0 && curves.every(({ seconds }) => seconds !== null)
}

/**
 * The lines that have something to show. The start itself, iteration 0, has no place on a logarithmic axis, and its cost is that of
 * random factors.
 */
export function linesOf(curves: readonly Curve[], against: CostAxis): CurveLine[] {
  return curves
    .map((curve) => ({ ...curve, points: pointsOf(curve, against) }))
    .filter(({ points }) => points.length > 0)
}

function pointsOf({ costs, seconds }: Curve, against: CostAxis): CurvePoint[] {
  return costs
    .map((cost, iteration) => ({
      x: against === 'iteration' ? iteration : (seconds?.[iteration] ?? 0),
      y: cost,
      iteration,
    }))
    .filter(({ x, y, iteration }) => iteration > 0 && x > 0 && y > 0)
}

/** Round costs upwards; from the first to the last place of any line. */
export function axesOf(lines: readonly CurveLine[], against: CostAxis): ChartAxes {
  const label = against === 'iteration' ? 'iteration (log)' : 'seconds (log)'
  return {
    x: { scale: 'log', range: reachOf(lines), label },
    y: { scale: 'log', range: costRange(lines), label: 'cost C (log)' },
  }
}

function reachOf(lines: readonly CurveLine[]): AxisRange {
  if (lines.length === 0) return { minimum: 1, maximum: 10 }
  const minimum = Math.min(...lines.map(({ points }) => points[0].x))
  const maximum = Math.max(...lines.map(({ points }) => points[points.length - 1].x))
  return { minimum, maximum: Math.max(maximum, minimum * 1.1) }
}

/** How far a line has come at a place of the lower axis: the last iteration until then; null before its first. */
export function readingAt(line: CurveLine, x: number): CurvePoint | null {
  return lastAtOrBefore(line.points, x) ?? null
}

/** '0.042 s', '3.1 s', '125 s' */
export function formatSeconds(seconds: number): string {
  return `${seconds < 10 ? Number(seconds.toPrecision(2)) : Math.round(seconds)} s`
}

/** A place of the lower axis: 'iteration 12', '3.1 s'. */
export function namePlace(x: number, against: CostAxis): string {
  return against === 'iteration' ? `iteration ${Math.round(x)}` : formatSeconds(x)
}

/** All that the lines say at a place: 'Iteration 12: MM 8.1 k, EM 9.2 k'. */
export function describeReadings(lines: readonly CurveLine[], x: number, against: CostAxis): string {
  const place = namePlace(x, against)
  const readings = lines.map((line) => {
    const reading = readingAt(line, x)
    return `${line.label} ${reading ? formatCost(reading.y) : 'not begun'}`
  })
  return `${place[0].toUpperCase()}${place.slice(1)}: ${readings.join(', ')}`
}

/** The picture in sentences, for who does not see it. */
export function describeCurves(lines: readonly CurveLine[], against: CostAxis): string {
  const title = against === 'iteration' ? 'Cost by iteration' : 'Cost by seconds'
  const sentences = lines.map(({ label, points, isMarked }) => {
    const [first, last] = [points[0], points[points.length - 1]]
    const kept = isMarked && lines.length > 1 ? ', kept,' : ''
    const from = `${formatCost(first.y)} at ${namePlace(first.x, against)}`
    return `${label}${kept} fell from ${from} to ${formatCost(last.y)} at ${namePlace(last.x, against)}.`
  })
  return `${title}. ${sentences.length === 0 ? 'Nothing to show yet.' : sentences.join(' ')}`
}

/** Where a key leads on the lower axis; undefined for other keys. `at` null: from the end. */
export function placeByKey(
  key: string,
  at: number | null,
  { range, against }: { readonly range: AxisRange; readonly against: CostAxis },
): number | undefined {
  const from = at ?? range.maximum
  const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[key]
  if (key === 'Home') return range.minimum
  if (key === 'End') return range.maximum
  if (step === undefined) return undefined
  const next = against === 'iteration' ? Math.round(from) + step : from * 1.05 ** step
  return Math.max(range.minimum, Math.min(range.maximum, next))
}
