import type { Samples } from '@core/audio/audioData'
import { createSpectrum } from '@core/spectral/fft'
import { referenceFrames, separateByMasks } from './maskedStft'

/**
 * A plain Wiener gate, the textbook's way to remove stationary noise: every bin times max(0, 1 - mean noise power / power).
 * @param noise a stretch of noise alone
 */
export function gateNoise(recording: Samples, noise: Samples): Float64Array {
  const power = meanPower(noise)
  const [output] = separateByMasks(recording, 1, ({ mixture: { re, im } }, [mask]) => {
    for (let bin = 0; bin < mask.length; bin++) {
      mask[bin] = Math.max(0, 1 - power[bin] / (re[bin] ** 2 + im[bin] ** 2 + Number.MIN_VALUE))
    }
  })
  return output
}

/** Of all frames that lie wholly in the stretch, bin by bin. */
function meanPower(noise: Samples): Float64Array {
  const { binCount } = referenceFrames
  const power = new Float64Array(binCount)
  const windowLength = 2 * (binCount - 1)
  const spectrum = createSpectrum(binCount)
  let count = 0
  separateByMasks(noise, 0, (frame) => {
    frame.transform(noise, spectrum)
    count++
    for (let bin = 0; bin < binCount; bin++) power[bin] += spectrum.re[bin] ** 2 + spectrum.im[bin] ** 2
  })
  // The frames that reach over an end hold as much less as frames would if they were cut off.
  const share = noise.length / (noise.length + windowLength)
  return power.map((sum) => sum / (count * share))
}
