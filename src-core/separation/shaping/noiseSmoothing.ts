import type { Factors } from '../../nmf/factors'
import { createMasker } from '../mask'
import type { ComponentWeights } from '../renderOutputs'

/** Writes the smoothed mask of frame n: binCount values, 0 .. 1. Not reentrant: one instance per caller. */
export type FillSmoothMask = (frame: number, mask: Float64Array) => void

/**
 * The mask of a group, averaged over neighbouring frames and then over neighbouring bins, each with a raised cosine and without what
 * lies beyond the edges. Single bins that go on and off by themselves, which are heard as musical noise, become a slow and
 * even gain. The same values come out in whatever order frames are asked for; in rising order it costs one mask a frame.
 * @param weights 1 for the members of the group, else 0
 * @param width whole frames and bins to either side
 */
export function createSmoothMask(
  factors: Factors,
  weights: ComponentWeights,
  width: { readonly frames: number; readonly bins: number },
): FillSmoothMask {
  const { binCount, frameCount } = factors
  const masker = createMasker(factors, [weights])
  const overFrames = raisedCosine(width.frames)
  const overBins = raisedCosine(width.bins)
  const kept = Array.from({ length: 2 * width.frames + 1 }, () => ({
    frame: -1,
    mask: new Float64Array(binCount),
  }))
  const average = new Float64Array(binCount)

  function maskOf(frame: number): Float64Array {
    const slot = kept[frame % kept.length]
    if (slot.frame === frame) return slot.mask
    slot.frame = frame
    masker.turnTo(frame)
    masker.fillPower(0, slot.mask)
    for (let f = 0; f < binCount; f++) slot.mask[f] /= masker.model[f]
    return slot.mask
  }

  function averageFrames(frame: number): void {
    average.fill(0)
    let total = 0
    for (let by = -width.frames; by <= width.frames; by++) {
      if (frame + by < 0 || frame + by >= frameCount) continue
      const weight = overFrames[Math.abs(by)]
      const mask = maskOf(frame + by)
      for (let f = 0; f < binCount; f++) average[f] += weight * mask[f]
      total += weight
    }
    for (let f = 0; f < binCount; f++) average[f] /= total
  }

  return (frame, mask) => {
    averageFrames(frame)
    averageBins(average, overBins, mask)
  }
}

function averageBins(values: Float64Array, weights: Float64Array, out: Float64Array): void {
  const reach = weights.length - 1
  for (let f = 0; f < values.length; f++) {
    let sum = 0
    let total = 0
    for (let g = Math.max(0, f - reach); g <= Math.min(values.length - 1, f + reach); g++) {
      sum += weights[Math.abs(g - f)] * values[g]
      total += weights[Math.abs(g - f)]
    }
    out[f] = Math.min(1, sum / total)
  }
}

/** Weights of what is 0, 1, .. `reach` away; what is further has none. */
function raisedCosine(reach: number): Float64Array {
  return Float64Array.from(
    { length: reach + 1 },
    (_, by) => 0.5 + 0.5 * Math.cos((Math.PI * by) / (reach + 1)),
  )
}
