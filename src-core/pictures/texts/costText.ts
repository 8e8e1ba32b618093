import { formatCost } from '../chartAxis'
import { tellEach, type PictureText } from './pictureText'

export interface NamedCosts {
  readonly name: string
  /** Cost of iteration 0, 1 and so on; one at least. */
  readonly costs: readonly number[]
  /** From the start to each of them; null where nobody measured. */
  readonly seconds: readonly number[] | null
  /** The one that is kept. */
  readonly isMarked: boolean
}

export interface CostFigures {
  readonly name: string
  /** Cost of the random start. */
  readonly start: number
  readonly end: number
  readonly iterations: number
  readonly seconds: number | null
  readonly isLowest: boolean
  readonly isKept: boolean
  /** First iteration within 1 % of the lowest end of all; null where it never came so near. */
  readonly nearLowest: { readonly iteration: number; readonly seconds: number | null } | null
}

const near = 0.01

/** Where each curve begins and ends, which one gets lowest, and how soon they are near that. */
export function costText(curves: readonly NamedCosts[]): PictureText<readonly CostFigures[]> {
  const lowest = curves.reduce((low, { costs }) => Math.min(low, endOf(costs)), Infinity)
  const figures = curves.map(({ name, costs, seconds, isMarked }): CostFigures => {
    const end = endOf(costs)
    const found = costs.findIndex((cost) => cost <= lowest + near * Math.abs(lowest))
    const secondsAt = (iteration: number): number | null => seconds?.[iteration] ?? null
    return {
      name,
      start: costs[0],
      end,
      iterations: costs.length - 1,
      seconds: secondsAt(costs.length - 1),
      isLowest: end === lowest,
      isKept: isMarked,
      nearLowest: found < 0 ? null : { iteration: found, seconds: secondsAt(found) },
    }
  })
  return { sentences: tellEach(figures, { tell, noun: 'lines' }), figures }
}

function endOf(costs: readonly number[]): number {
  return costs[costs.length - 1]
}

function tell({ name, start, end, iterations, seconds, isLowest, isKept, nearLowest }: CostFigures): string {
  const kept = isKept ? ' (kept)' : ''
  const steps = `${iterations} iteration${iterations === 1 ? '' : 's'}`
  const fall = `from ${formatCost(start)} to ${formatCost(end)} in ${steps}${inSeconds(seconds)}`
  const rank = isLowest ? ', the lowest of all' : ''
  return `${name}${kept}: the cost fell ${fall}${rank}; ${tellNear(nearLowest)}.`
}

function tellNear(place: CostFigures['nearLowest']): string {
  if (!place) return 'it never came within 1 % of the lowest'
  return `within 1 % of the lowest from iteration ${place.iteration}${inSeconds(place.seconds)} on`
}

function inSeconds(seconds: number | null): string {
  return seconds === null ? '' : `, ${formatSeconds(seconds)}`
}

/** '0.042 s', '3.1 s', '125 s' */
export function formatSeconds(seconds: number): string {
  return `${seconds < 10 ? Number(seconds.toPrecision(2)) : Math.round(seconds)} s`
}
