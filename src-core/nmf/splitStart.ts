import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { factorFloor, type Factors } from './factors'
import { initialFactors } from './initialise'

/**
 * A start for decomposing some components again with all others fixed: first the others, in their order, then `into` pieces, drawn from
 * the frames of V as far as V belongs to the replaced ones, by their Wiener mask. Zeros, which no factors of this program have,
 * become the smallest factor.
 * @param replaced numbers from 0
 * @param seed any integer; the same seed gives the same start
 */
export function splitStart(
  spectrogram: PowerSpectrogram,
  factors: Factors,
  {
    replaced,
    into,
    seed,
  }: { readonly replaced: readonly number[]; readonly into: number; readonly seed: number },
): Factors {
  const rest = Array.from({ length: factors.componentCount }, (_, k) => k).filter(
    (k) => !replaced.includes(k),
  )
  const pieces = initialFactors(masked(spectrogram, factors, replaced), into, seed)
  const { binCount, frameCount } = factors
  const componentCount = rest.length + into
  const W = new Float32Array(componentCount * binCount)
  const H = new Float32Array(frameCount * componentCount)
  rest.forEach((k, j) => W.set(factors.W.subarray(k * binCount, (k + 1) * binCount), j * binCount))
  W.set(pieces.W, rest.length * binCount)
  for (let n = 0; n < frameCount; n++) {
    const row = n * componentCount
    rest.forEach((k, j) => (H[row + j] = factors.H[n * factors.componentCount + k]))
    H.set(pieces.H.subarray(n * into, (n + 1) * into), row + rest.length)
  }
  for (const entries of [W, H]) {
    for (let i = 0; i < entries.length; i++) entries[i] = Math.max(factorFloor, entries[i])
  }
  return { W, H, binCount, frameCount, componentCount }
}

/** V times the mask of some components, with a floor where they have nothing. */
function masked(
  spectrogram: PowerSpectrogram,
  factors: Factors,
  components: readonly number[],
): PowerSpectrogram {
  const { W, H, binCount, frameCount, componentCount } = factors
  const V = new Float32Array(binCount * frameCount)
  for (let n = 0; n < frameCount; n++) {
    for (let f = 0; f < binCount; f++) {
      let model = factorFloor
      let share = factorFloor
      for (let k = 0; k < componentCount; k++) {
        const power = W[k * binCount + f] * H[n * componentCount + k]
        model += power
        if (components.includes(k)) share += power
      }
      V[n * binCount + f] = (spectrogram.V[n * spectrogram.stride + f] * share) / model
    }
  }
  return { V, binCount, frameCount, stride: binCount }
}
