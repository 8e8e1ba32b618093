import type { Factors } from '../nmf/factors'
import type { Framing } from '../spectral/framing'

/** Frames from .. to - 1. */
export interface FrameRange {
  readonly from: number
  readonly to: number
}

/** The frames of a decomposition. */
export interface FrameGrid {
  readonly framing: Framing
  /** Hz */
  readonly sampleRate: number
  readonly frameCount: number
}

/** Seconds. */
interface Seconds {
  readonly start: number
  readonly end: number
}

/** The frames of several stretches; those that hold none are left out. */
export function framesWithinEach(stretches: readonly Seconds[], grid: FrameGrid): FrameRange[] {
  return stretches.map((stretch) => framesWithin(stretch, grid)).filter(({ from, to }) => from < to)
}

/** The frames whose middle lies from `start` to before `end`. Empty (from = to) where no frame does. */
export function framesWithin({ start, end }: Seconds, grid: FrameGrid): FrameRange {
  const { windowLength, hop } = grid.framing
  // Frame n starts at n hop - (windowLength - hop): see framing.ts.
  const firstMiddle = hop - windowLength / 2
  const frameAt = (seconds: number): number =>
    Math.max(0, Math.min(grid.frameCount, Math.ceil((seconds * grid.sampleRate - firstMiddle) / hop)))
  const from = frameAt(start)
  return { from, to: Math.max(from, frameAt(end)) }
}

/** A component is noise when its mean gain where only noise sounds exceeds this share of its mean gain overall. */
const leadInShare = 0.5

/**
 * Components that sound where the person knows that there is only noise, such as the run-in groove: those whose mean gain
 * over the frames of `noiseOnly` exceeds half their mean gain over the whole recording.
 * @returns component numbers from 0, ascending
 */
export function componentsActiveIn(factors: Factors, noiseOnly: readonly FrameRange[]): number[] {
  const { frameCount, componentCount } = factors
  const within = meanGains(factors, noiseOnly)
  const overall = meanGains(factors, [{ from: 0, to: frameCount }])
  return Array.from({ length: componentCount }, (_, k) => k).filter(
    (k) => within[k] > leadInShare * overall[k],
  )
}

function meanGains({ H, componentCount }: Factors, ranges: readonly FrameRange[]): Float64Array {
  const means = new Float64Array(componentCount)
  const count = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  for (const { from, to } of ranges) {
    for (let n = from; n < to; n++) {
      for (let k = 0; k < componentCount; k++) means[k] += H[n * componentCount + k] / count
    }
  }
  return means
}
