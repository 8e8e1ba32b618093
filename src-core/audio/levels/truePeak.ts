import type { Samples } from '../audioData'
import { innerProduct } from '../innerProduct'
import { fillKernelRow, largestGain, tapCount } from '../resampleKernel'

/** Highest value between the samples, over all channels, fed block by block. */
export interface TruePeakMeter {
  /** One array a channel, equally long. */
  push(channels: readonly Samples[]): void
  /** Highest magnitude so far, full scale = 1 */
  peak(): number
  /** The same in dBTP; -Infinity for silence. */
  decibels(): number
}

const HALF_WIDTH = 16
const BETA = 8
/** Kept just below half the rate, so that the kernel is flat to 0.42 of the rate. */
const CUTOFF = 0.485
/** Samples that are widened to 64 bits at a time, whatever the caller hands over at once. */
const BLOCK_LENGTH = 2 ** 16
/** Samples that are judged together whether they can hold the peak. */
const STRETCH_LENGTH = 64
/** Samples before a block that its first interpolated value reaches back to. */
export const PEAK_LOOKBACK = tapCount(HALF_WIDTH) - 1

/** Highest magnitude of the samples, of what lies between them, and of `known`. */
export type PeakSearch = (samples: Float64Array, known: number) => number

interface Interpolator {
  /** Taps of each phase between two samples */
  readonly rows: readonly Float64Array[]
  /** No signal of magnitude 1 comes out higher. */
  readonly reach: number
}

/**
 * True peak by ITU-R BS.1770-4 annex 2: the signal four times oversampled below 96 kHz, twice below 192 kHz, taken
 * as it is above. The interpolator is a Kaiser sinc of 32 taps a phase.
 */
export function createTruePeakMeter(sampleRate: number, channelCount: number): TruePeakMeter {
  const search = createPeakSearch(sampleRate)
  const histories = Array.from({ length: channelCount }, () => new Float64Array(PEAK_LOOKBACK))
  let highest = 0

  function pushBlock(channel: number, block: Samples): void {
    const joined = join(histories[channel], block)
    highest = search(joined, highest)
    histories[channel] = joined.slice(joined.length - PEAK_LOOKBACK)
  }

  return {
    push(channels) {
      for (let c = 0; c < channelCount; c++) {
        for (let from = 0; from < channels[c].length; from += BLOCK_LENGTH) {
          pushBlock(c, channels[c].subarray(from, from + BLOCK_LENGTH))
        }
      }
    },
    peak: () => withTails(),
    decibels: () => 20 * Math.log10(withTails()),
  }

  /** The last samples are judged as if silence followed, and stay open for what may yet come. */
  function withTails(): number {
    const silence = new Float64Array(PEAK_LOOKBACK + 1)
    return histories.reduce((most, history) => search(join(history, silence), most), highest)
  }
}

/**
 * The search behind the meter, for a signal in blocks that each begin with the last PEAK_LOOKBACK samples of the one
 * before.
 *
 * @param sampleRate Hz
 */
export function createPeakSearch(sampleRate: number): PeakSearch {
  const rows = createPeakRows(sampleRate)
  const interpolator = { rows, reach: Math.max(0, ...rows.map(largestGain)) }
  return (samples, known) => search(samples, interpolator, known)
}

function oversampling(sampleRate: number): number {
  if (sampleRate >= 192_000) return 1
  return sampleRate >= 96_000 ? 2 : 4
}

/**
 * Filters that give the values between two samples, PEAK_LOOKBACK + 1 taps each; none where the samples themselves are close enough.
 *
 * @param sampleRate Hz
 */
export function createPeakRows(sampleRate: number): Float64Array[] {
  return createRows(oversampling(sampleRate))
}

/** The phases between two samples; the samples themselves need no filter. */
function createRows(factor: number): Float64Array[] {
  return Array.from({ length: factor - 1 }, (_, i) => {
    const row = new Float64Array(tapCount(HALF_WIDTH))
    fillKernelRow(row, (i + 1) / factor, { halfWidth: HALF_WIDTH, cutoff: CUTOFF, beta: BETA })
    return row
  })
}

function search(samples: Float64Array, { rows, reach }: Interpolator, known: number): number {
  const end = samples.length - tapCount(HALF_WIDTH) + 1
  let highest = peakOf(samples, 0, samples.length, known)
  for (let from = 0; from < end; from += STRETCH_LENGTH) {
    const to = Math.min(end, from + STRETCH_LENGTH)
    const bound = reach * peakOf(samples, from, to + tapCount(HALF_WIDTH) - 1, 0)
    // Most of a recording is too quiet to hold its peak, and need not be interpolated.
    if (bound <= highest) continue
    for (const row of rows) highest = peakBetween(samples, row, from, to, highest)
  }
  return highest
}

function peakOf(samples: Float64Array, from: number, to: number, known: number): number {
  let highest = known
  for (let i = from; i < to; i++) {
    const magnitude = Math.abs(samples[i])
    if (magnitude > highest) highest = magnitude
  }
  return highest
}

function peakBetween(
  samples: Float64Array,
  row: Float64Array,
  from: number,
  to: number,
  known: number,
): number {
  let highest = known
  for (let start = from; start < to; start++) {
    const magnitude = Math.abs(innerProduct(row, samples, start))
    if (magnitude > highest) highest = magnitude
  }
  return highest
}

function join(history: Float64Array, block: Samples): Float64Array {
  const joined = new Float64Array(history.length + block.length)
  joined.set(history)
  joined.set(block, history.length)
  return joined
}
