/** What a stretch of sound is made of: where in known parts it is from, and how loud each of them is in each channel. */
import { decibels, energy } from './signals'

export interface MixFit {
  /** Sample of the parts that the stretch begins with. */
  readonly at: number
  /** Linear gain of each part in each channel: gains[channel][part]. */
  readonly gains: readonly (readonly number[])[]
  /** Energy of what is left over against that of the stretch, dB. */
  readonly rest: number
}

/** Samples by which the place is searched: enough, where there is some hiss in the parts. */
const searchLength = 256

/**
 * The place and gains with which the parts come nearest to `heard` (least squares).
 *
 * @param heard a few hundred samples or more a channel
 * @param parts of one length, longer than `heard`; none a multiple of another
 * @returns null for silence, which is from nowhere
 */
export function fitMix(heard: readonly Float32Array[], parts: readonly Float32Array[]): MixFit | null {
  const loudest = heard.reduce((a, b) => (energy(b) > energy(a) ? b : a))
  if (energy(loudest) === 0) return null
  const at = findPlace(loudest, parts)
  const fit = createFit(parts)
  const fits = heard.map((channel) => {
    const explained = fit.explain({ signal: channel, from: 0, to: channel.length, at })
    return { explained, gains: [...fit.gains] }
  })
  const explained = fits.reduce((sum, it) => sum + it.explained, 0)
  const whole = heard.reduce((sum, channel) => sum + energy(channel), 0)
  return { at, gains: fits.map(({ gains }) => gains), rest: decibels(Math.max(0, 1 - explained / whole)) }
}

function findPlace(signal: Float32Array, parts: readonly Float32Array[]): number {
  const from = loudestStart(signal)
  const fit = createFit(parts)
  let [place, most] = [0, -Infinity]
  for (let at = 0; at + signal.length <= parts[0].length; at += 1) {
    const explained = fit.explain({ signal, from, to: Math.min(signal.length, from + searchLength), at })
    if (explained > most) [place, most] = [at, explained]
  }
  return place
}

/** Where there is enough to search by. */
function loudestStart(signal: Float32Array): number {
  let [start, most] = [0, -1]
  for (let at = 0; at + searchLength <= signal.length; at += searchLength) {
    const loudness = energy(signal.subarray(at, at + searchLength))
    if (loudness > most) [start, most] = [at, loudness]
  }
  return start
}

interface Stretch {
  readonly signal: Float32Array
  /** The samples that count. */
  readonly from: number
  readonly to: number
  /** Sample of the parts that stands beside the first of the signal. */
  readonly at: number
}

interface Fit {
  /** Those of the last call. */
  readonly gains: Float64Array
  /** Fits the parts to a stretch; gives the energy of their sum. What is left over is at right angles to it. */
  explain(stretch: Stretch): number
}

/** Everything it needs is made once: a place is looked for among a hundred thousand. */
function createFit(parts: readonly Float32Array[]): Fit {
  const size = parts.length
  const sums = parts.map((a, row) => parts.slice(0, row + 1).map((b) => runningProducts(a, b)))
  const equations = parts.map(() => new Float64Array(size + 1))
  const products = new Float64Array(size)
  const gains = new Float64Array(size)

  function explain({ signal, from, to, at }: Stretch): number {
    for (let row = 0; row < size; row += 1) {
      products[row] = equations[row][size] = product(signal, parts[row], { from, to, at })
      for (let column = 0; column <= row; column += 1) {
        const sum = sums[row][column]
        equations[row][column] = equations[column][row] = sum[at + to] - sum[at + from]
      }
    }
    solve(equations, gains)
    return products.reduce((sum, value, part) => sum + gains[part] * value, 0)
  }
  return { gains, explain }
}

/** Sums of the products of the samples before each sample. */
function runningProducts(a: Float32Array, b: Float32Array): Float64Array {
  const sums = new Float64Array(a.length + 1)
  for (let index = 0; index < a.length; index += 1) sums[index + 1] = sums[index] + a[index] * b[index]
  return sums
}

function product(
  signal: Float32Array,
  part: Float32Array,
  { from, to, at }: Omit<Stretch, 'signal'>,
): number {
  let sum = 0
  for (let index = from; index < to; index += 1) sum += signal[index] * part[at + index]
  return sum
}

/** Of equations with their right sides as the last column, which it changes; an unknown that they say nothing of is 0. */
function solve(equations: readonly Float64Array[], unknowns: Float64Array): void {
  const size = equations.length
  let floor = Number.MIN_VALUE
  for (let row = 0; row < size; row += 1) floor += 1e-9 * equations[row][row]
  for (let pivot = 0; pivot < size; pivot += 1) {
    const strength = equations[pivot][pivot]
    for (let column = pivot; column <= size; column += 1) {
      equations[pivot][column] = strength > floor ? equations[pivot][column] / strength : 0
    }
    for (let row = 0; row < size; row += 1) {
      const factor = row === pivot ? 0 : equations[row][pivot]
      for (let column = pivot; column <= size; column += 1) {
        equations[row][column] -= factor * equations[pivot][column]
      }
    }
  }
  for (let row = 0; row < size; row += 1) unknowns[row] = equations[row][size]
}
