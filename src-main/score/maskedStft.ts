import type { Samples } from '@core/audio/audioData'
import { createFft, createSpectrum, type Fft, type Spectrum } from '@core/spectral/fft'
import { frameCountOf, frameStart, type Framing } from '@core/spectral/framing'

/** 2048 samples every 512: the framing of the reference figures. */
const framing: Framing = { windowLength: 2048, hop: 512 }

/** One frame of several signals, seen through the window of the reference figures. */
export interface ReferenceFrame {
  readonly mixture: Spectrum
  /** The spectrum that another signal has in this frame, into `out`. */
  transform(samples: Samples, out: Spectrum): void
}

export interface ReferenceFrames {
  readonly binCount: number
  /** Sum of the window. */
  readonly windowSum: number
}

export const referenceFrames: ReferenceFrames = {
  binCount: framing.windowLength / 2 + 1,
  windowSum: periodicHann(framing.windowLength).reduce((sum, value) => sum + value, 0),
}

/**
 * The stft of a recording (periodic Hann window) times masks, inverted by weighted overlap-add.
 * @param count how many outputs
 * @param fillMasks gains of each output in the present frame, one array of binCount values each
 * @returns the outputs, each as long as the recording
 */
export function separateByMasks(
  recording: Samples,
  count: number,
  fillMasks: (frame: ReferenceFrame, masks: readonly Float64Array[]) => void,
): Float64Array[] {
  const { windowLength } = framing
  const fft = createFft(windowLength)
  const window = periodicHann(windowLength)
  const synthesisWindow = dividedByOverlap(window)
  const evenCount = 2 * Math.ceil(count / 2)
  const spectra = Array.from({ length: evenCount }, () => createSpectrum(fft.binCount))
  const masks = spectra.slice(0, count).map(() => new Float64Array(fft.binCount))
  const mixture = createSpectrum(fft.binCount)
  const frames = spectra.map(() => new Float64Array(windowLength))
  const outputs = masks.map(() => new Float64Array(recording.length))

  const frameCount = frameCountOf(framing, recording.length)
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frameStart(framing, frame)
    transform(fft, { samples: recording, start, window }, mixture)
    fillMasks(
      { mixture, transform: (samples, out) => transform(fft, { samples, start, window }, out) },
      masks,
    )
    masks.forEach((mask, j) => multiply(mixture, mask, spectra[j]))
    for (let j = 0; j < evenCount; j += 2) {
      fft.inverseRealPair(spectra[j], spectra[j + 1], frames[j], frames[j + 1])
    }
    outputs.forEach((output, j) => overlapAdd(output, { frame: frames[j], start, window: synthesisWindow }))
  }
  return outputs
}

function multiply({ re, im }: Spectrum, mask: Float64Array, out: Spectrum): void {
  for (let bin = 0; bin < re.length; bin++) {
    out.re[bin] = mask[bin] * re[bin]
    out.im[bin] = mask[bin] * im[bin]
  }
}

interface FrameOf {
  readonly samples: Samples
  /** First sample; samples outside the signal are zero. */
  readonly start: number
  readonly window: Float64Array
}

function transform(fft: Fft, { samples, start, window }: FrameOf, out: Spectrum): void {
  const windowed = window.map((gain, i) => gain * (samples[start + i] ?? 0))
  fft.forwardReal(windowed, out.re, out.im)
}

interface FrameToAdd {
  readonly frame: Float64Array
  readonly start: number
  readonly window: Float64Array
}

function overlapAdd(output: Float64Array, { frame, start, window }: FrameToAdd): void {
  const from = Math.max(0, -start)
  const to = Math.min(frame.length, output.length - start)
  for (let i = from; i < to; i++) output[start + i] += frame[i] * window[i]
}

function periodicHann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length))
}

/** The window divided by the sum of the squares of all windows that overlap at that place. */
function dividedByOverlap(window: Float64Array): Float64Array {
  const { hop } = framing
  return window.map((value, i) => {
    let squares = 0
    for (let j = i % hop; j < window.length; j += hop) squares += window[j] * window[j]
    return value / squares
  })
}
