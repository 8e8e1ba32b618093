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
  const fft = createFft(framing.windowLength)
  const gain = synthesisWindow(framing)
  const signals = Array.from({ length: range.outputCount }, () => createOverlapAdder(framing, range, gain))
  const spectra = [createSpectrum(fft.binCount), createSpectrum(fft.binCount)]
  const silence = createSpectrum(fft.binCount)

  const lastFrame = range.end > range.start ? lastFrameOver(framing, range.end - 1) : -1
  for (let frame = firstFrameOver(framing, range.start); frame <= lastFrame; frame++) {
    for (let j = 0; j < range.outputCount; j += 2) {
      const isPair = j + 1 < range.outputCount
      fill(frame, j, spectra[0])
      if (isPair) fill(frame, j + 1, spectra[1])
      const pair = fft.inverseInterleaved(spectra[0], isPair ? spectra[1] : silence)
      signals[j].add(frame, pair, 0)
      if (isPair) signals[j + 1].add(frame, pair, 1)
    }
  }
  return signals.map((signal) => signal.output)
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

interface OverlapAdder {
  readonly output: Float32Array
  /** Frame n of the signal: every second sample of `pair`, from `first` (0 or 1) on. */
  add(frame: number, pair: Float64Array, first: number): void
}

/**
 * Adds frames, windowed by `gain`, one after the other into one signal. Only what the next frame can still change is kept
 * as a sum: it stays in the processor's cache, where sums of the whole range would not.
 */
function createOverlapAdder(framing: Framing, range: SynthesisRange, gain: Float64Array): OverlapAdder {
  const { windowLength, hop } = framing
  const output = new Float32Array(range.end - range.start)
  // The last `hop` entries stay zero: no earlier frame reaches there.
  const pending = new Float64Array(windowLength)

  function add(frame: number, pair: Float64Array, first: number): void {
    const offset = frameStart(framing, frame) - range.start
    const from = Math.max(0, -offset)
    const to = Math.min(hop, output.length - offset)
    for (let i = from; i < to; i++) output[offset + i] = pending[i] + pair[2 * i + first] * gain[i]
    for (let i = hop; i < windowLength; i++) pending[i - hop] = pending[i] + pair[2 * i + first] * gain[i]
  }
  return { output, add }
}
