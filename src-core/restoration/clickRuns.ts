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

/** What makes a click. Lengths in samples. */
export interface ClickRule {
  /** A click begins where a sample surprises by more than this, in typical residuals ... */
  readonly seed: number
  /** ... and reaches as far as the smoothed surprise exceeds this. */
  readonly edge: number
  /** Unsurprising samples that do not end a click. */
  readonly hangOver: number
  /** Added on both sides. */
  readonly margin: number
  /** What is longer is no click but a sound. */
  readonly longest: number
  /** Where `beside` samples on either side surprise by more than `calm` (root mean square), a sound sets in or drums: no click. */
  readonly beside: number
  readonly calm: number
}

/** The smoothed surprise is the root mean square over 2 x 2 + 1 samples. */
const smoothingReach = 2

/** What is surprising for so many times the longest click is looked at piece by piece. */
const patience = 8

/** Samples behind a place that decide whether there is a click. */
export function foresight({ longest, hangOver, margin, beside }: ClickRule): number {
  return 1000 + (patience + 1) * longest + hangOver + margin + beside + smoothingReach
}

/** Samples before a place that decide. */
export function hindsight({ longest, margin, beside }: ClickRule): number {
  return 1000 + longest + margin + beside + smoothingReach
}

/**
 * The clicks that begin at samples from .. to - 1 of the surprise (those are seeds: a run may start a little earlier).
 * @param available samples of `surprise` that are filled
 * @returns runs in order, and the sample from which to go on: `to` or the end of a run beyond it
 */
export function findRuns(
  surprise: Surprise,
  rule: ClickRule,
  { from, to, available }: { readonly from: number; readonly to: number; readonly available: number },
): { readonly runs: Run[]; readonly next: number } {
  const { least, most } = surprise
  const runs: Run[] = []
  const edgeSquare = rule.edge ** 2 * (2 * smoothingReach + 1)

  function isSurprising(i: number): boolean {
    let sum = 0
    const last = Math.min(available - 1, i + smoothingReach)
    for (let j = Math.max(0, i - smoothingReach); j <= last; j++) sum += least[j] * least[j]
    return sum > edgeSquare
  }

  /** The last surprising sample in a direction, with at most hangOver others in between. */
  function grow(seed: number, step: 1 | -1, limit: number): number {
    let edge = seed
    for (let i = seed + step; i !== limit && Math.abs(i - edge) <= rule.hangOver + 1; i += step) {
      if (isSurprising(i)) edge = i
    }
    return edge
  }

  function isCalm(start: number, end: number): boolean {
    let sum = 0
    const first = Math.max(0, start)
    const last = Math.min(available, end)
    for (let i = first; i < last; i++) sum += least[i] * least[i]
    return sum <= rule.calm ** 2 * Math.max(1, last - first)
  }

  let position = from
  while (position < to) {
    if (most[position] <= rule.seed || !isSurprising(position)) {
      position++
      continue
    }
    const left = grow(position, -1, Math.max(-1, position - rule.longest))
    const right = grow(position, 1, Math.min(available, position + patience * rule.longest))
    const start = Math.max(0, left - rule.margin)
    const end = Math.min(available, right + 1 + rule.margin)
    position = right + 1
    if (end - start > rule.longest) continue
    if (!isCalm(start - rule.beside, start) || !isCalm(end, end + rule.beside)) continue
    const G = (globalThis as any).X ?? {}
    if (G.med) { const w = Math.round(G.medside * G.rate); const q = (a: number, b: number) => { const v = Array.from(least.subarray(Math.max(0, a), Math.min(available, b))).sort((x, y) => x - y); return v[v.length >> 1] ?? 0 }
      if (q(start - w, start) > G.med || q(end, end + w) > G.med) continue }
    if (G.peers) { const bin = Math.round(0.001 * G.rate), reach = Math.round(G.reach * G.rate); let count = 0; const own = Math.max(G.low, largest(least, start, end) * G.share)
      for (let b = start - bin; b > start - reach && b > 0; b -= bin) if (largest(least, Math.max(0, b - bin), b) > own) count++
      for (let b = end + bin; b < end + reach && b + bin < available; b += bin) if (largest(least, b, b + bin) > own) count++
      if (count >= G.peers) continue }
    runs.push({ start, end, surprise: largest(most, start, end) })
  }
  return { runs, next: position }
}

function largest(values: Float32Array, from: number, to: number): number {
  let found = 0
  for (let i = from; i < to; i++) if (values[i] > found) found = values[i]
  return found
}
