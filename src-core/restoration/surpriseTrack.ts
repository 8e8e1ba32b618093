import type { Samples } from '../audio/audioData'
import type { Stretch } from './linearPrediction'
import { createResidualFrames, type ResidualSettings, type Surprise } from './residualFrames'

/** The surprise of a stretch of a recording that moves on: measured at its end, forgotten at its start. */
export interface SurpriseTrack {
  /** Index 0 is sample `base`. */
  readonly surprise: Surprise
  /** First sample that is still known. */
  readonly base: () => number
  /** Samples that are measured. */
  readonly measured: () => number
  /** Share of the recording that is measured, 0 .. 1. */
  readonly progress: () => number
  /** No sample before this one will be read any more. */
  readonly released: () => number
  /** Measures up to `count` more frames, after forgetting what is before sample `kept`. */
  advance(count: number, kept: number): void
}

export interface TrackSettings {
  readonly residual: ResidualSettings
  /** Samples that are kept besides a whole advance. */
  readonly keep: number
  /** Frames that are measured at once at most. */
  readonly framesAtOnce: number
  /** Says of a block whether it is worth the work; where it is not, nothing surprises. */
  readonly mayHoldClicks: (block: Stretch) => boolean
}

export function createSurpriseTrack(samples: Samples, settings: TrackSettings): SurpriseTrack {
  const frames = createResidualFrames(samples.length, settings.residual)
  const { frameCount, hop } = frames
  const capacity = settings.keep + (settings.framesAtOnce + 1) * hop
  const surprise = { byPast: new Float32Array(capacity), byFuture: new Float32Array(capacity) }
  const both = [surprise.byPast, surprise.byFuture]
  let base = 0
  let measured = 0
  let frame = 0

  function forgetBefore(kept: number): void {
    const used = Math.max(0, kept - base)
    for (const values of both) values.copyWithin(0, used, measured - base)
    base += used
  }

  function measureNext(): void {
    const at = measured - base
    if (settings.mayHoldClicks(frames.blockOf(frame))) {
      measured += frames.measure(samples, frame, { surprise, at })
    } else {
      measured += Math.min(hop, samples.length - measured)
      for (const values of both) values.fill(0, at, measured - base)
    }
    frame++
  }

  return {
    surprise,
    base: () => base,
    measured: () => measured,
    progress: () => (frameCount === 0 ? 1 : frame / frameCount),
    released: () => (frame === frameCount ? samples.length : frames.blockOf(frame).start),
    advance(count, kept) {
      forgetBefore(kept)
      for (let i = 0; i < count && frame < frameCount; i++) measureNext()
    },
  }
}
