import { guardReach, isMusic, type MusicRule } from './musicGuard'
import type { Surprise } from './residualFrames'

/** A run of samples that is a click. */
export interface Run {
  /** First sample */
  readonly start: number
  /** Sample behind the last */
  readonly end: number
  /** Largest surprise in it, in typical residuals. */
  readonly surprise: number
}

/** What makes a click. Lengths in samples, surprise in typical residuals. */
export interface ClickRule {
  /** A click begins where a sample surprises by more than this ... */
  readonly seed: number
  /** ... and reaches as far as the smoothed surprise exceeds this. */
  readonly edge: number
  /** Unsurprising samples that do not end a click. */
  readonly hangOver: number
  /** Added on both sides, at most half of hangOver: so clicks never meet. */
  readonly margin: number
  /** What is longer is no click but a sound. */
  readonly longest: number
  readonly music: MusicRule
}

/** The smoothed surprise is the root mean square over so many samples on either side and the one between. */
const smoothingReach = 2
/** What surprises for longer than so many times the longest click is looked at piece by piece. */
const patience = 8

/** Samples behind a place that decide whether there is a click. */
export function foresight({ longest, hangOver, margin, music }: ClickRule): number {
  return (patience + 1) * longest + hangOver + margin + guardReach(music) + smoothingReach
}

/** Samples before a place that decide. */
export function hindsight({ longest, margin, music }: ClickRule): number {
  return longest + margin + guardReach(music) + smoothingReach
}

/**
 * The clicks whose first seeds are among samples from .. to - 1 of the surprise; they may start a little earlier.
 * @param available samples of `surprise` that are filled
 * @returns runs in order, and the sample from which to go on: `to`, or the end of a run beyond it
 */
export function findRuns(
  surprise: Surprise,
  rule: ClickRule,
  { from, to, available }: { readonly from: number; readonly to: number; readonly available: number },
): { readonly runs: Run[]; readonly next: number } {
  const { byPast, byFuture } = surprise
  const isSurprising = createSmoother(surprise, rule.edge, available)
  const runs: Run[] = []

  /** The last surprising sample in a direction, with at most hangOver others in between. */
  function grow(seed: number, step: 1 | -1, limit: number): number {
    let edge = seed
    for (let i = seed + step; i !== limit && Math.abs(i - edge) <= rule.hangOver + 1; i += step) {
      if (isSurprising(i)) edge = i
    }
    return edge
  }

  let position = from
  while (position < to) {
    if (Math.max(byPast[position], byFuture[position]) <= rule.seed || !isSurprising(position)) {
      position++
      continue
    }
    const left = grow(position, -1, Math.max(-1, position - rule.longest))
    const right = grow(position, 1, Math.min(available, position + patience * rule.longest))
    const start = Math.max(0, left - rule.margin)
    const end = Math.min(available, right + 1 + rule.margin)
    position = right + 1
    if (end - start > rule.longest || isMusic(surprise, rule.music, { start, end, available })) continue
    runs.push({ start, end, surprise: most(surprise, start, end) })
  }
  return { runs, next: position }
}

function createSmoother(
  { byPast, byFuture }: Surprise,
  edge: number,
  available: number,
): (i: number) => boolean {
  const enough = edge ** 2 * (2 * smoothingReach + 1)
  return (i) => {
    const last = Math.min(available - 1, i + smoothingReach)
    let sum = 0
    for (let j = Math.max(0, i - smoothingReach); j <= last; j++) {
      const least = byPast[j] < byFuture[j] ? byPast[j] : byFuture[j]
      sum += least * least
    }
    return sum > enough
  }
}

function most({ byPast, byFuture }: Surprise, start: number, end: number): number {
  let found = 0
  for (let i = start; i < end; i++) found = Math.max(found, byPast[i], byFuture[i])
  return found
}
