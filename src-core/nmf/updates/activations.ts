import { factorFloor, type Factors, type RealArray } from '../factors'
import type { Statistics } from '../statistics'

/**
 * How far a step goes in log h, as a multiple omega of the way to the minimiser of the majoriser:
 * 'majorise' 1 (majorisation-minimisation), 'equalise' 2 (majorisation-equalisation; at smoothness 0 the classical
 * multiplicative update), 'adaptive' 1 + sqrt(share of the data term), between the two. No omega in [0, 2] raises the
 * majoriser of an interior frame, because it is a hyperbolic cosine in log h. The first and last frame always take their
 * exact minimiser.
 */
export type Relaxation = 'majorise' | 'equalise' | 'adaptive'

export interface ActivationUpdate {
  /** lambda >= 0 */
  readonly smoothness: number
  readonly relaxation: Relaxation
  /** Frame after frame (Fevotte 2011), or all even frames, then all odd ones. Both read the newest neighbours. */
  readonly order: 'sequential' | 'red-black'
  /** Sweeps over all frames with the same statistics; more than one pays off for strong smoothing. */
  readonly sweeps: number
}

/** omega of all sweeps but the last: successive over-relaxation. */
const overRelaxation = 1.5

/** One row-wise problem: the majoriser a / h + q h + penalty of every entry of H. */
interface Majoriser {
  readonly H: RealArray
  /** p h~^2 where h~ is the gain at which the statistics were taken. */
  readonly a: RealArray
  readonly q: RealArray
  readonly smoothness: number
  readonly componentCount: number
  readonly frameCount: number
}

/**
 * Update of H in place, monotone for the cost with the penalty on the activations (Fevotte 2011, for each frame the
 * minimiser of its own convex majoriser given the newest neighbours). The statistics belong to the present factors;
 * statistics.P is overwritten.
 */
export function updateActivations(factors: Factors, statistics: Statistics, update: ActivationUpdate): void {
  const { H, frameCount, componentCount } = factors
  const { P, Q } = statistics
  const { smoothness, relaxation } = update
  if (smoothness === 0 || frameCount === 1) {
    multiplicativeStep(H, statistics, relaxation === 'majorise' ? 0.5 : 1)
    return
  }
  for (let i = 0; i < H.length; i++) P[i] *= H[i] * H[i]
  const majoriser: Majoriser = { H, a: P, q: Q, smoothness, componentCount, frameCount }
  for (let sweep = 1; sweep <= update.sweeps; sweep++) {
    const step = sweep < update.sweeps ? overRelaxation : relaxation
    if (update.order === 'sequential') sweepFrames(majoriser, { first: 0, stride: 1 }, step)
    else {
      sweepFrames(majoriser, { first: 0, stride: 2 }, step)
      sweepFrames(majoriser, { first: 1, stride: 2 }, step)
    }
  }
}

/** x <- max(floor, x (P/Q)^exponent), entry by entry: the update of W, and of H where there is no penalty. */
export function multiplicativeStep(x: RealArray, statistics: Statistics, exponent: 0.5 | 1): void {
  const { P, Q } = statistics
  for (let i = 0; i < x.length; i++) {
    // Without any weight there is nothing to go by.
    const ratio = Q[i] > 0 ? P[i] / Q[i] : 1
    x[i] = Math.max(factorFloor, x[i] * (exponent === 1 ? ratio : Math.sqrt(ratio)))
  }
}

function sweepFrames(
  majoriser: Majoriser,
  frames: { first: number; stride: number },
  step: Relaxation | number,
): void {
  const { frameCount } = majoriser
  for (let n = frames.first; n < frameCount; n += frames.stride) {
    if (n === 0) updateFirstFrame(majoriser)
    else if (n === frameCount - 1) updateLastFrame(majoriser)
    else updateInteriorFrame(majoriser, n, step)
  }
}

/** Interior frame: A / h + B h with A = a + lambda h(n-1), B = q + lambda / h(n+1); minimiser sqrt(A / B). */
function updateInteriorFrame(majoriser: Majoriser, n: number, step: Relaxation | number): void {
  const { H, a, q, smoothness, componentCount } = majoriser
  const row = n * componentCount
  for (let i = row; i < row + componentCount; i++) {
    const A = a[i] + smoothness * H[i - componentCount]
    const B = q[i] + smoothness / H[i + componentCount]
    H[i] = Math.max(factorFloor, relaxed(H[i], A, B, relaxationFactor(step, (a[i] / A) * (q[i] / B))))
  }
}

/** h (h_min / h)^omega with h_min = sqrt(A / B). */
function relaxed(h: number, A: number, B: number, omega: number): number {
  if (omega === 1) return Math.sqrt(A / B)
  if (omega === 2) return A / (B * h)
  return h * Math.pow(A / (B * h * h), omega / 2)
}

function relaxationFactor(step: Relaxation | number, dataShare: number): number {
  if (typeof step === 'number') return step
  if (step === 'majorise') return 1
  return step === 'equalise' ? 2 : 1 + Math.sqrt(dataShare)
}

/** First frame: a / h + (q + lambda / h(2)) h - lambda log h; positive root of B h^2 - lambda h - a = 0. */
function updateFirstFrame({ H, a, q, smoothness, componentCount }: Majoriser): void {
  for (let i = 0; i < componentCount; i++) {
    const B = q[i] + smoothness / H[i + componentCount]
    const root = Math.sqrt(smoothness * smoothness + 4 * B * a[i])
    H[i] = Math.max(factorFloor, (smoothness + root) / (2 * B))
  }
}

/** Last frame: (a + lambda h(N-1)) / h + q h + lambda log h; positive root in the form that is stable for q -> 0. */
function updateLastFrame({ H, a, q, smoothness, componentCount, frameCount }: Majoriser): void {
  const row = (frameCount - 1) * componentCount
  for (let i = row; i < row + componentCount; i++) {
    const A = a[i] + smoothness * H[i - componentCount]
    const root = Math.sqrt(smoothness * smoothness + 4 * q[i] * A)
    H[i] = Math.max(factorFloor, (2 * A) / (smoothness + root))
  }
}
