import type { Samples } from '../audio/audioData'
import { backwardResidual, forwardResidual, type Stretch } from './linearPrediction'
import { createRobustPredictor } from './robustPredictor'

/** How surprising samples are, in typical residuals of their surroundings. Index 0 is some first sample of a recording. */
export interface Surprise {
  /** By the past or by the future, whichever explains the sample better: high within clicks, low at the onset of a sound. */
  readonly least: Float32Array
  /** By the past or by the future, whichever explains it worse. */
  readonly most: Float32Array
}

/** A recording cut in half-overlapping blocks; each block tells the surprise of the samples of its middle, the frame. */
export interface ResidualFrames {
  readonly frameCount: number
  /** Samples of a frame; the last one may be shorter. */
  readonly hop: number
  /** Samples of the recording that decide about frame `frame`. */
  blockOf(frame: number): Stretch
  /** Writes the surprise of the samples of a frame from index `at` on; returns how many samples that are. */
  measure(samples: Samples, frame: number, target: { readonly surprise: Surprise; readonly at: number }): number
}

/** A quarter of the last bit of 16: no residual below it is told from rounding. */
const smallestScale = 2 ** -17

/** @param length samples of the recording, 1 or more */
export function createResidualFrames(
  length: number,
  { blockLength, order }: { readonly blockLength: number; readonly order: number },
): ResidualFrames {
  const size = Math.min(blockLength, length)
  const hop = blockLength / 2
  const predictor = createRobustPredictor(size, Math.min(order, Math.floor(size / 4)))
  const block = new Float64Array(size)
  const forward = new Float64Array(size)
  const backward = new Float64Array(size)

  function blockOf(frame: number): Stretch {
    const from = Math.max(0, Math.min(frame * hop - hop / 2, length - size))
    return { from, to: from + size }
  }

  /** Residuals of the frame at from .. to - 1 of the block; where one side is missing the other serves for both. */
  function measureResiduals({ from, to }: Stretch): void {
    const { a } = predictor
    const first = Math.max(from, a.length - 1)
    const last = Math.min(to, size - a.length + 1)
    forwardResidual(block, a, forward, { from: first, to })
    backwardResidual(block, a, backward, { from, to: last })
    for (let i = from; i < first; i++) forward[i] = backward[i]
    for (let i = last; i < to; i++) backward[i] = forward[i]
  }

  return {
    frameCount: Math.ceil(length / hop),
    hop,
    blockOf,
    measure(samples, frame, { surprise, at }) {
      const { from: start, to: end } = blockOf(frame)
      const from = frame * hop - start
      const count = Math.min(hop, length - frame * hop)
      block.set(samples.subarray(start, end))
      const scale = predictor.fit(block)
      if (scale === 0) {
        surprise.least.fill(0, at, at + count)
        surprise.most.fill(0, at, at + count)
        return count
      }
      measureResiduals({ from, to: from + count })
      const G = (globalThis as any).X ?? {}; let pw = 0; const d = Math.round((G.rate ?? 44100) * 0.0008); for (let i = d; i < size; i++) pw += Math.abs(block[i] - block[i - d]); const unit = 1 / Math.max(scale, smallestScale, (G.floor ?? 0.02) * 0.886 * pw / size)
      for (let i = 0; i < count; i++) {
        const past = Math.abs(forward[from + i]) * unit
        const future = Math.abs(backward[from + i]) * unit
        surprise.least[at + i] = past < future ? past : future
        surprise.most[at + i] = past < future ? future : past
      }
      return count
    },
  }
}
