import type { Samples } from '../audioData'
import {
  createMinimumFilter,
  createPeakFilter,
  createReleaseFilter,
  createSmoothingFilter,
} from './gainFilters'
import { PEAK_LOOKBACK } from './truePeak'

/** Keeps the true peak of a signal at a ceiling, fed block by block. */
export interface TruePeakLimiter {
  /** One array a channel, equally long; gives what can be told by now, somewhat later than it came. */
  push(channels: readonly Samples[]): Float32Array[]
  /** The rest: in all as many samples come out as went in. */
  finish(): Float32Array[]
  figures(): LimiterFigures
}

export interface LimiterFigures {
  /** How much the loudest moment was lowered, dB; 0 where nothing was. */
  readonly reduction: number
  /** Share of the samples that were lowered at all, 0 .. 1 */
  readonly share: number
}

export interface LimiterOptions {
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  /** Linear, full scale = 1 */
  readonly ceiling: number
}

/** Seconds before a peak in which the gain goes down. */
const LOOKAHEAD = 0.003
/** Seconds in which the gain comes back to 1 - 1/e of the way. */
const RELEASE = 0.1
/**
 * A gain that moves makes new values between the samples. The second stage finds what the first left; what the second leaves is of
 * second order and fits in the margin.
 */
const STAGES = 2
const MARGIN = 10 ** (-0.02 / 20)

/**
 * A look-ahead limiter. Each sample asks for the gain that brings the true peak around it (BS.1770-4, annex 2) to the ceiling. The least
 * gain within half the look-ahead is held, comes back exponentially, and is smoothed by a raised cosine as long as the look-ahead, so that
 * it has arrived when the peak does. All channels get one gain, so that nothing moves on the stage. A signal below the ceiling
 * passes bit for bit.
 */
export function createTruePeakLimiter(options: LimiterOptions): TruePeakLimiter {
  const stages = Array.from({ length: STAGES }, () => createStage(options))
  let delay = stages.reduce((sum, stage) => sum + stage.delay, 0)
  const tail = delay
  let count = 0
  let lowered = 0
  let least = 1

  function pass(channels: readonly Samples[]): Float32Array[] {
    const unity = new Float64Array(channels[0].length).fill(1)
    const out = stages.reduce<Signal>((signal, stage) => stage.push(signal), { channels, gains: unity })
    const dropped = Math.min(delay, unity.length)
    delay -= dropped
    for (let i = dropped; i < unity.length; i++) {
      count++
      if (out.gains[i] < 1) lowered++
      least = Math.min(least, out.gains[i])
    }
    return out.channels.map((channel) => Float32Array.from(channel.subarray(dropped)))
  }

  return {
    push: pass,
    finish: () => pass(Array.from({ length: options.channelCount }, () => new Float64Array(tail))),
    figures: () => ({ reduction: -20 * Math.log10(least), share: count > 0 ? lowered / count : 0 }),
  }
}

interface Signal {
  readonly channels: readonly Samples[]
  /** What was done to each sample so far, linear. */
  readonly gains: Float64Array
}

interface Stage {
  /** Samples by which its output is late. */
  readonly delay: number
  push(signal: Signal): Signal
}

function createStage({ sampleRate, channelCount, ceiling }: LimiterOptions): Stage {
  const half = Math.max(1, Math.round((LOOKAHEAD * sampleRate) / 2))
  const delay = (PEAK_LOOKBACK + 1) / 2 + 2 * half
  const peaks = createPeakFilter({ sampleRate, channelCount, floor: ceiling * MARGIN })
  const hold = createMinimumFilter(half)
  const release = createReleaseFilter(RELEASE * sampleRate)
  const smooth = createSmoothingFilter(half)
  const lines = Array.from({ length: channelCount + 1 }, () => createDelay(delay))
  return {
    delay,
    push({ channels, gains }) {
      const wanted = peaks(channels).map((peak) => Math.min(1, (ceiling * MARGIN) / peak))
      const own = smooth(release(hold(wanted)))
      const late = [...channels, gains].map((signal, i) => lines[i](signal))
      for (const signal of late) for (let i = 0; i < signal.length; i++) signal[i] *= own[i]
      return { channels: late.slice(0, channelCount), gains: late[channelCount] }
    },
  }
}

/** The same samples later; silence comes first. */
function createDelay(delay: number): (block: Samples) => Float64Array {
  let waiting = new Float64Array(delay)
  return (block) => {
    const joined = new Float64Array(delay + block.length)
    joined.set(waiting)
    joined.set(block, delay)
    waiting = joined.slice(block.length)
    return joined.slice(0, block.length)
  }
}
