import { ShellacError } from '../contract/errors'
import type { Samples } from './audioData'
import { fillKernelRow, type KernelShape, tapCount } from './resampleKernel'

/** A resampler of one channel, fed block by block. The blocks together equal the whole signal resampled at once. */
export interface Resampler {
  /** The output that is certain by now; may be empty. */
  push(block: Samples): Float64Array
  /** The rest; the total is round(input length * to / from). */
  finish(): Float64Array
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

/**
 * Resamples one channel by a Kaiser-windowed polyphase sinc of linear phase and zero delay; the signal counts as
 * zero outside. The stopband begins at half the lower rate; the passband is flat to 0.465 of it.
 *
 * @param fromRate Hz, a whole number
 * @param toRate Hz, a whole number, at most 256 times more or less
 * @returns round(length * toRate / fromRate) samples; at equal rates the samples themselves
 * @throws ShellacError 'bad-argument'
 */
export function resample(samples: Samples, fromRate: number, toRate: number): Float64Array {
  const resampler = createResampler(fromRate, toRate)
  const first = resampler.push(samples)
  const rest = resampler.finish()
  const output = new Float64Array(first.length + rest.length)
  output.set(first)
  output.set(rest, first.length)
  return output
}

/** Streaming form of `resample`, with its limits and errors. */
export function createResampler(fromRate: number, toRate: number): Resampler {
  checkRate(fromRate)
  checkRate(toRate)
  if (Math.max(fromRate / toRate, toRate / fromRate) > LARGEST_RATIO) {
    throw new ShellacError(
      'bad-argument',
      `Cannot convert ${fromRate} Hz to ${toRate} Hz: the rates may differ by a factor of ${LARGEST_RATIO}.`,
    )
  }
  if (fromRate === toRate)
    return { push: (block) => Float64Array.from(block), finish: () => new Float64Array() }
  return createPolyphase(fromRate, toRate)
}

function checkRate(rate: number): void {
  if (Number.isSafeInteger(rate) && rate > 0) return
  throw new ShellacError('bad-argument', `The sample rate ${rate} Hz is not a whole number above zero.`)
}

function createPolyphase(fromRate: number, toRate: number): Resampler {
  const divisor = greatestCommonDivisor(fromRate, toRate)
  const up = toRate / divisor
  const down = fromRate / divisor
  const kernel = createKernel(up, Math.max(1, fromRate / toRate))
  const before = kernel.taps / 2 - 1

  // `pending` starts with zeros before the signal; `position` is the input sample, in `pending`, before the output.
  let pending = new Float64Array(before)
  let position = before
  let phase = 0
  let inputLength = 0
  let outputLength = 0

  function produce(limit: number): Float64Array {
    const output = new Float64Array(limit)
    let count = 0
    while (count < limit && position + kernel.taps / 2 < pending.length) {
      output[count++] = kernel.apply(pending, position - before, phase)
      phase += down
      position += Math.floor(phase / up)
      phase %= up
    }
    const used = Math.min(position - before, pending.length)
    pending = pending.slice(used)
    position -= used
    outputLength += count
    return output.slice(0, count)
  }

  return {
    push(block) {
      pending = concatenate(pending, block)
      inputLength += block.length
      return produce(Math.ceil((pending.length * up) / down) + 1)
    },
    finish() {
      const total = Math.round((inputLength * up) / down)
      pending = concatenate(pending, new Float64Array(kernel.taps + Math.ceil(down / up)))
      return produce(total - outputLength)
    },
  }
}

interface PolyphaseKernel {
  readonly taps: number
  /** The output `phase` / up samples after input[start + taps / 2 - 1]. */
  apply(input: Float64Array, start: number, phase: number): number
}

function createKernel(up: number, widening: number): PolyphaseKernel {
  const halfWidth = HALF_WIDTH * widening
  const shape = { halfWidth, cutoff: (0.5 - TRANSITION / 2) / widening, beta: BETA }
  const taps = tapCount(halfWidth)
  if (up * taps <= LARGEST_TABLE) {
    const rows = createRows({ count: up, first: 0, phases: up }, shape)
    return { taps, apply: (input, start, phase) => multiply(rows[phase], input, start) }
  }
  // One row before and two after the phases 0..1, for the four points of the cubic.
  const rows = createRows({ count: INTERPOLATED_PHASES + 3, first: -1, phases: INTERPOLATED_PHASES }, shape)
  return {
    taps,
    apply(input, start, phase) {
      const exact = (phase / up) * INTERPOLATED_PHASES
      const row = Math.floor(exact)
      const weights = cubicWeights(exact - row)
      let sum = 0
      for (let i = 0; i < 4; i++) sum += weights[i] * multiply(rows[row + i], input, start)
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

function multiply(row: Float64Array, input: Float64Array, start: number): number {
  let sum = 0
  for (let tap = 0; tap < row.length; tap++) sum += row[tap] * input[start + tap]
  return sum
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

function concatenate(first: Float64Array, second: Samples): Float64Array<ArrayBuffer> {
  const joined = new Float64Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
