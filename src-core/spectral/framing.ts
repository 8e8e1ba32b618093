import { decomposeRanges } from '../contract/decomposeRanges'
import { ShellacError } from '../contract/errors'

/** How a signal is cut into overlapping frames. Frame n starts at sample n * hop - (windowLength - hop). */
export interface Framing {
  /** Samples in a frame = FFT size, a power of two. */
  readonly windowLength: number
  /** Samples from frame to frame, 1 .. windowLength / 2. */
  readonly hop: number
}

const shortestWindow = 16

/**
 * The framing nearest to a wished window: the power of two closest to `milliseconds` on a logarithmic scale, because the
 * FFT wants one. 23 ms is 1024 samples at 44.1 kHz, 256 at 11.025 kHz.
 * @param milliseconds 2 .. 1000
 * @param overlap share of a frame that the next one covers, 0.5 .. 0.9375
 */
export function chooseFraming(milliseconds: number, overlap: number, sampleRate: number): Framing {
  const { windowMilliseconds: range, overlap: overlapRange } = decomposeRanges
  if (!(milliseconds >= range.minimum && milliseconds <= range.maximum)) {
    throw new ShellacError(
      'bad-argument',
      `window is ${milliseconds} ms; it must be from ${range.minimum} to ${range.maximum} ms`,
    )
  }
  if (!(overlap >= overlapRange.minimum && overlap <= overlapRange.maximum)) {
    throw new ShellacError(
      'bad-argument',
      `overlap is ${overlap}; it must be from ${overlapRange.minimum} to ${overlapRange.maximum}`,
    )
  }
  const exponent = Math.round(Math.log2((milliseconds / 1000) * sampleRate))
  const windowLength = Math.max(shortestWindow, 2 ** exponent)
  return { windowLength, hop: Math.max(1, Math.round(windowLength * (1 - overlap))) }
}

/** windowLength / 2 + 1 */
export function binCountOf(framing: Framing): number {
  return framing.windowLength / 2 + 1
}

/** Number of frames that together cover every one of `sampleCount` samples as often as any other sample. */
export function frameCountOf(framing: Framing, sampleCount: number): number {
  return sampleCount === 0 ? 0 : lastFrameOver(framing, sampleCount - 1) + 1
}

/** First sample of frame n; negative for the frames that reach over the start. */
export function frameStart(framing: Framing, frame: number): number {
  return frame * framing.hop - (framing.windowLength - framing.hop)
}

/** First frame that covers sample t (t >= 0). */
export function firstFrameOver(framing: Framing, sample: number): number {
  return Math.max(0, Math.ceil((sample + 1 - framing.hop) / framing.hop))
}

/** Last frame that covers sample t (t >= 0). */
export function lastFrameOver(framing: Framing, sample: number): number {
  return Math.floor((sample + framing.windowLength - framing.hop) / framing.hop)
}

/** Time of the middle of frame n, in seconds. */
export function frameTime(framing: Framing, frame: number, sampleRate: number): number {
  return (frameStart(framing, frame) + framing.windowLength / 2) / sampleRate
}
