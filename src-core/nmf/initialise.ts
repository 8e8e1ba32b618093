import { createRandom, type Random } from '../random'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import type { Factors } from './factors'

/** Frames averaged for a starting spectrum: this many on either side of the drawn one. */
const neighbours = 2
/** Share of the mean spectrum mixed into each starting spectrum, so that no bin of it starts near zero. */
const meanSpectrumShare = 0.3

/**
 * Seeded start from random frames: each spectrum is the mean of five neighbouring frames of V plus 0.3 of the mean spectrum,
 * sum 1; the gains are gamma distributed around the energy of their frame. W H has the mean of V.
 * @param seed any integer; the same seed gives the same factors
 */
export function initialFactors(spectrogram: PowerSpectrogram, componentCount: number, seed: number): Factors {
  const { binCount, frameCount } = spectrogram
  const random = createRandom(seed)
  const W = new Float32Array(componentCount * binCount)
  const H = new Float32Array(frameCount * componentCount)
  const mean = sumToOne(meanSpectrum(spectrogram, 0, frameCount))
  for (let k = 0; k < componentCount; k++) {
    const frame = Math.floor(random.uniform() * frameCount)
    const from = Math.max(0, frame - neighbours)
    const to = Math.min(frameCount, frame + neighbours + 1)
    const drawn = sumToOne(meanSpectrum(spectrogram, from, to))
    for (let f = 0; f < binCount; f++) {
      W[k * binCount + f] = (drawn[f] + meanSpectrumShare * mean[f]) / (1 + meanSpectrumShare)
    }
  }
  fillActivations(H, spectrogram, componentCount, random)
  return { W, H, binCount, frameCount, componentCount }
}

function fillActivations(H: Float32Array, spectrogram: PowerSpectrogram, K: number, random: Random): void {
  const { V, binCount, frameCount, stride } = spectrogram
  let totalPower = 0
  let totalGain = 0
  for (let n = 0; n < frameCount; n++) {
    let power = 0
    for (let f = 0; f < binCount; f++) power += V[n * stride + f]
    totalPower += power
    for (let k = 0; k < K; k++) {
      H[n * K + k] = gammaOfShapeTwo(random) * power
      totalGain += H[n * K + k]
    }
  }
  for (let i = 0; i < H.length; i++) H[i] *= totalPower / totalGain
}

/** Gamma distribution of shape 2 and mean 1: the mean of two exponential draws. */
function gammaOfShapeTwo(random: Random): number {
  return -0.5 * Math.log((1 - random.uniform()) * (1 - random.uniform())) + Number.EPSILON
}

function meanSpectrum(spectrogram: PowerSpectrogram, from: number, to: number): Float64Array {
  const { V, binCount, stride } = spectrogram
  const mean = new Float64Array(binCount)
  for (let n = from; n < to; n++) {
    for (let f = 0; f < binCount; f++) mean[f] += V[n * stride + f] / (to - from)
  }
  return mean
}

function sumToOne(spectrum: Float64Array): Float64Array {
  const sum = spectrum.reduce((total, value) => total + value, 0)
  return spectrum.map((value) => value / sum)
}
