import { createRandom } from '../random'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'

/** Share of the plane that is held out. */
const heldOutShare = 0.1
/** Blocks, because neighbouring bins and frames know each other: a single one could be guessed without any model. */
const blockBins = 8
const blockFrames = 3
/** A frame must keep most of its bins, or nothing tells its activations. */
const mostInFrame = 0.5

/**
 * Seeded choice of about a tenth of all bins in blocks of 8 bins by 3 frames: 1 where a bin is held out, frame after
 * frame, binCount entries each.
 * @param seed any integer
 */
export function holdOut(
  { binCount, frameCount }: Pick<PowerSpectrogram, 'binCount' | 'frameCount'>,
  seed: number,
): Uint8Array {
  const random = createRandom(seed)
  const isHeldOut = new Uint8Array(binCount * frameCount)
  for (let from = 0; from < frameCount; from += blockFrames) {
    const to = Math.min(frameCount, from + blockFrames)
    let held = 0
    for (let low = 0; low < binCount; low += blockBins) {
      const high = Math.min(binCount, low + blockBins)
      if (random.uniform() >= heldOutShare || held + high - low > mostInFrame * binCount) continue
      held += high - low
      for (let n = from; n < to; n++) isHeldOut.fill(1, n * binCount + low, n * binCount + high)
    }
  }
  return isHeldOut
}

/** V with the mean of each frequency, over the bins that are kept, in the place of those held out: so that a start knows nothing of them. */
export function withoutHeldOut(spectrogram: PowerSpectrogram, isHeldOut: Uint8Array): PowerSpectrogram {
  const { V, binCount, stride } = spectrogram
  const placeOf = (i: number): number => Math.floor(i / binCount) * stride + (i % binCount)
  const sums = new Float64Array(binCount)
  const counts = new Float64Array(binCount)
  for (let i = 0; i < isHeldOut.length; i++) {
    if (isHeldOut[i] === 1) continue
    sums[i % binCount] += V[placeOf(i)]
    counts[i % binCount] += 1
  }
  const known = V.slice()
  for (let i = 0; i < isHeldOut.length; i++) {
    if (isHeldOut[i] === 0) continue
    const f = i % binCount
    known[placeOf(i)] = counts[f] > 0 ? sums[f] / counts[f] : 1
  }
  return { ...spectrogram, V: known }
}
