import type { Samples } from '@core/audio/audioData'
import { createSpectrum } from '@core/spectral/fft'
import { referenceFrames, separateByMasks } from './maskedStft'

/** Power added to the sum of all parts, for a window that sums to one. */
const powerFloor = 1e-15

/**
 * Upper bound for separation by masks: the Wiener mask made from the true parts, |P_j|^2 / sum over i of |P_i|^2.
 * @param parts what the recording is the sum of, each as long as the recording
 * @returns the estimate of each part
 */
export function separateByOracle(recording: Samples, parts: readonly Samples[]): Float64Array[] {
  const { binCount, windowSum } = referenceFrames
  const floor = powerFloor * windowSum ** 2
  const spectrum = createSpectrum(binCount)
  const total = new Float64Array(binCount)
  return separateByMasks(recording, parts.length, (frame, masks) => {
    total.fill(floor)
    parts.forEach((part, j) => {
      frame.transform(part, spectrum)
      for (let bin = 0; bin < binCount; bin++) {
        masks[j][bin] = spectrum.re[bin] ** 2 + spectrum.im[bin] ** 2
        total[bin] += masks[j][bin]
      }
    })
    for (const mask of masks) for (let bin = 0; bin < binCount; bin++) mask[bin] /= total[bin]
  })
}
