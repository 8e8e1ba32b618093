import type { Samples } from '../audio/audioData'
import { autocorrelate, fitPredictor, type Stretch } from './linearPrediction'
import { hann } from './robustPredictor'
import { solveSymmetric } from './symmetricEquations'

/** Replaces lost samples by those that linear prediction from both sides expects. Not reentrant. */
export interface GapFiller {
  /**
   * Fills samples[gap.from .. gap.to - 1]. The predictor is fitted to the block around, with `others`, gaps that are still to be
   * filled, bridged by straight lines (Janssen, Veldhuis, Vries 1986: least squares, refitted once).
   */
  fill(samples: Samples, gap: Stretch, others: readonly Stretch[]): void
}

const fits = 2

/** @param length samples of the recording */
export function createGapFiller(
  length: number,
  { blockLength, order: wanted }: { readonly blockLength: number; readonly order: number },
): GapFiller {
  const size = Math.min(blockLength, length)
  const order = Math.min(wanted, Math.floor(size / 4))
  const block = new Float64Array(size)
  const windowed = new Float64Array(size)
  const window = hann(size)
  const r = new Float64Array(order + 1)
  const a = new Float64Array(order + 1)

  function fit(): boolean {
    for (let i = 0; i < size; i++) windowed[i] = block[i] * window[i]
    autocorrelate(windowed, size, r)
    return fitPredictor(r, a)
  }

  return {
    fill(samples, gap, others) {
      const middle = (gap.from + gap.to) >> 1
      const start = Math.max(0, Math.min(middle - (size >> 1), length - size))
      const inBlock = (stretch: Stretch): Stretch => ({
        from: Math.max(0, stretch.from - start),
        to: Math.min(size, stretch.to - start),
      })
      const lost = inBlock(gap)
      block.set(samples.subarray(start, start + size))
      for (const other of others) bridge(block, inBlock(other))
      bridge(block, lost)
      for (let i = 0; i < fits && fit(); i++) solveGap(block, a, lost)
      for (let i = lost.from; i < lost.to; i++) samples[start + i] = block[i]
    },
  }
}

/** A straight line between the neighbours; at an end of the block their one value, zero without any. */
function bridge(block: Float64Array, { from, to }: Stretch): void {
  const before = from > 0 ? block[from - 1] : to < block.length ? block[to] : 0
  const after = to < block.length ? block[to] : before
  for (let i = from; i < to; i++) block[i] = before + ((after - before) * (i - from + 1)) / (to - from + 1)
}

/**
 * The values of a gap for which the sum of the squared residuals is least. Near the start of the block the predictor runs
 * backwards in time: there the gap has too little past.
 */
function solveGap(block: Float64Array, a: Float64Array, gap: Stretch): void {
  if (gap.to <= gap.from) return
  const order = a.length - 1
  if (gap.from >= order) return solveForward(block, a, gap)
  block.reverse()
  solveForward(block, a, { from: block.length - gap.to, to: block.length - gap.from })
  block.reverse()
}

/** Minimises |A u + e|^2 over the values u of the gap; e are the residuals with the gap at zero. */
function solveForward(block: Float64Array, a: Float64Array, gap: Stretch): void {
  const order = a.length - 1
  const count = gap.to - gap.from
  const last = Math.min(block.length, gap.to + order)
  block.fill(0, gap.from, gap.to)
  const right = new Float64Array(count)
  for (let n = gap.from; n < last; n++) {
    let e = 0
    for (let j = Math.min(order, n); j >= 0; j--) e += a[j] * block[n - j]
    for (let i = Math.max(0, n - order - gap.from); i < count && gap.from + i <= n; i++) {
      right[i] -= a[n - gap.from - i] * e
    }
  }
  const matrix = normalMatrix(a, count, last - gap.from)
  if (solveSymmetric(matrix, right)) block.set(right, gap.from)
  else bridge(block, gap)
}

/** Row by row: sum over the residuals that both samples enter of the product of their taps. `reach`: residuals from the gap on. */
function normalMatrix(a: Float64Array, count: number, reach: number): Float64Array {
  const order = a.length - 1
  const matrix = new Float64Array(count * count)
  for (let distance = 0; distance < count; distance++) {
    // Rows that meet the end of the block see fewer residuals; all rows before see the same ones.
    let known = -1
    let sum = 0
    for (let i = 0; i + distance < count; i++) {
      const taps = Math.min(order - distance, reach - 1 - i - distance)
      if (taps !== known) {
        known = taps
        sum = 0
        for (let k = 0; k <= taps; k++) sum += a[k] * a[k + distance]
      }
      matrix[i * count + i + distance] = sum
      matrix[(i + distance) * count + i] = sum
    }
  }
  return matrix
}
