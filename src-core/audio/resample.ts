import { ShellacError } from '../contract/errors'
import type { SampleRange, Samples } from './audioData'
import { innerProduct } from './innerProduct'
import { fillKernelRow, type KernelShape, tapCount } from './resampleKernel'

/** Another sample rate for one channel, in stretches of any length and in any order: together they are the whole signal converted. */
export interface RateConversion {
  /** The samples that the conversion of a stretch is made of: those of the stretch, and what the kernel reaches to both sides of it. */
  reachOf(stretch: SampleRange, signalLength: number): SampleRange
  /**
   * The outputs whose place in time is within a stretch of the signal.
   * @param reached the samples of reachOf
   * @returns of the whole signal convertedLength samples; at equal rates the samples themselves
   */
  convert(reached: Samples, stretch: SampleRange, signalLength: number): Float64Array
}

/** Samples of the lower rate on each side: 256 taps in all, transition band 0.035 of the lower rate. */
const HALF_WIDTH = 128
const BETA = 14
/** (A - 7.95) / (2 pi 2.285 * 256) with A = 136 dB: from pass edge to stop edge, as a share of the lower rate. */
const TRANSITION = 0.0349
/** Up to this many taps in the table every phase has its own row (16 MiB); beyond, rows are interpolated. */
const LARGEST_TABLE = 2 ** 21
/** 512 rows with cubic interpolation are exact to below -200 dB of the kernel. */
const INTERPOLATED_PHASES = 512
const LARGEST_RATIO = 256

/** Samples of a signal after conversion of its rate. */
export function convertedLength(sampleCount: number, fromRate: number, toRate: number): number {
  return Math.round((sampleCount * toRate) / fromRate)
}

/** Bytes of the table that a conversion holds. */
export function tableBytes(fromRate: number, toRate: number): number {
  if (fromRate === toRate) return 0
  const { up, taps } = shapeOf(fromRate, toRate)
  return Float64Array.BYTES_PER_ELEMENT * taps * (hasRowEach(up, taps) ? up : INTERPOLATED_PHASES + 3)
}

/**
 * Resamples by a Kaiser-windowed polyphase sinc of linear phase and zero delay; the signal counts as zero outside. The stopband begins
 * at half the lower rate; the passband is flat to 0.465 of it.
 *
 * @param fromRate Hz, a whole number
 * @param toRate Hz, a whole number, at most 256 times more or less
 * @throws ShellacError 'bad-argument'
 */
export function createRateConversion(fromRate: number, toRate: number): RateConversion {
  checkRates(fromRate, toRate)
  if (fromRate === toRate) {
    return { reachOf: (stretch) => stretch, convert: (samples) => Float64Array.from(samples) }
  }
  return createPolyphase(fromRate, toRate)
}

/** @throws ShellacError 'bad-argument' for rates between which there is no conversion */
export function checkRates(fromRate: number, toRate: number): void {
  checkRate(fromRate)
  checkRate(toRate)
  if (Math.max(fromRate / toRate, toRate / fromRate) <= LARGEST_RATIO) return
  throw new ShellacError(
    'bad-argument',
    `Cannot convert ${fromRate} Hz to ${toRate} Hz: the rates may differ by a factor of ${LARGEST_RATIO}.`,
  )
}

function checkRate(rate: number): void {
  if (Number.isSafeInteger(rate) && rate > 0) return
  throw new ShellacError('bad-argument', `The sample rate ${rate} Hz is not a whole number above zero.`)
}

function createPolyphase(fromRate: number, toRate: number): RateConversion {
  const { up, down, taps, kernelShape } = shapeOf(fromRate, toRate)
  const apply = createKernel(up, taps, kernelShape)
  const after = taps / 2
  const before = after - 1

  /** The first output that is not before a sample of the signal. */
  function firstOutput(sample: number, signalLength: number): number {
    return Math.min(convertedLength(signalLength, fromRate, toRate), Math.ceil((sample * up) / down))
  }

  function reachOf({ start, end }: SampleRange, signalLength: number): SampleRange {
    return { start: Math.max(0, start - before), end: Math.min(signalLength, end + after) }
  }

  function convert(reached: Samples, stretch: SampleRange, signalLength: number): Float64Array {
    const { start, end } = stretch
    const padded = new Float64Array(end - start + before + after)
    padded.set(reached, reachOf(stretch, signalLength).start - (start - before))
    const first = firstOutput(start, signalLength)
    const output = new Float64Array(firstOutput(end, signalLength) - first)
    let position = Math.floor((first * down) / up)
    let phase = first * down - position * up
    for (let i = 0; i < output.length; i++) {
      // The kernel begins `before` samples before the position, where `padded` begins for the first sample of the stretch.
      output[i] = apply(padded, position - start, phase)
      phase += down
      position += Math.floor(phase / up)
      phase %= up
    }
    return output
  }
  return { reachOf, convert }
}

interface ConversionShape {
  /** The ratio of the rates in lowest terms. */
  readonly up: number
  readonly down: number
  readonly taps: number
  readonly kernelShape: KernelShape
}

function shapeOf(fromRate: number, toRate: number): ConversionShape {
  const divisor = greatestCommonDivisor(fromRate, toRate)
  const widening = Math.max(1, fromRate / toRate)
  const halfWidth = HALF_WIDTH * widening
  return {
    up: toRate / divisor,
    down: fromRate / divisor,
    taps: tapCount(halfWidth),
    kernelShape: { halfWidth, cutoff: (0.5 - TRANSITION / 2) / widening, beta: BETA },
  }
}

function hasRowEach(up: number, taps: number): boolean {
  return up * taps <= LARGEST_TABLE
}

/** The output `phase` / up samples after input[start + taps / 2 - 1]. */
type PolyphaseKernel = (input: Float64Array, start: number, phase: number) => number

function createKernel(up: number, taps: number, shape: KernelShape): PolyphaseKernel {
  if (hasRowEach(up, taps)) {
    const rows = createRows({ count: up, first: 0, phases: up }, shape)
    return (input, start, phase) => innerProduct(rows[phase], input, start)
  }
  // One row before and two after the phases 0..1, for the four points of the cubic.
  const rows = createRows({ count: INTERPOLATED_PHASES + 3, first: -1, phases: INTERPOLATED_PHASES }, shape)
  return (input, start, phase) => {
    const exact = (phase / up) * INTERPOLATED_PHASES
    const row = Math.floor(exact)
    const weights = cubicWeights(exact - row)
    let sum = 0
    for (let i = 0; i < 4; i++) sum += weights[i] * innerProduct(rows[row + i], input, start)
    return sum
  }
}

function createRows(
  { count, first, phases }: { count: number; first: number; phases: number },
  shape: KernelShape,
): Float64Array[] {
  return Array.from({ length: count }, (_, i) => {
    const row = new Float64Array(tapCount(shape.halfWidth))
    fillKernelRow(row, (first + i) / phases, shape)
    return row
  })
}

/** Lagrange weights of the points -1, 0, 1, 2 at x in 0..1. */
function cubicWeights(x: number): [number, number, number, number] {
  return [
    (-x * (x - 1) * (x - 2)) / 6,
    ((x + 1) * (x - 1) * (x - 2)) / 2,
    (-(x + 1) * x * (x - 2)) / 2,
    ((x + 1) * x * (x - 1)) / 6,
  ]
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
