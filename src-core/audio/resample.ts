import { ShellacError } from '../contract/errors'
import type { SampleRange, Samples } from './audioData'
import { innerProduct } from './innerProduct'
import { samplePeak } from './levels/samplePeak'
import { fillKernelRow, type KernelShape, largestGain, tapCount } from './resampleKernel'

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
  /** The highest magnitude of what convert gives, or `known` where that is no lower. Most is told by a bound, without conversion. */
  peak(reached: Samples, stretch: SampleRange, signalLength: number, known: number): number
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
/** Of the magnitudes of the four weights of a cubic: halfway between two points. */
const LARGEST_CUBIC_SUM = 1.25
const LARGEST_RATIO = 256
/** Outputs that are judged together whether they can be the highest. */
const JUDGED_TOGETHER = 64

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
    return {
      reachOf: (stretch) => stretch,
      convert: (samples) => Float64Array.from(samples),
      peak: (samples, _stretch, _length, known) => Math.max(known, samplePeak(samples)),
    }
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
  const { apply, gain } = createKernel(up, taps, kernelShape)
  const after = taps / 2
  const before = after - 1

  function reachOf({ start, end }: SampleRange, signalLength: number): SampleRange {
    return { start: Math.max(0, start - before), end: Math.min(signalLength, end + after) }
  }

  /** The outputs of a stretch; their places are not before its first sample, and before the one that follows it. */
  function outputsOf({ start, end }: SampleRange, signalLength: number): SampleRange {
    const count = convertedLength(signalLength, fromRate, toRate)
    const first = (sample: number): number => Math.min(count, Math.ceil((sample * up) / down))
    return { start: first(start), end: first(end) }
  }

  /** As far as the kernel reaches, with silence beyond the signal. Begins `before` samples before the stretch. */
  function pad(reached: Samples, stretch: SampleRange, signalLength: number): Float64Array {
    const padded = new Float64Array(stretch.end - stretch.start + before + after)
    padded.set(reached, reachOf(stretch, signalLength).start - (stretch.start - before))
    return padded
  }

  /** The sample at or before an output. */
  function placeOf(output: number): number {
    return Math.floor((output * down) / up)
  }

  /** @param origin the sample of the signal before which `padded` has `before` others */
  function produce(padded: Float64Array, origin: number, { start, end }: SampleRange): Float64Array {
    const outputs = new Float64Array(end - start)
    let place = placeOf(start)
    let phase = start * down - place * up
    for (let i = 0; i < outputs.length; i++) {
      outputs[i] = apply(padded, place - origin, phase)
      phase += down
      place += Math.floor(phase / up)
      phase %= up
    }
    return outputs
  }

  return {
    reachOf,
    convert: (reached, stretch, signalLength) =>
      produce(pad(reached, stretch, signalLength), stretch.start, outputsOf(stretch, signalLength)),
    peak(reached, stretch, signalLength, known) {
      const padded = pad(reached, stretch, signalLength)
      const all = outputsOf(stretch, signalLength)
      let highest = known
      for (let start = all.start; start < all.end; start += JUDGED_TOGETHER) {
        const end = Math.min(all.end, start + JUDGED_TOGETHER)
        const [first, last] = [placeOf(start) - stretch.start, placeOf(end - 1) - stretch.start]
        if (gain * samplePeak(padded.subarray(first, last + taps)) <= highest) continue
        highest = Math.max(highest, samplePeak(produce(padded, stretch.start, { start, end })))
      }
      return highest
    },
  }
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

interface PolyphaseKernel {
  /** The output `phase` / up samples after input[start + taps / 2 - 1]. */
  apply(this: void, input: Float64Array, start: number, phase: number): number
  /** No signal of magnitude 1 comes out higher. */
  readonly gain: number
}

function createKernel(up: number, taps: number, shape: KernelShape): PolyphaseKernel {
  if (hasRowEach(up, taps)) {
    const rows = createRows({ count: up, first: 0, phases: up }, shape)
    const gain = Math.max(...rows.map(largestGain))
    return { gain, apply: (input, start, phase) => innerProduct(rows[phase], input, start) }
  }
  // One row before and two after the phases 0..1, for the four points of the cubic.
  const rows = createRows({ count: INTERPOLATED_PHASES + 3, first: -1, phases: INTERPOLATED_PHASES }, shape)
  return {
    gain: LARGEST_CUBIC_SUM * Math.max(...rows.map(largestGain)),
    apply(input, start, phase) {
      const exact = (phase / up) * INTERPOLATED_PHASES
      const row = Math.floor(exact)
      const weights = cubicWeights(exact - row)
      let sum = 0
      for (let i = 0; i < 4; i++) sum += weights[i] * innerProduct(rows[row + i], input, start)
      return sum
    },
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
