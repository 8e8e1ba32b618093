import { createFft } from '../../spectral/fft'
import type { Samples } from '../audioData'

/** Short-time spectra of two channels on the same frames; arrays are frameCount x binCount, row by row. */
export interface ChannelSpectra {
  /** Hz between bins; bin b lies at b * binWidth. */
  readonly binWidth: number
  readonly binCount: number
  readonly frameCount: number
  readonly sampleRate: number
  readonly leftRe: Float32Array
  readonly leftIm: Float32Array
  readonly rightRe: Float32Array
  readonly rightIm: Float32Array
}

/** Long enough to resolve 125 Hz, short enough to follow notes. */
const FRAME_SECONDS = 0.046
/** Enough for steady averages (Welch), and a bound on the work for long recordings. */
const MAXIMUM_FRAMES = 1000
/** The highest octave band, at 8 kHz, ends here. */
const HIGHEST_FREQUENCY = 8000 * Math.SQRT2
/** Frames this far below the mean power (-60 dB) are lead-in silence and say nothing. */
const SILENT_FRAME = 1e-6

/**
 * Hann-windowed spectra of frames spread evenly over the recording (overlapping by half in short ones), without
 * padding and without silent frames. Undefined when the channels are shorter than 8 frames of 64 samples,
 * or less than two frames hold sound.
 */
export function computeChannelSpectra(
  left: Samples,
  right: Samples,
  sampleRate: number,
): ChannelSpectra | undefined {
  const frameLength = chooseFrameLength(left.length, sampleRate)
  if (frameLength < 64) return undefined
  const starts = chooseFrames(left, right, frameLength)
  if (starts.length < 2) return undefined
  const binWidth = sampleRate / frameLength
  const binCount = Math.min(frameLength / 2, Math.floor(HIGHEST_FREQUENCY / binWidth) + 1)
  const leftSpectra = transformFrames(left, starts, { frameLength, binCount })
  const rightSpectra = transformFrames(right, starts, { frameLength, binCount })
  return {
    binWidth,
    binCount,
    frameCount: starts.length,
    sampleRate,
    leftRe: leftSpectra.re,
    leftIm: leftSpectra.im,
    rightRe: rightSpectra.re,
    rightIm: rightSpectra.im,
  }
}

function chooseFrameLength(length: number, sampleRate: number): number {
  const wanted = 2 ** Math.round(Math.log2(FRAME_SECONDS * sampleRate))
  const possible = 2 ** Math.floor(Math.log2(length / 8))
  return Math.min(wanted, possible)
}

function chooseFrames(left: Samples, right: Samples, frameLength: number): number[] {
  const last = left.length - frameLength
  const count = Math.min(MAXIMUM_FRAMES, Math.floor((2 * last) / frameLength) + 1)
  const starts = Array.from({ length: count }, (_, frame) =>
    Math.floor((frame * last) / Math.max(count - 1, 1)),
  )
  const powers = starts.map((start) => power(left, start, frameLength) + power(right, start, frameLength))
  const mean = powers.reduce((sum, value) => sum + value, 0) / count
  return starts.filter((_, frame) => powers[frame] > SILENT_FRAME * mean)
}

function power(samples: Samples, start: number, length: number): number {
  let sum = 0
  for (let i = start; i < start + length; i++) sum += samples[i] * samples[i]
  return sum
}

function transformFrames(
  samples: Samples,
  starts: readonly number[],
  { frameLength, binCount }: { frameLength: number; binCount: number },
): { re: Float32Array; im: Float32Array } {
  const fft = createFft(frameLength)
  const window = Float64Array.from(
    { length: frameLength },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frameLength),
  )
  const frame = new Float64Array(frameLength)
  const frameRe = new Float64Array(fft.binCount)
  const frameIm = new Float64Array(fft.binCount)
  const re = new Float32Array(starts.length * binCount)
  const im = new Float32Array(starts.length * binCount)
  starts.forEach((start, row) => {
    for (let i = 0; i < frameLength; i++) frame[i] = samples[start + i] * window[i]
    fft.forwardReal(frame, frameRe, frameIm)
    re.set(frameRe.subarray(0, binCount), row * binCount)
    im.set(frameIm.subarray(0, binCount), row * binCount)
  })
  return { re, im }
}

/** Welch averages of every bin: powers of both channels and the cross-spectrum left x conj(right). */
export interface CrossSpectrum {
  readonly left: Float64Array
  readonly right: Float64Array
  readonly crossRe: Float64Array
  readonly crossIm: Float64Array
  /** Magnitude-squared coherence 0..1, its bias by the finite number of frames taken off. */
  readonly coherence: Float64Array
}

/** Averages over the frames (Welch 1967); the coherence bias is 1 / frames (Carter, Knapp and Nuttall 1973). */
export function averageCrossSpectrum(spectra: ChannelSpectra): CrossSpectrum {
  const { binCount, frameCount, leftRe, leftIm, rightRe, rightIm } = spectra
  const [left, right, crossRe, crossIm, coherence] = Array.from(
    { length: 5 },
    () => new Float64Array(binCount),
  )
  for (let i = 0; i < frameCount * binCount; i++) {
    const bin = i % binCount
    left[bin] += leftRe[i] * leftRe[i] + leftIm[i] * leftIm[i]
    right[bin] += rightRe[i] * rightRe[i] + rightIm[i] * rightIm[i]
    crossRe[bin] += leftRe[i] * rightRe[i] + leftIm[i] * rightIm[i]
    crossIm[bin] += leftIm[i] * rightRe[i] - leftRe[i] * rightIm[i]
  }
  for (let bin = 0; bin < binCount; bin++) {
    const product = left[bin] * right[bin]
    const raw = product > 0 ? (crossRe[bin] ** 2 + crossIm[bin] ** 2) / product : 0
    coherence[bin] = Math.max(0, (raw - 1 / frameCount) / (1 - 1 / frameCount))
  }
  return { left, right, crossRe, crossIm, coherence }
}
