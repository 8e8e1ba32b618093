/** The parts of a limiter: each takes blocks, gives blocks as long, and is late by a fixed count of samples. */
import type { Samples } from '../audioData'
import { innerProduct } from '../innerProduct'
import { largestGain } from '../resampleKernel'
import { createPeakRows, PEAK_LOOKBACK } from './truePeak'

type GainFilter = (gains: Float64Array) => Float64Array

const TAPS = PEAK_LOOKBACK + 1
const HALF = TAPS / 2
/** Samples that are judged together whether anything around them can reach the floor. */
const STRETCH = 64

/**
 * The highest true peak of all channels around each sample, late by HALF samples: of the sample and of the values to its left and right.
 * Where nothing reaches `floor`, the values between the samples are left out.
 */
export function createPeakFilter(options: {
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  readonly floor: number
}): (channels: readonly Samples[]) => Float64Array {
  const { floor, channelCount } = options
  const rows = createPeakRows(options.sampleRate)
  const reach = Math.max(1, ...rows.map(largestGain))
  const histories = Array.from({ length: channelCount }, () => new Float64Array(TAPS))
  const before = new Float64Array(channelCount)

  return (channels) => {
    const peaks = new Float64Array(channels[0].length)
    channels.forEach((block, c) => {
      const joined = new Float64Array(TAPS + block.length)
      joined.set(histories[c])
      joined.set(block, TAPS)
      histories[c] = joined.slice(block.length)
      before[c] = addPeaks(peaks, joined, before[c])
    })
    return peaks
  }

  /** joined[i + HALF] is the sample of peaks[i]. Returns the peak between the last one and the next. */
  function addPeaks(peaks: Float64Array, joined: Float64Array, between: number): number {
    for (let from = 0; from < peaks.length; from += STRETCH) {
      const to = Math.min(peaks.length, from + STRETCH)
      const mayReach = reach * highest(joined, from + 1, to + TAPS) > floor
      for (let i = from; i < to; i++) {
        const next = mayReach ? peakBetween(joined, i + 1) : 0
        peaks[i] = Math.max(peaks[i], Math.abs(joined[i + HALF]), between, next)
        between = next
      }
    }
    return between
  }

  function peakBetween(samples: Float64Array, start: number): number {
    let most = 0
    for (const row of rows) most = Math.max(most, Math.abs(innerProduct(row, samples, start)))
    return most
  }
}

function highest(samples: Float64Array, from: number, to: number): number {
  let most = 0
  for (let i = from; i < to; i++) most = Math.max(most, Math.abs(samples[i]))
  return most
}

/** The least gain within `half` samples to both sides, late by `half`. A queue of what may yet be the least: Lemire, 2006. */
export function createMinimumFilter(half: number): GainFilter {
  const window = 2 * half + 1
  const places = new Float64Array(window)
  const values = new Float64Array(window)
  let first = 0
  let length = 0
  let now = 0
  return (gains) =>
    gains.map((gain) => {
      if (length > 0 && places[first] <= now - window) {
        first = (first + 1) % window
        length--
      }
      while (length > 0 && values[(first + length - 1) % window] >= gain) length--
      const last = (first + length) % window
      places[last] = now++
      values[last] = gain
      length++
      return values[first]
    })
}

/** Nobody hears the end of a release: from here on the gain is 1. */
const NEARLY_ONE = 1 - 1e-6

/** Goes down at once and comes back exponentially. @param constant samples in which it comes 1 - 1/e of the way */
export function createReleaseFilter(constant: number): GainFilter {
  const decay = Math.exp(-1 / constant)
  let gain = 1
  return (gains) =>
    gains.map((wanted) => {
      const back = 1 - (1 - gain) * decay
      gain = Math.min(wanted, back > NEARLY_ONE ? 1 : back)
      return gain
    })
}

/** Mean by a raised cosine of `half` samples to both sides, late by `half`. Gains of 1 stay exactly 1. */
export function createSmoothingFilter(half: number): GainFilter {
  const taps = 2 * half + 1
  const cosine = Float64Array.from(
    { length: taps },
    (_, i) => 1 + Math.cos((Math.PI * (i - half)) / (half + 1)),
  )
  const sum = cosine.reduce((total, tap) => total + tap, 0)
  const row = cosine.map((tap) => tap / sum)
  let history = new Float64Array(taps - 1)
  return (gains) => {
    const losses = new Float64Array(taps - 1 + gains.length)
    losses.set(history)
    for (let i = 0; i < gains.length; i++) losses[taps - 1 + i] = 1 - gains[i]
    history = losses.slice(gains.length)
    let lastLoss = losses.subarray(0, taps - 1).findLastIndex((loss) => loss !== 0)
    return gains.map((_, i) => {
      if (losses[i + taps - 1] !== 0) lastLoss = i + taps - 1
      if (lastLoss < i) return 1
      return 1 - innerProduct(row, losses, i)
    })
  }
}
