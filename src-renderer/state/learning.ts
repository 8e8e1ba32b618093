/** Stretches of the recording that the next analysis is to learn from, as changes of the document. */
import { mostLearned } from '@core/project/limits'
import type { LearnedComponents, LearnedStretch } from '@core/project/project'
import type { TimeRange } from '@core/pictures/timeAxis'
import type { Work } from './work.svelte'
import type { WorkDocument } from './workDocument'

/** As a person reads it on strips and bands. */
export const noiseName = 'Noise'

/** Samples of a range in seconds, within the recording. */
export function samplesIn(
  { start, end }: TimeRange,
  { sampleRate, sampleCount }: WorkDocument['recording'],
): Pick<LearnedStretch, 'start' | 'end'> {
  const at = (seconds: number): number => Math.max(0, Math.min(sampleCount, Math.round(seconds * sampleRate)))
  return { start: at(start), end: at(end) }
}

/** Seconds of samples start .. end. */
export function rangeOf(
  { start, end }: Pick<LearnedStretch, 'start' | 'end'>,
  sampleRate: number,
): TimeRange {
  return { start: start / sampleRate, end: end / sampleRate }
}

/** Without what came of it. */
export function stretchOf({ components: _, ...stretch }: LearnedComponents): LearnedStretch {
  return stretch
}

export function learnNoise(work: Work, range: TimeRange): void {
  work.document.commit('Learn noise', (document) => {
    return withStretch(document, { name: noiseName, kind: 'noise', ...samplesIn(range, document.recording) })
  })
}

/** @param name of the source that alone sounds there */
export function learnSource(work: Work, range: TimeRange, name: string): void {
  const trimmed = name.trim()
  work.document.commit(`Learn ${trimmed}`, (document) => {
    return withStretch(document, { name: trimmed, kind: 'source', ...samplesIn(range, document.recording) })
  })
}

/** @param index of the stretch, from 0 */
export function forgetStretch(work: Work, index: number): void {
  const stretch = work.document.settled?.learned[index]
  if (!stretch) return
  work.document.commit(`Do not learn ${labelOf(stretch)}`, (document) => ({
    ...document,
    learned: document.learned.filter((_, i) => i !== index),
  }))
}

/** 'noise', or the name of the source. */
export function labelOf({ kind, name }: LearnedStretch): string {
  return kind === 'noise' ? noiseName.toLowerCase() : name
}

/** In the order of time. The same stretch twice is one; beyond the most there may be, nothing changes. */
export function withStretch(document: WorkDocument, stretch: LearnedStretch): WorkDocument {
  const { learned } = document
  const isThere = learned.some((it) => JSON.stringify(it) === JSON.stringify(stretch))
  if (isThere || learned.length >= mostLearned || stretch.end <= stretch.start) return document
  return { ...document, learned: [...learned, stretch].toSorted((a, b) => a.start - b.start) }
}
