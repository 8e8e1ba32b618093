import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import type { Factors, RealArray } from './factors'

/** Statistics of the majoriser: P = sum of w V/Vh^2 (numerators), Q = sum of w / Vh (denominators). */
export interface Statistics {
  readonly P: RealArray
  readonly Q: RealArray
}

/**
 * The expensive sums of an iteration, of order F K N; everything else is of order (F + N) K. One object serves one
 * spectrogram; Vh = W H is computed frame by frame, never as an F x N intermediate.
 */
export interface StatisticsKernels {
  /**
   * P = W'(V / Vh^2), Q = W'(1 / Vh), both N x K, stored like H.
   * @returns D_IS(V | W H) at these factors
   */
  activationStatistics(factors: Factors, statistics: Statistics): number
  /** P = (V / Vh^2) H', Q = (1 / Vh) H', both F x K, stored like W. */
  dictionaryStatistics(factors: Factors, statistics: Statistics): void
}

/** P and Q of the shape and precision of `like`. */
export function emptyStatistics(like: RealArray): Statistics {
  const create = (): RealArray =>
    like instanceof Float32Array ? new Float32Array(like.length) : new Float64Array(like.length)
  return { P: create(), Q: create() }
}

/** One frame's scratch: R = 1 / Vh and S = V / Vh^2, binCount values each. */
interface FrameRatios {
  readonly R: Float64Array
  readonly S: Float64Array
}

/**
 * The sums in plain TypeScript: 32- or 64-bit data, 64-bit sums. Components are taken four at a time so that each bin of a
 * frame is loaded once for four products, and both statistics come from one pass over the frame.
 * @param isHeldOut 1 for bins without weight, as holdOut gives it
 */
export function createStatistics(
  spectrogram: PowerSpectrogram,
  componentCount: number,
  isHeldOut?: Uint8Array,
): StatisticsKernels {
  const { V, binCount, frameCount, stride } = spectrogram
  const ratios: FrameRatios = { R: new Float64Array(binCount), S: new Float64Array(binCount) }
  const sumP = new Float64Array(binCount * componentCount)
  const sumQ = new Float64Array(binCount * componentCount)

  /** Ratios of frame n; bins that are held out fit as they are for the cost, and have no weight. */
  function ratiosOf(factors: Factors, n: number): number {
    const [row, heldRow] = [n * stride, n * binCount]
    modelFrame(factors, n, ratios.R)
    if (!isHeldOut) return frameRatios(V, row, ratios)
    for (let f = 0; f < binCount; f++) if (isHeldOut[heldRow + f] === 1) ratios.R[f] = V[row + f]
    const divergence = frameRatios(V, row, ratios)
    for (let f = 0; f < binCount; f++) if (isHeldOut[heldRow + f] === 1) ratios.R[f] = ratios.S[f] = 0
    return divergence
  }

  function activationStatistics(factors: Factors, statistics: Statistics): number {
    let divergence = 0
    for (let n = 0; n < frameCount; n++) {
      divergence += ratiosOf(factors, n)
      projectOnDictionary(factors, n, ratios, statistics)
    }
    return divergence
  }

  function dictionaryStatistics(factors: Factors, statistics: Statistics): void {
    sumP.fill(0)
    sumQ.fill(0)
    for (let n = 0; n < frameCount; n++) {
      ratiosOf(factors, n)
      accumulateOuter(factors, n, ratios, sumP, sumQ)
    }
    statistics.P.set(sumP)
    statistics.Q.set(sumQ)
  }

  return { activationStatistics, dictionaryStatistics }
}

/** Vh of frame n = sum over k of w_k h_kn, into `out`. */
function modelFrame(factors: Factors, n: number, out: Float64Array): void {
  const { W, H, binCount, componentCount } = factors
  const row = n * componentCount
  out.fill(0)
  let k = 0
  for (; k + 4 <= componentCount; k += 4) {
    const h0 = H[row + k]
    const h1 = H[row + k + 1]
    const h2 = H[row + k + 2]
    const h3 = H[row + k + 3]
    const w0 = k * binCount
    const w1 = w0 + binCount
    const w2 = w1 + binCount
    const w3 = w2 + binCount
    for (let f = 0; f < binCount; f++) {
      out[f] += W[w0 + f] * h0 + W[w1 + f] * h1 + W[w2 + f] * h2 + W[w3 + f] * h3
    }
  }
  for (; k < componentCount; k++) {
    const h = H[row + k]
    const w = k * binCount
    for (let f = 0; f < binCount; f++) out[f] += W[w + f] * h
  }
}

/**
 * Turns Vh (given in R) into R = 1 / Vh and S = V / Vh^2. S is formed as (V R) R: V / (Vh Vh) would overflow sooner.
 * @returns this frame's divergence; one logarithm serves eight bins
 */
function frameRatios(V: RealArray, offset: number, ratios: FrameRatios): number {
  const { R, S } = ratios
  const binCount = R.length
  const wholeGroups = binCount - (binCount % 8)
  let sum = 0
  let logarithms = 0
  let product = 1
  for (let f = 0; f < binCount; f++) {
    const r = 1 / R[f]
    const ratio = V[offset + f] * r
    R[f] = r
    S[f] = ratio * r
    sum += ratio - 1
    product *= ratio
    if ((f & 7) === 7 || f >= wholeGroups) {
      logarithms += Math.log(product)
      product = 1
    }
  }
  return sum - logarithms
}

/** P_kn = sum over f of w S, Q_kn = sum over f of w R, for frame n and all k. */
function projectOnDictionary(factors: Factors, n: number, ratios: FrameRatios, statistics: Statistics): void {
  const { W, binCount, componentCount } = factors
  const { R, S } = ratios
  const { P, Q } = statistics
  const row = n * componentCount
  let k = 0
  for (; k + 2 <= componentCount; k += 2) {
    const w0 = k * binCount
    const w1 = w0 + binCount
    let p0 = 0
    let p1 = 0
    let q0 = 0
    let q1 = 0
    for (let f = 0; f < binCount; f++) {
      const s = S[f]
      const r = R[f]
      const a = W[w0 + f]
      const b = W[w1 + f]
      p0 += a * s
      q0 += a * r
      p1 += b * s
      q1 += b * r
    }
    P[row + k] = p0
    P[row + k + 1] = p1
    Q[row + k] = q0
    Q[row + k + 1] = q1
  }
  if (k < componentCount) {
    const w = k * binCount
    let p = 0
    let q = 0
    for (let f = 0; f < binCount; f++) {
      p += W[w + f] * S[f]
      q += W[w + f] * R[f]
    }
    P[row + k] = p
    Q[row + k] = q
  }
}

/** Adds frame n's share h_kn S and h_kn R to the sums of the dictionary statistics. */
function accumulateOuter(
  factors: Factors,
  n: number,
  ratios: FrameRatios,
  sumP: Float64Array,
  sumQ: Float64Array,
): void {
  const { H, binCount, componentCount } = factors
  const { R, S } = ratios
  const row = n * componentCount
  let k = 0
  for (; k + 2 <= componentCount; k += 2) {
    const h0 = H[row + k]
    const h1 = H[row + k + 1]
    const w0 = k * binCount
    const w1 = w0 + binCount
    for (let f = 0; f < binCount; f++) {
      const s = S[f]
      const r = R[f]
      sumP[w0 + f] += h0 * s
      sumP[w1 + f] += h1 * s
      sumQ[w0 + f] += h0 * r
      sumQ[w1 + f] += h1 * r
    }
  }
  if (k < componentCount) {
    const h = H[row + k]
    const w = k * binCount
    for (let f = 0; f < binCount; f++) {
      sumP[w + f] += h * S[f]
      sumQ[w + f] += h * R[f]
    }
  }
}
