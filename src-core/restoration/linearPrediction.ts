/**
 * Linear prediction by the autocorrelation method. A prediction-error filter a of order p has a[0] = 1; the residual of x is
 * e[n] = sum over j of a[j] x[n - j], and filtering e by 1 / a gives x back.
 */

/** Share of the power added as white noise before the fit, so that a pure tone does not make the equations singular. */
const whiteNoiseCorrection = 1e-5

/** r[l] = sum over i of x[i] x[i + l] for l = 0 .. r.length - 1, over the first `length` samples of x. */
export function autocorrelate(x: Float64Array, length: number, r: Float64Array): void {
  const lags = r.length
  let lag = 0
  for (; lag + 4 <= lags && lag + 3 < length; lag += 4) fourLags(x, length, { r, lag })
  for (; lag < lags; lag++) {
    let sum = 0
    for (let i = lag; i < length; i++) sum += x[i] * x[i - lag]
    r[lag] = sum
  }
}

/** Four sums at once, because every sample that is read then serves all four. */
function fourLags(x: Float64Array, length: number, { r, lag }: { r: Float64Array; lag: number }): void {
  const common = length - lag - 3
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let x0 = x[lag]
  let x1 = x[lag + 1]
  let x2 = x[lag + 2]
  for (let i = 0; i < common; i++) {
    const now = x[i]
    const x3 = x[i + lag + 3]
    s0 += now * x0
    s1 += now * x1
    s2 += now * x2
    s3 += now * x3
    x0 = x1
    x1 = x2
    x2 = x3
  }
  r[lag] = s0 + x[common] * x0 + x[common + 1] * x1 + x[common + 2] * x2
  r[lag + 1] = s1 + x[common] * x1 + x[common + 1] * x2
  r[lag + 2] = s2 + x[common] * x2
  r[lag + 3] = s3
}

/**
 * The prediction-error filter for autocorrelations r[0 .. p], by the Levinson-Durbin recursion.
 * @param a p + 1 values, overwritten
 * @returns false where there is nothing to predict (no power, or not finite)
 */
export function fitPredictor(r: Float64Array, a: Float64Array): boolean {
  const order = a.length - 1
  let error = r[0] * (1 + whiteNoiseCorrection)
  a.fill(0)
  a[0] = 1
  if (!(error > 0) || !Number.isFinite(error)) return false
  for (let m = 1; m <= order; m++) {
    let sum = r[m]
    for (let j = 1; j < m; j++) sum += a[j] * r[m - j]
    const reflection = -sum / error
    for (let j = 1, k = m - 1; j <= k; j++, k--) {
      const low = a[j]
      const high = a[k]
      a[j] = low + reflection * high
      a[k] = high + reflection * low
    }
    a[m] = reflection
    error *= 1 - reflection * reflection
  }
  return true
}

/** A prediction-error filter and the residuals it leaves, one for each sample of a signal. */
export interface Whitening {
  readonly a: Float64Array
  readonly e: Float64Array
}

/** Samples start .. end - 1 of a signal. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** e[n] for n in start .. end - 1, start - p >= 0: what the p samples before do not predict. */
export function forwardResidual(x: Float64Array, { a, e }: Whitening, { start, end }: Stretch): void {
  const order = a.length - 1
  let n = start
  for (; n + 4 <= end; n += 4) {
    let e0 = 0
    let e1 = 0
    let e2 = 0
    let e3 = 0
    let x1 = x[n + 1]
    let x2 = x[n + 2]
    let x3 = x[n + 3]
    for (let j = 0; j <= order; j++) {
      const tap = a[j]
      const x0 = x[n - j]
      e0 += tap * x0
      e1 += tap * x1
      e2 += tap * x2
      e3 += tap * x3
      x3 = x2
      x2 = x1
      x1 = x0
    }
    e[n] = e0
    e[n + 1] = e1
    e[n + 2] = e2
    e[n + 3] = e3
  }
  for (; n < end; n++) {
    let sum = 0
    for (let j = 0; j <= order; j++) sum += a[j] * x[n - j]
    e[n] = sum
  }
}

/** e[n] for n in start .. end - 1, end + p <= length: what the p samples after do not predict. */
export function backwardResidual(x: Float64Array, { a, e }: Whitening, { start, end }: Stretch): void {
  const order = a.length - 1
  let n = start
  for (; n + 4 <= end; n += 4) {
    let e0 = 0
    let e1 = 0
    let e2 = 0
    let e3 = 0
    let x0 = x[n]
    let x1 = x[n + 1]
    let x2 = x[n + 2]
    for (let j = 0; j <= order; j++) {
      const tap = a[j]
      const x3 = x[n + j + 3]
      e0 += tap * x0
      e1 += tap * x1
      e2 += tap * x2
      e3 += tap * x3
      x0 = x1
      x1 = x2
      x2 = x3
    }
    e[n] = e0
    e[n + 1] = e1
    e[n + 2] = e2
    e[n + 3] = e3
  }
  for (; n < end; n++) {
    let sum = 0
    for (let j = 0; j <= order; j++) sum += a[j] * x[n + j]
    e[n] = sum
  }
}

/**
 * Filters d by 1 / a in place: d[n] for n in start .. end - 1. The p samples before are those that came out before: start - p >= 0.
 */
export function resynthesise(d: Float64Array, a: Float64Array, { start, end }: Stretch): void {
  const order = a.length - 1
  let n = start
  if (order >= 4) for (; n + 4 <= end; n += 4) resynthesiseFour(d, a, n)
  for (; n < end; n++) {
    let sum = d[n]
    for (let j = 1; j <= order; j++) sum -= a[j] * d[n - j]
    d[n] = sum
  }
}

/** Four samples from n on: first what all owe to the samples before n, then what they owe to one another. */
function resynthesiseFour(d: Float64Array, a: Float64Array, n: number): void {
  const order = a.length - 1
  let s0 = d[n]
  let s1 = d[n + 1]
  let s2 = d[n + 2]
  let s3 = d[n + 3]
  let a0 = a[1]
  let a1 = a[2]
  let a2 = a[3]
  for (let j = 1; j <= order; j++) {
    const x = d[n - j]
    const a3 = j + 3 <= order ? a[j + 3] : 0
    s0 -= a0 * x
    s1 -= a1 * x
    s2 -= a2 * x
    s3 -= a3 * x
    a0 = a1
    a1 = a2
    a2 = a3
  }
  d[n] = s0
  s1 -= a[1] * s0
  d[n + 1] = s1
  s2 -= a[1] * s1 + a[2] * s0
  d[n + 2] = s2
  d[n + 3] = s3 - a[1] * s2 - a[2] * s1 - a[3] * s0
}
