// Elementary functions of 4 floats, accurate to about 2 units in the last place; arguments must be positive and normal.

const ln2: f32 = 0.6931471805599453
const twoOverLn2: f32 = 2.8853900817779268

/** Base-2 logarithm: exponent + 2/ln 2 artanh((m - 1) / (m + 1)) with the mantissa m in [sqrt 1/2, sqrt 2). */
export function log2(x: v128): v128 {
  // Subtracting the bits of sqrt(1/2) moves the mantissa's range there before the exponent is cut off.
  const shifted = i32x4.sub(x, i32x4.splat(0x3f3504f3))
  const exponent = i32x4.shr_s(shifted, 23)
  const m = i32x4.sub(x, i32x4.shl(exponent, 23))
  const one = f32x4.splat(1)
  const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one))
  const t = f32x4.mul(s, s)
  let series = f32x4.splat(1.0 / 9.0)
  series = f32x4.add(f32x4.mul(series, t), f32x4.splat(1.0 / 7.0))
  series = f32x4.add(f32x4.mul(series, t), f32x4.splat(1.0 / 5.0))
  series = f32x4.add(f32x4.mul(series, t), f32x4.splat(1.0 / 3.0))
  series = f32x4.add(f32x4.mul(series, t), one)
  const fraction = f32x4.mul(f32x4.mul(s, f32x4.splat(twoOverLn2)), series)
  return f32x4.add(f32x4.convert_i32x4_s(exponent), fraction)
}

/** 2^x for x in [-126, 126]: integer part into the exponent, Taylor series of e^(f ln 2) for the rest f in [-1/2, 1/2]. */
export function exp2(x: v128): v128 {
  const whole = f32x4.nearest(x)
  const f = f32x4.mul(f32x4.sub(x, whole), f32x4.splat(ln2))
  let series = f32x4.splat(1.0 / 5040.0)
  series = f32x4.add(f32x4.mul(series, f), f32x4.splat(1.0 / 720.0))
  series = f32x4.add(f32x4.mul(series, f), f32x4.splat(1.0 / 120.0))
  series = f32x4.add(f32x4.mul(series, f), f32x4.splat(1.0 / 24.0))
  series = f32x4.add(f32x4.mul(series, f), f32x4.splat(1.0 / 6.0))
  series = f32x4.add(f32x4.mul(series, f), f32x4.splat(0.5))
  series = f32x4.add(f32x4.mul(series, f), f32x4.splat(1))
  series = f32x4.add(f32x4.mul(series, f), f32x4.splat(1))
  return i32x4.add(series, i32x4.shl(i32x4.trunc_sat_f32x4_s(whole), 23))
}

/** x^y for x > 0; the result is kept within 2^-126 .. 2^126. */
export function power(x: v128, y: v128): v128 {
  const exponent = f32x4.mul(y, log2(x))
  return exp2(f32x4.max(f32x4.splat(-126), f32x4.min(f32x4.splat(126), exponent)))
}
