/** What all pictures begin with. */
import { ShellacError } from '@core/contract/errors'
import { frameGridOf, type FrameGrid, type TimeRange } from '@core/pictures/timeAxis'
import type { PictureText } from '@core/pictures/texts/pictureText'
import type { DecomposedDocument, PictureDocument } from './pictureDocument'

export interface DrawnPicture {
  /** A whole file. */
  readonly svg: string
  readonly text: PictureText<unknown>
}

/** @throws ShellacError 'bad-argument' where nothing is decomposed */
export function requireDecomposed({ name, decomposed }: PictureDocument): DecomposedDocument {
  if (decomposed) return decomposed
  throw new ShellacError('bad-argument', `${name} is not decomposed yet; there is only its spectrogram.`)
}

/** The range within the recording. @throws ShellacError 'bad-argument' for one that lies outside */
export function rangeWithin({ samples, sampleRate }: PictureDocument, range: TimeRange | null): TimeRange {
  const duration = samples.length / sampleRate
  if (!range) return { start: 0, end: duration }
  const [start, end] = [Math.max(0, range.start), Math.min(duration, range.end)]
  if (start < end) return { start, end }
  const message = `${range.start} to ${range.end} s is outside of the recording, which is ${duration.toFixed(3)} s long.`
  throw new ShellacError('bad-argument', message)
}

export function gridOf({ framing, sampleRate }: PictureDocument): FrameGrid {
  return frameGridOf(framing, sampleRate)
}
