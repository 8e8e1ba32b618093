import type { Samples } from '../audio/audioData'
import { createFft, createSpectrum, type Spectrum } from './fft'
import { firstFrameOver, frameStart, lastFrameOver, type Framing } from './framing'
import { sineWindow } from './window'

/** Takes single frames of the short-time Fourier transform X of a signal; samples outside the signal are zero. */
export interface FrameAnalyser {
  readonly binCount: number
  /** Frame n of the signal -> binCount complex bins in `out`. */
  analyse(samples: Samples, frame: number, out: Spectrum): void
}

export function createFrameAnalyser(framing: Framing): FrameAnalyser {
  const fft = createFft(framing.windowLength)
  const window = sineWindow(framing.windowLength)
  const windowed = new Float64Array(framing.windowLength)

  function analyse(samples: Samples, frame: number, out: Spectrum): void {
    const start = frameStart(framing, frame)
    const from = Math.max(0, -start)
    const to = Math.min(framing.windowLength, samples.length - start)
    windowed.fill(0)
    for (let i = from; i < to; i++) windowed[i] = samples[start + i] * window[i]
    fft.forwardReal(windowed, out.re, out.im)
  }
  return { binCount: fft.binCount, analyse }
}

/** Gives the spectrum of frame n of signal j. Asked frame after frame, within each for all signals in order. */
export type FillSpectrum = (frame: number, signal: number, out: Spectrum) => void

/** What of the signals to synthesise: samples start .. end - 1 of each of `outputCount` signals. */
export interface SynthesisRange {
  readonly outputCount: number
  readonly start: number
  readonly end: number
}

/**
 * Inverse short-time Fourier transform of several signals at once, any stretch of it: overlap-add with the sine window,
 * divided by the sum of the squared windows (exact reconstruction at any hop). A sample comes out the same whatever
 * range it is asked in, because it is always summed over the same frames in the same order.
 * @returns outputCount arrays of end - start samples
 */
export function synthesise(framing: Framing, range: SynthesisRange, fill: FillSpectrum): Float32Array[] {
  const { windowLength } = framing
  const length = range.end - range.start
  const fft = createFft(windowLength)
  const gain = synthesisWindow(framing)
  const sums = Array.from({ length: range.outputCount }, () => new Float64Array(length))
  const spectra = [createSpectrum(fft.binCount), createSpectrum(fft.binCount)]
  const frames = [new Float64Array(windowLength), new Float64Array(windowLength)]

  const lastFrame = length > 0 ? lastFrameOver(framing, range.end - 1) : -1
  for (let frame = firstFrameOver(framing, range.start); frame <= lastFrame; frame++) {
    const offset = frameStart(framing, frame) - range.start
    // Two signals at a time; the last of an odd number is transformed beside what stands there from before.
    for (let j = 0; j < range.outputCount; j += 2) {
      const pair = sums.slice(j, j + 2)
      pair.forEach((_, i) => fill(frame, j + i, spectra[i]))
      fft.inverseRealPair(spectra[0], spectra[1], frames[0], frames[1])
      pair.forEach((sum, i) => addWindowed(sum, frames[i], gain, offset))
    }
  }
  return sums.map((sum) => new Float32Array(sum))
}

/** The sine window divided by the sum of the squares of all windows that overlap at that place. */
function synthesisWindow(framing: Framing): Float64Array {
  const { windowLength, hop } = framing
  const window = sineWindow(windowLength)
  return window.map((value, i) => {
    let squares = 0
    for (let j = i % hop; j < windowLength; j += hop) squares += window[j] * window[j]
    return value / squares
  })
}

function addWindowed(sum: Float64Array, frame: Float64Array, gain: Float64Array, offset: number): void {
  const from = Math.max(0, -offset)
  const to = Math.min(frame.length, sum.length - offset)
  for (let i = from; i < to; i++) sum[offset + i] += frame[i] * gain[i]
}
