import type { Surprise } from './residualFrames'

/** What tells the sharp sounds of music from clicks. Lengths in samples, surprise in typical residuals. */
export interface MusicRule {
  /** Where so many samples on either side ... */
  readonly beside: number
  /** ... surprise by more than this (root mean square), a sound sets in or a drum is struck. */
  readonly calm: number
  /** Where so many samples on either side ... */
  readonly around: number
  /** ... surprise from the far side by more than this (median), a drum or a consonant goes on. Noise alone has 0.67. */
  readonly steady: number
  /** So far on either side, cut in pieces of `piece` samples, clicks that resemble are counted. */
  readonly company: number
  readonly piece: number
  /** Pieces that surprise by `resemblance` times the click itself, and by `noticed`, resemble it. */
  readonly resemblance: number
  readonly noticed: number
  /** From so many on they are the pulses of a reed, of lips or of a voice. */
  readonly companions: number
}

/** Samples on either side of a click that decide. */
export function guardReach({ beside, around, company, piece }: MusicRule): number {
  return Math.max(beside, around, company + 2 * piece)
}

/** Samples start .. end - 1 where `available` samples of the surprise are filled. */
export interface SurprisingRun {
  readonly start: number
  readonly end: number
  readonly available: number
}

/** Whether the surprise of a run comes from the music. */
export function isMusic(surprise: Surprise, rule: MusicRule, run: SurprisingRun): boolean {
  const { start, end, available } = run
  const before = (width: number): Span => ({ start: Math.max(0, start - width), end: start })
  const after = (width: number): Span => ({ start: end, end: Math.min(available, end + width) })
  return (
    restlessness(surprise, before(rule.beside)) > rule.calm ||
    restlessness(surprise, after(rule.beside)) > rule.calm ||
    median(surprise.byPast, before(rule.around)) > rule.steady ||
    median(surprise.byFuture, after(rule.around)) > rule.steady ||
    companionsOf(surprise, rule, run) >= rule.companions
  )
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Pieces that resemble the run; the piece next to it, where a click may ring on, does not count. */
function companionsOf(surprise: Surprise, rule: MusicRule, { start, end, available }: SurprisingRun): number {
  const { company, piece, resemblance, noticed } = rule
  const enough = Math.max(noticed, resemblance * largest(surprise, { start, end }))
  let count = 0
  for (let distance = piece; distance < company; distance += piece) {
    const before = { start: Math.max(0, start - distance - piece), end: start - distance }
    const after = { start: end + distance, end: Math.min(available, end + distance + piece) }
    for (const span of [before, after]) if (largest(surprise, span) > enough) count++
  }
  return count
}

/** The largest of what surprises from both sides. */
function largest({ byPast, byFuture }: Surprise, { start, end }: Span): number {
  let found = 0
  for (let i = start; i < end; i++) {
    const least = byPast[i] < byFuture[i] ? byPast[i] : byFuture[i]
    if (least > found) found = least
  }
  return found
}

/** The root mean square of what surprises from both sides. */
function restlessness({ byPast, byFuture }: Surprise, { start, end }: Span): number {
  let sum = 0
  for (let i = start; i < end; i++) {
    const least = byPast[i] < byFuture[i] ? byPast[i] : byFuture[i]
    sum += least * least
  }
  return Math.sqrt(sum / Math.max(1, end - start))
}

function median(values: Float32Array, { start, end }: Span): number {
  return end > start ? values.slice(start, end).sort()[(end - start) >> 1] : 0
}
