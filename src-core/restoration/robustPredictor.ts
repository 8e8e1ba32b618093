import { autocorrelate, fitPredictor, forwardResidual, resynthesise } from './linearPrediction'

/** Fits predictors to blocks of one length. Not reentrant: its arrays are used again. */
export interface RobustPredictor {
  readonly a: Float64Array
  /**
   * Fits `a` to a block so that clicks in it count little: residuals beyond three times their typical size are clipped and
   * the block is built anew from them, twice (after Godsill & Rayner, Digital Audio Restoration, 1998).
   * @returns the typical size of the residual: median |e| / .6745, the standard deviation if it were normal; 0 where there is nothing to fit
   */
  fit(block: Float64Array): number
}

const refits = 2
const clipAt = 3
/** Residuals that stay below this many typical sizes are those of noise without clicks: the fit is good as it is. */
const unsuspicious = 4.5
/** Median of the size of normal numbers of variance 1. */
const normalMedian = 0.6745

/** @param length samples of a block, more than twice the order */
export function createRobustPredictor(length: number, order: number): RobustPredictor {
  const a = new Float64Array(order + 1)
  const r = new Float64Array(order + 1)
  const e = new Float64Array(length)
  const sizes = new Float64Array(length - order)
  const clean = new Float64Array(length)
  const windowed = new Float64Array(length)
  const window = hann(length)

  function fitTo(samples: Float64Array): boolean {
    for (let i = 0; i < length; i++) windowed[i] = samples[i] * window[i]
    autocorrelate(windowed, length, r)
    return fitPredictor(r, a)
  }

  function residualScale(block: Float64Array): number {
    forwardResidual(block, a, e, { from: order, to: length })
    for (let i = order; i < length; i++) sizes[i - order] = Math.abs(e[i])
    return medianOf(sizes) / normalMedian
  }

  /** clean = block without what the residual exceeds `limit` by; false where it never does so suspiciously. */
  function removeExcess(block: Float64Array, scale: number): boolean {
    const limit = clipAt * scale
    let first = -1
    let largest = 0
    clean.fill(0)
    for (let i = order; i < length; i++) {
      const excess = Math.abs(e[i]) - limit
      if (excess <= 0) continue
      if (first < 0) first = i
      if (excess > largest) largest = excess
      clean[i] = e[i] > 0 ? excess : -excess
    }
    if (largest <= (unsuspicious - clipAt) * scale) return false
    resynthesise(clean, a, { from: first, to: length })
    for (let i = 0; i < length; i++) clean[i] = block[i] - clean[i]
    return true
  }

  return {
    a,
    fit(block) {
      if (!fitTo(block)) return 0
      let scale = residualScale(block)
      for (let pass = 0; pass < refits; pass++) {
        if (!removeExcess(block, scale)) break
        if (!fitTo(clean)) return 0
        scale = residualScale(block)
      }
      return scale
    },
  }
}

/** 0 just outside of both ends. */
export function hann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.sin((Math.PI * (i + 1)) / (length + 1)) ** 2)
}

/** The element of rank length >> 1 (Hoare's selection); reorders the values. */
export function medianOf(values: Float64Array): number {
  const rank = values.length >> 1
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1]
    let i = low
    let j = high
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i <= j) {
        const swapped = values[i]
        values[i++] = values[j]
        values[j--] = swapped
      }
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else return values[rank]
  }
  return values[rank]
}
