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

/** Turns frame n into the spectra of all outputs, of that frame. */
export type FillSpectra = (frame: number, outputs: readonly Spectrum[]) => void

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
export function synthesise(framing: Framing, range: SynthesisRange, fill: FillSpectra): Float32Array[] {
  const { windowLength } = framing
  const length = range.end - range.start
  const fft = createFft(windowLength)
  const gain = synthesisWindow(framing)
  const pairCount = Math.ceil(range.outputCount / 2)
  const spectra = Array.from({ length: 2 * pairCount }, () => createSpectrum(fft.binCount))
  const wanted = spectra.slice(0, range.outputCount)
  const sums = Array.from({ length: range.outputCount }, () => new Float64Array(length))
  const first = new Float64Array(windowLength)
  const second = new Float64Array(windowLength)

  const lastFrame = length > 0 ? lastFrameOver(framing, range.end - 1) : -1
  for (let frame = firstFrameOver(framing, range.start); frame <= lastFrame; frame++) {
    fill(frame, wanted)
    const offset = frameStart(framing, frame) - range.start
    for (let pair = 0; pair < pairCount; pair++) {
      fft.inverseRealPair(spectra[2 * pair], spectra[2 * pair + 1], first, second)
      addWindowed(sums[2 * pair], first, gain, offset)
      if (2 * pair + 1 < range.outputCount) addWindowed(sums[2 * pair + 1], second, gain, offset)
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
