import { factorFloor, tiny } from './layout'
import { power } from './vectorMath'

// The updates of H and W, 4 entries at a time. Same formulas as src-core/nmf/updates/activations.ts.

/** How far a step goes: majorise, equalise, adaptive, or over-relaxed by 1.5. */
const majorise: i32 = 0
const equalise: i32 = 1
const adaptive: i32 = 2

// @ts-ignore: decorator
@inline
function floored(x: v128): v128 {
  return f32x4.max(f32x4.splat(factorFloor), x)
}

/** Interior frame: A / h + B h with A = a + lambda h(n-1), B = q + lambda / h(n+1). */
// @ts-ignore: decorator
@inline
function interior(h: v128, a: v128, q: v128, left: v128, right: v128, lambda: v128, step: i32): v128 {
  const A = f32x4.add(a, f32x4.mul(lambda, left))
  const B = f32x4.add(f32x4.add(q, f32x4.div(lambda, right)), f32x4.splat(tiny))
  if (step == majorise) return floored(f32x4.sqrt(f32x4.div(A, B)))
  if (step == equalise) return floored(f32x4.div(A, f32x4.mul(B, h)))
  let half = f32x4.splat(0.75)
  if (step == adaptive) {
    const share = f32x4.mul(f32x4.div(a, A), f32x4.div(q, B))
    half = f32x4.mul(f32x4.splat(0.5), f32x4.add(f32x4.splat(1), f32x4.sqrt(share)))
  }
  const ratio = f32x4.div(f32x4.div(A, f32x4.mul(B, h)), h)
  return floored(f32x4.mul(h, power(ratio, half)))
}

/** First frame: positive root of B h^2 - lambda h - a = 0 with B = q + lambda / h(2). */
// @ts-ignore: decorator
@inline
function first(a: v128, q: v128, right: v128, lambda: v128): v128 {
  const B = f32x4.add(f32x4.add(q, f32x4.div(lambda, right)), f32x4.splat(tiny))
  const four = f32x4.mul(f32x4.splat(4), f32x4.mul(B, a))
  const root = f32x4.sqrt(f32x4.add(f32x4.mul(lambda, lambda), four))
  return floored(f32x4.div(f32x4.add(lambda, root), f32x4.add(B, B)))
}

/** Last frame: positive root of q h^2 + lambda h - A = 0 with A = a + lambda h(N-1), in its stable form. */
// @ts-ignore: decorator
@inline
function last(a: v128, q: v128, left: v128, lambda: v128): v128 {
  const A = f32x4.add(a, f32x4.mul(lambda, left))
  const four = f32x4.mul(f32x4.splat(4), f32x4.mul(q, A))
  const root = f32x4.sqrt(f32x4.add(f32x4.mul(lambda, lambda), four))
  return floored(f32x4.div(f32x4.add(A, A), f32x4.add(lambda, root)))
}

/** Where `free` has ones, the new value; else the old one. */
// @ts-ignore: decorator
@inline
function storeFree(at: usize, value: v128, free: usize): void {
  v128.store(at, v128.bitselect(value, v128.load(at), v128.load(free)))
}

/**
 * Updates frames from, from + stride .. below `to` in place, each with the newest neighbours.
 * `h`, `a`, `q`: rows of `rowBytes` a frame, from frame 0 on; a = p h~^2. `free`: one row, all bits of a component that is updated.
 */
export function sweep(
  h: usize,
  a: usize,
  q: usize,
  rowBytes: usize,
  frameCount: usize,
  from: usize,
  to: usize,
  stride: usize,
  smoothness: f32,
  step: i32,
  free: usize,
): void {
  const lambda = f32x4.splat(smoothness)
  for (let n = from; n < to; n += stride) {
    const row = n * rowBytes
    for (let i: usize = 0; i < rowBytes; i += 16) {
      const p = v128.load(a + row + i)
      const d = v128.load(q + row + i)
      const at = h + row + i
      const mask = free + i
      if (n == 0) storeFree(at, first(p, d, v128.load(at + rowBytes), lambda), mask)
      else if (n == frameCount - 1) storeFree(at, last(p, d, v128.load(at - rowBytes), lambda), mask)
      else {
        const left = v128.load(at - rowBytes)
        const right = v128.load(at + rowBytes)
        storeFree(at, interior(v128.load(at), p, d, left, right, lambda, step), mask)
      }
    }
  }
}

/**
 * Update without penalty over `byteLength` of whole rows: h <- sqrt(a / q), or, `equalising`, h <- a / (q h). `free` as for
 * `sweep`.
 */
export function fitActivations(
  h: usize,
  a: usize,
  q: usize,
  rowBytes: usize,
  byteLength: usize,
  equalising: bool,
  free: usize,
): void {
  for (let row: usize = 0; row < byteLength; row += rowBytes) {
    for (let i: usize = 0; i < rowBytes; i += 16) {
      const at = row + i
      const ratio = f32x4.div(v128.load(a + at), f32x4.add(v128.load(q + at), f32x4.splat(tiny)))
      const updated = equalising ? f32x4.div(ratio, v128.load(h + at)) : f32x4.sqrt(ratio)
      storeFree(h + at, floored(updated), free + i)
    }
  }
}

/** x <- x (p / q)^(1/2), or to the power 1 with `equalising`; p and q are summed over `count` parts, `partBytes` apart. */
export function multiply(
  x: usize,
  p: usize,
  q: usize,
  byteLength: usize,
  count: usize,
  partBytes: usize,
  equalising: bool,
): void {
  for (let i: usize = 0; i < byteLength; i += 16) {
    let numerator = v128.load(p + i)
    let denominator = v128.load(q + i)
    for (let part: usize = 1; part < count; part++) {
      numerator = f32x4.add(numerator, v128.load(p + i + part * partBytes))
      denominator = f32x4.add(denominator, v128.load(q + i + part * partBytes))
    }
    const ratio = f32x4.div(numerator, f32x4.add(denominator, f32x4.splat(tiny)))
    const factor = equalising ? ratio : f32x4.sqrt(ratio)
    v128.store(x + i, floored(f32x4.mul(v128.load(x + i), factor)))
  }
}

/**
 * Momentum: result <- current; current <- current clip(current / old result)^b, clipped to e^-3 .. e^3.
 */
export function extrapolate(current: usize, result: usize, byteLength: usize, b: f32): void {
  const largest = f32x4.splat(20.085536923187668)
  const smallest = f32x4.splat(0.049787068367863944)
  for (let i: usize = 0; i < byteLength; i += 16) {
    const x = v128.load(current + i)
    const ratio = f32x4.div(x, v128.load(result + i))
    v128.store(result + i, x)
    const clipped = f32x4.min(largest, f32x4.max(smallest, ratio))
    v128.store(current + i, floored(f32x4.mul(x, power(clipped, f32x4.splat(b)))))
  }
}

/**
 * Sum of h(n-1) / h(n) over frames from .. to - 1 (from >= 1) and all columns that `columnMask` leaves (1 or 0 a lane).
 * In 64 bits: a large smoothness multiplies the rounding of this sum.
 */
export function neighbourRatios(h: usize, rowBytes: usize, from: usize, to: usize, columnMask: usize): f64 {
  let sum = f64x2.splat(0)
  for (let n = from; n < to; n++) {
    for (let i: usize = 0; i < rowBytes; i += 8) {
      const at = h + n * rowBytes + i
      const before = f64x2.promote_low_f32x4(v128.load64_zero(at - rowBytes))
      const here = f64x2.promote_low_f32x4(v128.load64_zero(at))
      const mask = f64x2.promote_low_f32x4(v128.load64_zero(columnMask + i))
      sum = f64x2.add(sum, f64x2.mul(f64x2.div(before, here), mask))
    }
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}
