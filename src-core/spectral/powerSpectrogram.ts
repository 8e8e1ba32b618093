import type { Samples } from '../audio/audioData'
import { createSpectrum } from './fft'
import { frameCountOf, type Framing } from './framing'
import { createFrameAnalyser } from './stft'

/** Power spectrogram V, frame-major: V[n * stride + f] > 0, mean 1. */
export interface PowerSpectrogram {
  readonly V: Float32Array | Float64Array
  readonly binCount: number
  readonly frameCount: number
  /** Entries from one frame to the next, binCount or more; what lies behind the bins of a frame is none of V. */
  readonly stride: number
}

/**
 * Constant added to V, relative to its mean. A floor is needed (at V = 0 the Itakura-Saito divergence is unbounded below);
 * -40 dB costs no quality and gains some at digital silence.
 */
export const powerFloor = 1e-4

/** After so many frames it is told how far it is: some hundredths of a second. */
const framesBetween = 4096

/** What `powerSpectrogram` tells, and where it writes. */
interface Analysis {
  /** Is told the share that is done, 0 .. 1, now and then. */
  readonly onShare?: (share: number) => void
  /** Room of the size of V; memory of its own if left out. */
  readonly room?: PowerSpectrogram | undefined
}

/**
 * V = (|X|^2 + floor) / mean: the only place where V is floored and scaled. The scale is of no consequence for the
 * factorisation (the divergence is scale-invariant), but keeps 32-bit floats in their best range. A silent recording
 * gives V = 1 everywhere.
 * @returns the room, filled, where there is one
 */
export function powerSpectrogram(
  samples: Samples,
  framing: Framing,
  { onShare, room }: Analysis = {},
): PowerSpectrogram {
  const analyser = createFrameAnalyser(framing)
  const { binCount } = analyser
  const frameCount = frameCountOf(framing, samples.length)
  const spectrogram = room ?? emptySpectrogram(binCount, frameCount)
  const { V, stride } = spectrogram
  const spectrum = createSpectrum(binCount)
  // Powers of a recording at an extreme level would leave the range of 32-bit floats.
  const unit = 1 / peakOf(samples)
  let total = 0
  for (let frame = 0; frame < frameCount; frame++) {
    if (frame % framesBetween === 0) onShare?.(frame / frameCount)
    analyser.analyse(samples, frame, spectrum)
    const offset = frame * stride
    for (let bin = 0; bin < binCount; bin++) {
      const re = spectrum.re[bin] * unit
      const im = spectrum.im[bin] * unit
      const power = re * re + im * im
      V[offset + bin] = power
      total += power
    }
  }
  floorAndScale(spectrogram, total / (frameCount * binCount))
  return spectrogram
}

function emptySpectrogram(binCount: number, frameCount: number): PowerSpectrogram {
  return { V: new Float32Array(frameCount * binCount), binCount, frameCount, stride: binCount }
}

function peakOf(samples: Samples): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}

function floorAndScale({ V, binCount, frameCount, stride }: PowerSpectrogram, mean: number): void {
  const scale = 1 / (mean * (1 + powerFloor))
  const floor = powerFloor * mean
  for (let n = 0; n < frameCount; n++) {
    const [from, to] = [n * stride, n * stride + binCount]
    if (mean > 0) for (let i = from; i < to; i++) V[i] = (V[i] + floor) * scale
    else V.fill(1, from, to)
  }
}
