import { autocorrelate, fitPredictor, forwardResidual, resynthesise } from './linearPrediction'

/** Fits predictors to blocks of one length. Not reentrant: its arrays are used again. */
export interface RobustPredictor {
  /** The prediction-error filter of the last fit. */
  readonly a: Float64Array
  /**
   * Fits `a` to a block so that clicks in it count little: residuals beyond three times their typical size are clipped and
   * the block is built anew from them (after Godsill & Rayner, Digital Audio Restoration, 1998). Once: twice found nothing more.
   * @returns the typical size of the residual: median |e| / .6745, the standard deviation if it were normal; undefined where
   * there is nothing to fit: silence, or samples that are not finite
   */
  fit(block: Float64Array): number | undefined
}

const clipAt = 3
/** Residuals that stay below so many typical sizes are those of noise without clicks: the fit is good as it is. */
const unsuspicious = 4.5
/** Median of the size of normal numbers of variance 1. */
const normalMedian = 0.6745

/** @param length samples of a block, more than the order */
export function createRobustPredictor(length: number, order: number): RobustPredictor {
  const a = new Float64Array(order + 1)
  const e = new Float64Array(length)
  const clean = new Float64Array(length)
  const fitTo = createFitter(length, a)
  const sizes = new Float64Array(length - order)

  /** The typical size of the residuals of a block, which it leaves in e. */
  function scaleOf(block: Float64Array): number {
    forwardResidual(block, { a, e }, { start: order, end: length })
    for (let i = order; i < length; i++) sizes[i - order] = Math.abs(e[i])
    return medianOf(sizes) / normalMedian
  }

  /** clean = block without what the residual exceeds its limit by; false where it never does so suspiciously. */
  function removeExcess(block: Float64Array, scale: number): boolean {
    const first = excessOf(e, { clean, start: order, scale })
    if (first === undefined) return false
    resynthesise(clean, a, { start: first, end: length })
    for (let i = 0; i < length; i++) clean[i] = block[i] - clean[i]
    return true
  }

  return {
    a,
    fit(block) {
      if (!fitTo(block)) return undefined
      const scale = scaleOf(block)
      if (!removeExcess(block, scale)) return scale
      // Without power in what is left the filter is 1, which suits clicks in silence.
      fitTo(clean)
      return scaleOf(block)
    },
  }
}

/** Overwrites `clean` by what residuals from `start` on have above the limit; returns where that begins, if it is suspicious. */
function excessOf(
  e: Float64Array,
  { clean, start, scale }: { readonly clean: Float64Array; readonly start: number; readonly scale: number },
): number | undefined {
  const limit = clipAt * scale
  let first: number | undefined
  let largest = 0
  clean.fill(0)
  for (let i = start; i < e.length; i++) {
    const excess = Math.abs(e[i]) - limit
    if (excess <= 0) continue
    first ??= i
    if (excess > largest) largest = excess
    clean[i] = e[i] > 0 ? excess : -excess
  }
  return largest > (unsuspicious - clipAt) * scale ? first : undefined
}

/** Fits `a` to the windowed block; false where there is nothing to fit. */
function createFitter(length: number, a: Float64Array): (block: Float64Array) => boolean {
  const window = hann(length)
  const windowed = new Float64Array(length)
  const r = new Float64Array(a.length)
  return (block) => {
    for (let i = 0; i < length; i++) windowed[i] = block[i] * window[i]
    autocorrelate(windowed, length, r)
    return fitPredictor(r, a)
  }
}

/** 0 just outside of both ends. */
export function hann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.sin((Math.PI * (i + 1)) / (length + 1)) ** 2)
}

/** The value of rank length >> 1; reorders the values (selection after Hoare). */
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
    else break
  }
  return values[rank]
}
