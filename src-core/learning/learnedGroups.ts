import { ShellacError } from '../contract/errors'
import type { LearnedKind, LearnedStretch } from '../project/project'
import type { FrameRange } from '../separation/findNoise'
import { firstFrameOver, frameStart, lastFrameOver, type Framing } from '../spectral/framing'

/** What is learned together: all noise, or all stretches in which one source sounds alone. */
export interface LearnedGroup {
  readonly kind: LearnedKind
  /** Numbers of its stretches, from 0. */
  readonly stretches: readonly number[]
  /** Frames that lie wholly in one of its stretches: ascending, no frame twice. */
  readonly frames: readonly FrameRange[]
  readonly frameCount: number
  /** Spectra to learn, frameCount at most. */
  readonly columns: number
}

/** Spectra learned at most, of noise or of a source, with the evidence in docs/algorithm.md. */
const mostColumns = 8

/**
 * What can be learned from stretches of a recording of `sampleCount` samples: the sources in the order of their first stretch, the
 * noise last. Stretches of one source name are learned together, and so is all noise.
 * @throws ShellacError 'bad-argument' for a stretch that ends beyond the recording, or is too short to hold a frame
 */
export function learnedGroups(
  learned: readonly LearnedStretch[],
  framing: Framing,
  sampleCount: number,
): LearnedGroup[] {
  const names = learned.map(({ kind, name }) => (kind === 'noise' ? null : learnedName(name)))
  const ordered = [...new Set(names.filter((name) => name !== null)), ...(names.includes(null) ? [null] : [])]
  return ordered.map((name) => {
    const kind: LearnedKind = name === null ? 'noise' : 'source'
    const stretches = learned.flatMap((_, i) => (names[i] === name ? [i] : []))
    const frames = united(stretches.map((i) => framesIn(learned[i], framing, sampleCount)))
    const frameCount = frames.reduce((sum, { from, to }) => sum + to - from, 0)
    return { kind, stretches, frames, frameCount, columns: Math.min(mostColumns, frameCount) }
  })
}

/** Spectra of all groups together. */
export function columnsOf(groups: readonly LearnedGroup[]): number {
  return groups.reduce((sum, { columns }) => sum + columns, 0)
}

/** The name of a source as it is compared and stored. */
function learnedName(name: string): string {
  return name.trim().normalize('NFC')
}

function framesIn({ name, start, end }: LearnedStretch, framing: Framing, sampleCount: number): FrameRange {
  if (end > sampleCount) {
    const message = `A stretch to learn ${JSON.stringify(name)} from ends at sample ${end}; the recording has ${sampleCount}.`
    throw new ShellacError('bad-argument', message)
  }
  const { windowLength } = framing
  // The first frame that begins within it, and the last one that ends there.
  let from = firstFrameOver(framing, start)
  while (frameStart(framing, from) < start) from++
  let to = lastFrameOver(framing, end) + 1
  while (to > from && frameStart(framing, to - 1) + windowLength > end) to--
  if (to > from) return { from, to }
  const message = `A stretch to learn ${JSON.stringify(name)} from has ${end - start} samples; it needs ${windowLength + framing.hop} to hold a window.`
  throw new ShellacError('bad-argument', message)
}

/** Ranges without overlap, ascending. */
function united(ranges: readonly FrameRange[]): FrameRange[] {
  const result: { from: number; to: number }[] = []
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}
