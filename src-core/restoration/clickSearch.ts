import type { Samples } from '../audio/audioData'
import { findRuns, foresight, hindsight, type ClickRule, type Run } from './clickRuns'
import type { Stretch } from './linearPrediction'
import type { ResidualSettings } from './residualFrames'
import { createSurpriseTrack } from './surpriseTrack'

/** How clicks are looked for. */
export interface SearchSettings {
  readonly residual: ResidualSettings
  readonly rule: ClickRule
}

/** Finds clicks in the order of time. */
export interface ClickSearch {
  /** Looks at about a second more; returns the clicks that have become certain. */
  advance(): Run[]
  /** Share of the recording that is done, 0 .. 1. */
  readonly progress: () => number
  /** No click that is still to be found begins before this sample. */
  readonly decided: () => number
  /** No sample before this one will be read any more: it may be changed. */
  readonly released: () => number
}

/** Frames of one advance. They change nothing in what is found. */
const framesAtOnce = 32

/**
 * A search of a whole recording.
 * @param mayHoldClicks says of stretches, in the order of time, whether they are worth the work
 */
export function createClickSearch(
  samples: Samples,
  { residual, rule }: SearchSettings,
  mayHoldClicks: (block: Stretch) => boolean = () => true,
): ClickSearch {
  const before = hindsight(rule)
  const behind = foresight(rule)
  const keep = before + behind
  const track = createSurpriseTrack(samples, { residual, keep, framesAtOnce, mayHoldClicks })
  let position = 0

  return {
    advance() {
      track.advance(framesAtOnce, position - before)
      const base = track.base()
      const available = track.measured() - base
      const to = track.progress() < 1 ? available - behind : available
      const { runs, next } = findRuns(track.surprise, rule, { from: position - base, to, available })
      position = base + next
      return runs.map((run) => ({ ...run, start: run.start + base, end: run.end + base }))
    },
    progress: track.progress,
    decided: () =>
      track.progress() < 1 ? Math.max(0, position - rule.longest - rule.margin) : samples.length,
    released: track.released,
  }
}
