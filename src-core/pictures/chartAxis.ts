/** Where the ticks of a chart's axes are, and how their numbers are written. */

export interface AxisRange {
  readonly minimum: number
  readonly maximum: number
}

const roundMantissas = [1, 1.5, 2, 3, 4, 5, 6, 8] as const
/** The ticks of a decade, from few to many. */
const tickMantissas: readonly (readonly number[])[] = [[1], [1, 3], [1, 2, 5], roundMantissas]
const fewestTicks = 3

/** The nearest round numbers around two positive ones, so that an axis does not creep while a curve grows. */
export function roundLogRange(least: number, greatest: number): AxisRange {
  const minimum = roundDown(least)
  const maximum = roundUp(greatest)
  return minimum < maximum ? { minimum, maximum } : { minimum, maximum: roundUp(maximum * 1.01) }
}

/** Round numbers on a logarithmic axis, ascending: as few as tell the scale. */
export function logTicks({ minimum, maximum }: AxisRange): number[] {
  const first = Math.floor(Math.log10(minimum))
  const last = Math.floor(Math.log10(maximum))
  let ticks: number[] = []
  for (const mantissas of tickMantissas) {
    ticks = []
    for (let decade = first; decade <= last; decade++) {
      ticks.push(...mantissas.map((mantissa) => scaled(mantissa, decade)))
    }
    ticks = ticks.filter((tick) => tick >= minimum && tick <= maximum)
    if (ticks.length >= fewestTicks) break
  }
  return ticks
}

/** Whole round numbers from 0 to `maximum`, at most `most` steps of them. */
export function countTicks(maximum: number, most: number): number[] {
  const least = Math.max(1, maximum / Math.max(1, most))
  const decade = Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((it) => it * 10 ** decade).find((it) => it >= least) ?? least
  return Array.from({ length: Math.floor(maximum / step) + 1 }, (_, index) => index * step)
}

/** A positive or negative number in three figures: '0.266', '12.3', '700 k', '1.93 M', '2.1e-7'. */
export function formatCost(cost: number): string {
  const size = Math.abs(cost)
  if (size !== 0 && (size < 1e-3 || size >= 1e12)) return cost.toExponential(2).replace('-', '−')
  const [unit, letter] =
    size >= 999.5e6 ? [1e9, ' G'] : size >= 999.5e3 ? [1e6, ' M'] : size >= 999.5 ? [1e3, ' k'] : [1, '']
  return `${Number((cost / unit).toPrecision(3))}${letter}`.replace('-', '−')
}

function roundDown(value: number): number {
  const decade = Math.floor(Math.log10(value))
  const candidates = roundMantissas.map((mantissa) => scaled(mantissa, decade))
  return candidates.findLast((it) => it <= value * (1 + 1e-12)) ?? candidates[0]
}

function roundUp(value: number): number {
  const decade = Math.floor(Math.log10(value))
  const candidates = [...roundMantissas, 10].map((mantissa) => scaled(mantissa, decade))
  return candidates.find((it) => it >= value * (1 - 1e-12)) ?? scaled(10, decade)
}

/** mantissa * 10^decade without the dust of binary fractions. */
function scaled(mantissa: number, decade: number): number {
  return Number(`${mantissa}e${decade}`)
}
