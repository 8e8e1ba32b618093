import type { PowerSpectrogram } from '../../spectral/powerSpectrogram'
import { smoothnessPenalty } from '../divergence'
import { factorFloor, type Factors, type RealArray } from '../factors'
import type { Solver } from '../solver'
import { createStatistics, emptyStatistics } from '../statistics'

/**
 * The space-alternating EM algorithm of Fevotte, Bertin, Durrieu 2009 (section 3, SAGE) with the smoothness penalty in
 * its M-step: the slow baseline that other algorithms are compared with. The complete data of a step is one component;
 * its posterior power is Vk = m^2 V + (1 - m) w h with m = w h / Vh. Changes `factors` in place.
 */
export function createSpaceAlternatingEm(
  spectrogram: PowerSpectrogram,
  factors: Factors,
  smoothness: number,
): Solver {
  const { V, binCount, frameCount, stride } = spectrogram
  const model = new Float64Array(binCount * frameCount)
  const posterior = new Float64Array(binCount * frameCount)
  const means = new Float64Array(frameCount)
  const gains = new Float64Array(frameCount)

  const sums = createStatistics(spectrogram, factors.componentCount)
  const unused = emptyStatistics(factors.H)

  function evaluate(): number {
    const divergence = sums.activationStatistics(factors, unused)
    return smoothness === 0 ? divergence : divergence + smoothness * smoothnessPenalty(factors)
  }

  /** Each component in turn, its activations, then its spectrum. */
  function step(): void {
    fillModel(factors, model)
    for (let k = 0; k < factors.componentCount; k++) stepComponent(k)
  }

  function stepComponent(k: number): void {
    const { H, componentCount } = factors
    const w = factors.W.subarray(k * binCount, (k + 1) * binCount)
    for (let n = 0; n < frameCount; n++) {
      gains[n] = H[n * componentCount + k]
      means[n] = expectFrame(w, gains[n], n)
    }
    maximiseActivations(gains, means, { smoothness, binCount })
    maximiseSpectrum(w)
    for (let n = 0; n < frameCount; n++) {
      H[n * componentCount + k] = Math.max(factorFloor, gains[n])
      const h = H[n * componentCount + k]
      const offset = n * binCount
      for (let f = 0; f < binCount; f++) model[offset + f] += w[f] * h
    }
  }

  /** E-step of one frame; takes the old component out of the model. Returns the sum over f of Vk / w. */
  function expectFrame(w: RealArray, h: number, n: number): number {
    const [row, offset] = [n * stride, n * binCount]
    let sum = 0
    for (let f = 0; f < binCount; f++) {
      const component = w[f] * h
      const mask = component / model[offset + f]
      const power = mask * mask * V[row + f] + (1 - mask) * component
      posterior[offset + f] = power
      model[offset + f] -= component
      sum += power / w[f]
    }
    return sum
  }

  /** w_f = mean over n of Vk / h. */
  function maximiseSpectrum(w: RealArray): void {
    const sums = new Float64Array(binCount)
    for (let n = 0; n < frameCount; n++) {
      const h = Math.max(factorFloor, gains[n])
      const offset = n * binCount
      for (let f = 0; f < binCount; f++) sums[f] += posterior[offset + f] / h
    }
    for (let f = 0; f < binCount; f++) w[f] = Math.max(factorFloor, sums[f] / frameCount)
  }

  return { evaluate, step, factors: () => factors }
}

function fillModel(factors: Factors, model: Float64Array): void {
  const { W, H, binCount, frameCount, componentCount } = factors
  model.fill(0)
  for (let n = 0; n < frameCount; n++) {
    const offset = n * binCount
    for (let k = 0; k < componentCount; k++) {
      const h = H[n * componentCount + k]
      const w = k * binCount
      for (let f = 0; f < binCount; f++) model[offset + f] += W[w + f] * h
    }
  }
}

/** M-step of one row of H, even frames first, then odd ones; `means` holds S_n = sum over f of Vk / w. */
function maximiseActivations(
  gains: Float64Array,
  means: Float64Array,
  problem: { smoothness: number; binCount: number },
): void {
  const frameCount = gains.length
  const { smoothness, binCount } = problem
  if (smoothness === 0 || frameCount === 1) {
    for (let n = 0; n < frameCount; n++) gains[n] = means[n] / binCount
    return
  }
  for (const first of [0, 1]) {
    for (let n = first; n < frameCount; n += 2) gains[n] = activationRoot(gains, means, n, problem)
  }
}

/** Positive root of the quadratic of frame n, each in its numerically stable form. */
function activationRoot(
  gains: Float64Array,
  means: Float64Array,
  n: number,
  { smoothness, binCount }: { smoothness: number; binCount: number },
): number {
  const last = gains.length - 1
  if (n === last) return (means[n] + smoothness * gains[n - 1]) / (binCount + smoothness)
  const a = smoothness / gains[n + 1]
  if (n > 0) {
    const c = means[n] + smoothness * gains[n - 1]
    return (2 * c) / (binCount + Math.sqrt(binCount * binCount + 4 * a * c))
  }
  const b = binCount - smoothness
  const root = Math.sqrt(b * b + 4 * a * means[0])
  return b >= 0 ? (2 * means[0]) / (b + root) : (root - b) / (2 * a)
}
