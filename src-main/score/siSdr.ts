import type { Samples } from '@core/audio/audioData'

/** What SI-SDR needs to know of an estimate e and a reference r. */
export interface Products {
  /** <e, e> */
  readonly estimateEnergy: number
  /** <e, r> */
  readonly crossProduct: number
  /** <r, r> */
  readonly referenceEnergy: number
}

/** Keeps a perfect estimate finite. */
const energyFloor = 1e-12

/**
 * Scale-invariant signal-to-distortion ratio, dB: the energy of the part of the estimate that is a multiple of the
 * reference, over the energy of the rest (Le Roux, Wisdom, Erdogan, Hershey 2019). -Infinity where the estimate holds
 * nothing of the reference.
 */
export function siSdrOf({ estimateEnergy, crossProduct, referenceEnergy }: Products): number {
  const explained = crossProduct ** 2 / (referenceEnergy + energyFloor)
  const rest = Math.max(0, estimateEnergy - explained)
  return 10 * Math.log10(explained / (rest + energyFloor))
}

/** SI-SDR of one signal against another of the same length, dB. */
export function siSdr(estimate: Samples, reference: Samples): number {
  return siSdrOf({
    estimateEnergy: innerProduct(estimate, estimate),
    crossProduct: innerProduct(estimate, reference),
    referenceEnergy: innerProduct(reference, reference),
  })
}

/** Sum of the products of two signals of the same length, in 64 bits. */
export function innerProduct(a: Samples, b: Samples): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
