import type { Samples } from '../audio/audioData'
import { backwardResidual, forwardResidual, type Stretch } from './linearPrediction'
import { createRobustPredictor } from './robustPredictor'

/**
 * How surprising samples are, in typical residuals of their surroundings. Index 0 is some sample of a recording. A click
 * surprises from both sides; where a sound sets in, only the past fails; what is near a click is told rightly from the far side alone.
 */
export interface Surprise {
  /** To who knows the samples before. */
  readonly byPast: Float32Array
  /** To who knows the samples after. */
  readonly byFuture: Float32Array
}

/** Where surprise is written: from index `at` on. */
export interface SurpriseTarget {
  readonly surprise: Surprise
  readonly at: number
}

export interface ResidualSettings {
  /** Samples, even: the predictor is fitted to so many. */
  readonly blockLength: number
  /** Taps of the predictor. */
  readonly order: number
  /** Samples, about 0.8 ms: the level of a block is that of differences over so many, in which rumble counts little. */
  readonly levelLag: number
}

/** A recording cut in half-overlapping blocks; each tells the surprise of the samples in its middle half, the frame. */
export interface ResidualFrames {
  readonly frameCount: number
  /** Samples of a frame; the last one may be shorter. */
  readonly hop: number
  /** Samples of the recording that decide about a frame. */
  blockOf(frame: number): Stretch
  /** Writes the surprise of the samples of a frame from index `at` on; returns how many samples that are. */
  measure(
    samples: Samples,
    frame: number,
    target: { readonly surprise: Surprise; readonly at: number },
  ): number
}

/** Recordings shorter than so many times the order tell too little: nothing surprises in them. */
const fewest = 4
/** A quarter of the last bit of 16: residuals below it are rounding. */
const smallestScale = 2 ** -17
/** Typical residuals count as this share of the level at least: what surprises in noise-free music alone is drowned by it. */
const smallestShare = 0.04
/** From the mean size of a difference of two samples to the standard deviation of one, if they were normal: sqrt(pi) / 2. */
const deviationOfDifferences = Math.sqrt(Math.PI) / 2

/** @param length samples of the recording, 1 or more */
export function createResidualFrames(
  length: number,
  { blockLength, order, levelLag }: ResidualSettings,
): ResidualFrames {
  const size = Math.min(blockLength, length)
  const hop = blockLength / 2
  const predictor = createRobustPredictor(size, Math.min(order, size - 1))
  const block = new Float64Array(size)
  const forward = new Float64Array(size)
  const backward = new Float64Array(size)

  function blockOf(frame: number): Stretch {
    const start = Math.max(0, Math.min(frame * hop - hop / 2, length - size))
    return { start, end: start + size }
  }

  function measure(samples: Samples, frame: number, { surprise, at }: SurpriseTarget): number {
    const { start, end } = blockOf(frame)
    const from = frame * hop - start
    const count = Math.min(hop, length - frame * hop)
    block.set(samples.subarray(start, end))
    const scale = size < fewest * order ? undefined : predictor.fit(block)
    if (scale === undefined) {
      for (const values of [surprise.byPast, surprise.byFuture]) values.fill(0, at, at + count)
      return count
    }
    residualsBothWays(block, { a: predictor.a, forward, backward }, { start: from, end: from + count })
    const unit = 1 / Math.max(scale, smallestScale, smallestShare * levelOf(block, levelLag))
    for (let i = 0; i < count; i++) {
      surprise.byPast[at + i] = Math.abs(forward[from + i]) * unit
      surprise.byFuture[at + i] = Math.abs(backward[from + i]) * unit
    }
    return count
  }

  return { frameCount: Math.ceil(length / hop), hop, blockOf, measure }
}

interface BothWays {
  readonly a: Float64Array
  readonly forward: Float64Array
  readonly backward: Float64Array
}

/** Where the block has too little before or behind a sample, the residual from the other side serves for both. */
function residualsBothWays(
  block: Float64Array,
  { a, forward, backward }: BothWays,
  { start, end }: Stretch,
): void {
  const first = Math.max(start, a.length - 1)
  const last = Math.min(end, block.length - a.length + 1)
  forwardResidual(block, { a, e: forward }, { start: first, end })
  backwardResidual(block, { a, e: backward }, { start, end: last })
  for (let i = start; i < first; i++) forward[i] = backward[i]
  for (let i = last; i < end; i++) backward[i] = forward[i]
}

function levelOf(block: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < block.length; i++) sum += Math.abs(block[i] - block[i - lag])
  return (deviationOfDifferences * sum) / block.length
}
