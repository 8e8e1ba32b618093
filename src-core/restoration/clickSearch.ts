import type { Samples } from '../audio/audioData'
import { findRuns, foresight, hindsight, type ClickRule, type Run } from './clickRuns'
import type { Stretch } from './linearPrediction'
import { createResidualFrames, type Surprise } from './residualFrames'

/** How clicks are looked for. Lengths in samples. */
export interface SearchSettings {
  readonly blockLength: number
  /** Of the predictor that tells clicks from music. */
  readonly order: number
  readonly rule: ClickRule
}

/** Clicks in the order of time, told as soon as they are certain. */
export interface ClickSearch {
  /** Looks at the next frames; returns the clicks found. */
  advance(): Run[]
  /** Share of the recording that is done, 0 .. 1. */
  progress(): number
  /** No click that is still to be found begins before this sample. */
  decided(): number
  /** No sample before this one will be read again. */
  released(): number
}

/** Frames between two reports. They change nothing in what is found. */
const framesAtOnce = 32

/**
 * Searches samples, which may be changed where `released` allows.
 * @param mayHoldClicks says of a stretch whether it is worth the search; where it is not, nothing surprises
 */
export function createClickSearch(
  samples: Samples,
  { blockLength, order, rule }: SearchSettings,
  mayHoldClicks: (stretch: Stretch) => boolean = () => true,
): ClickSearch {
  const frames = createResidualFrames(samples.length, { blockLength, order })
  const { frameCount, hop } = frames
  const before = hindsight(rule)
  const capacity = before + foresight(rule) + (framesAtOnce + 1) * hop
  const surprise: Surprise = { least: new Float32Array(capacity), most: new Float32Array(capacity) }
  // Index 0 of the surprise is sample `base`; filled up to sample `filled`, looked at up to sample `position`.
  let base = 0
  let filled = 0
  let position = 0
  let frame = 0

  function forget(): void {
    const used = Math.max(0, position - before - base)
    for (const values of [surprise.least, surprise.most]) values.copyWithin(0, used, filled - base)
    base += used
  }

  function measureNext(): void {
    const at = frame * hop - base
    const block = frames.blockOf(frame)
    if (mayHoldClicks(block)) {
      filled += frames.measure(samples, frame, { surprise, at })
    } else {
      const count = Math.min(hop, samples.length - frame * hop)
      for (const values of [surprise.least, surprise.most]) values.fill(0, at, at + count)
      filled += count
    }
    frame++
  }

  return {
    advance() {
      forget()
      const end = Math.min(frameCount, frame + framesAtOnce)
      while (frame < end) measureNext()
      const certain = frame === frameCount ? filled : filled - foresight(rule)
      const stretch = { from: position - base, to: certain - base, available: filled - base }
      const { runs, next } = findRuns(surprise, rule, stretch)
      position = base + next
      return runs.map((run) => ({ ...run, start: run.start + base, end: run.end + base }))
    },
    progress: () => (frameCount === 0 ? 1 : frame / frameCount),
    decided: () => (frame === frameCount ? samples.length : Math.max(0, position - rule.longest - rule.margin)),
    released: () => (frame === frameCount ? samples.length : frames.blockOf(frame).from),
  }
}
