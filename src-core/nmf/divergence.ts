import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import type { Factors } from './factors'

/**
 * Itakura-Saito divergence D(V | W H) = sum over f and n of V/Vh - log(V/Vh) - 1, straight from the definition (Fevotte,
 * Bertin, Durrieu 2009, eq. 9). The kernels compute the same figure on their way; this is the plain form.
 */
export function itakuraSaitoDivergence(spectrogram: PowerSpectrogram, factors: Factors): number {
  const { W, H, binCount, frameCount, componentCount } = factors
  let total = 0
  for (let n = 0; n < frameCount; n++) {
    for (let f = 0; f < binCount; f++) {
      let model = 0
      for (let k = 0; k < componentCount; k++) model += W[k * binCount + f] * H[n * componentCount + k]
      const ratio = spectrogram.V[n * spectrogram.stride + f] / model
      total += ratio - Math.log(ratio) - 1
    }
  }
  return total
}

/**
 * Smoothness penalty of the activations (Fevotte 2011): sum over k and n >= 2 of r - log r - 1 with
 * r = h_k(n-1) / h_k(n), the Itakura-Saito divergence between neighbouring gains. Depends on ratios only.
 */
export function smoothnessPenalty(factors: Factors): number {
  const { H, componentCount } = factors
  let total = 0
  let product = 1
  for (let i = componentCount; i < H.length; i++) {
    const ratio = H[i - componentCount] / H[i]
    total += ratio - 1
    product *= ratio
    if (product > 1e150 || product < 1e-150) {
      total -= Math.log(product)
      product = 1
    }
  }
  return total - Math.log(product)
}
