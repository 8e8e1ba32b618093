import type { Samples } from '../audio/audioData'
import { autocorrelate, fitPredictor, type Stretch } from './linearPrediction'
import { hann } from './robustPredictor'
import { solveSymmetric } from './symmetricEquations'

/** Replaces lost samples by those that linear prediction from both sides expects. Not reentrant. */
export interface GapFiller {
  /**
   * Fills samples[gap.start .. gap.end - 1]. The predictor is fitted to the block around, with `others`, gaps that are still to be
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
      const middle = (gap.start + gap.end) >> 1
      const first = Math.max(0, Math.min(middle - (size >> 1), length - size))
      const inBlock = (stretch: Stretch): Stretch => ({
        start: Math.max(0, stretch.start - first),
        end: Math.min(size, stretch.end - first),
      })
      const lost = inBlock(gap)
      block.set(samples.subarray(first, first + size))
      for (const other of others) bridge(block, inBlock(other))
      bridge(block, lost)
      for (let i = 0; i < fits && fit(); i++) solveGap(block, a, lost)
      for (let i = lost.start; i < lost.end; i++) samples[first + i] = block[i]
    },
  }
}

/** A straight line between the neighbours; at an end of the block their one value, zero without any. */
function bridge(block: Float64Array, { start, end }: Stretch): void {
  const after = end < block.length ? block[end] : undefined
  const before = start > 0 ? block[start - 1] : (after ?? 0)
  const step = ((after ?? before) - before) / (end - start + 1)
  for (let i = start; i < end; i++) block[i] = before + step * (i - start + 1)
}

/**
 * The values of a gap for which the sum of the squared residuals is least. Near the start of the block the predictor runs
 * backwards in time: there the gap has too little past.
 */
function solveGap(block: Float64Array, a: Float64Array, gap: Stretch): void {
  if (gap.end <= gap.start) return
  const order = a.length - 1
  if (gap.start >= order) return solveForward(block, a, gap)
  block.reverse()
  solveForward(block, a, { start: block.length - gap.end, end: block.length - gap.start })
  block.reverse()
}

/** Minimises |A u + e|^2 over the values u of the gap; e are the residuals with the gap at zero. */
function solveForward(block: Float64Array, a: Float64Array, gap: Stretch): void {
  const order = a.length - 1
  const count = gap.end - gap.start
  const last = Math.min(block.length, gap.end + order)
  block.fill(0, gap.start, gap.end)
  const right = new Float64Array(count)
  for (let n = gap.start; n < last; n++) {
    let e = 0
    for (let j = Math.min(order, n); j >= 0; j--) e += a[j] * block[n - j]
    for (let i = Math.max(0, n - order - gap.start); i < count && gap.start + i <= n; i++) {
      right[i] -= a[n - gap.start - i] * e
    }
  }
  const matrix = normalMatrix(a, count, last - gap.start)
  if (solveSymmetric(matrix, right)) block.set(right, gap.start)
  else bridge(block, gap)
}

/** Row by row: sum over the residuals that both samples enter of the product of their taps. `reach`: residuals from the gap on. */
function normalMatrix(a: Float64Array, count: number, reach: number): Float64Array {
  const matrix = new Float64Array(count * count)
  for (let distance = 0; distance < count; distance++) {
    const products = a.subarray(distance).map((tap, k) => tap * a[k])
    for (let k = 1; k < products.length; k++) products[k] += products[k - 1]
    for (let i = 0; i + distance < count; i++) {
      // Samples near the end of the block enter fewer residuals.
      const last = Math.min(products.length, reach - i - distance) - 1
      const sum = last >= 0 ? products[last] : 0
      matrix[i * count + i + distance] = sum
      matrix[(i + distance) * count + i] = sum
    }
  }
  return matrix
}
