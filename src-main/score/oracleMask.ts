import type { Samples } from '@core/audio/audioData'
import { createFft, createSpectrum, type Fft, type Spectrum } from '@core/spectral/fft'
import { frameCountOf, frameStart, type Framing } from '@core/spectral/framing'

/** 2048 samples every 512: the framing of the reference figures. */
const framing: Framing = { windowLength: 2048, hop: 512 }
/** Power added to the sum of all parts, for a window that sums to one. */
const powerFloor = 1e-15

/**
 * Upper bound for separation by masks: the stft of the recording (periodic Hann window) times the Wiener mask made from the
 * true parts, |P_j|^2 / sum over i of |P_i|^2, inverted by weighted overlap-add.
 * @param parts what the recording is the sum of, each as long as the recording
 * @returns the estimate of each part
 */
export function separateByOracle(recording: Samples, parts: readonly Samples[]): Float64Array[] {
  const { windowLength } = framing
  const fft = createFft(windowLength)
  const window = periodicHann(windowLength)
  const synthesisWindow = dividedByOverlap(window)
  const floor = powerFloor * window.reduce((sum, value) => sum + value, 0) ** 2
  const evenCount = 2 * Math.ceil(parts.length / 2)
  const spectra = Array.from({ length: evenCount }, () => createSpectrum(fft.binCount))
  const mixture = createSpectrum(fft.binCount)
  const frames = spectra.map(() => new Float64Array(windowLength))
  const outputs = parts.map(() => new Float64Array(recording.length))

  const frameCount = frameCountOf(framing, recording.length)
  for (let frame = 0; frame < frameCount; frame++) {
    const start = frameStart(framing, frame)
    transform(fft, { samples: recording, start, window }, mixture)
    parts.forEach((samples, j) => transform(fft, { samples, start, window }, spectra[j]))
    applyMasks(mixture, spectra.slice(0, parts.length), floor)
    for (let j = 0; j < evenCount; j += 2) {
      fft.inverseRealPair(spectra[j], spectra[j + 1], frames[j], frames[j + 1])
    }
    outputs.forEach((output, j) => overlapAdd(output, { frame: frames[j], start, window: synthesisWindow }))
  }
  return outputs
}

/** Overwrites the spectrum of each part by the spectrum of the recording times the mask of the part. */
function applyMasks(mixture: Spectrum, parts: readonly Spectrum[], floor: number): void {
  for (let bin = 0; bin < mixture.re.length; bin++) {
    let total = floor
    for (const { re, im } of parts) total += re[bin] * re[bin] + im[bin] * im[bin]
    for (const { re, im } of parts) {
      const mask = (re[bin] * re[bin] + im[bin] * im[bin]) / total
      re[bin] = mask * mixture.re[bin]
      im[bin] = mask * mixture.im[bin]
    }
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
