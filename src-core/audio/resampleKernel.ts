/**
 * Windowed-sinc kernels after J. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function",
 * 1974. Shared by the resampler, the fractional delay of a channel and the true-peak meter.
 */

export interface KernelShape {
  /** Samples on each side of the centre. */
  readonly halfWidth: number
  /** Half-amplitude frequency as a share of the sample rate, up to 0.5. */
  readonly cutoff: number
  /** Kaiser's beta: 14 gives about 136 dB of stopband, 8 about 81 dB. */
  readonly beta: number
}

/**
 * Fills `row` with the 2 * halfWidth taps (rounded up) that give the signal `phase` samples (0..1) after the sample
 * under tap ceil(halfWidth) - 1. The taps sum to one, so a constant stays what it is.
 */
export function fillKernelRow(row: Float64Array, phase: number, shape: KernelShape): void {
  const centre = row.length / 2 - 1 + phase
  const windowScale = 1 / besselI0(shape.beta)
  let sum = 0
  for (let tap = 0; tap < row.length; tap++) {
    const distance = tap - centre
    row[tap] =
      sinc(2 * shape.cutoff * distance) * kaiser(distance / shape.halfWidth, shape.beta) * windowScale
    sum += row[tap]
  }
  for (let tap = 0; tap < row.length; tap++) row[tap] /= sum
}

/** Number of taps of a row for a kernel of this half-width: even, the fraction rounded up. */
export function tapCount(halfWidth: number): number {
  return 2 * Math.ceil(halfWidth)
}

/** No signal of magnitude 1 comes out of the filter higher than this; the margin covers the rounding of both. */
export function largestGain(row: Float64Array): number {
  return row.reduce((sum, tap) => sum + Math.abs(tap), 0) * (1 + 1e-9)
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function kaiser(position: number, beta: number): number {
  const inside = 1 - position * position
  return inside < 0 ? 0 : besselI0(beta * Math.sqrt(inside))
}

/** Modified Bessel function of the first kind, order zero, by its power series to full precision. */
function besselI0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
