import { createRandom } from '../random'

/** White noise in -1 .. 1. */
export function whiteNoise(length: number, seed: number): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1)
}

/** Energy of the difference relative to the energy of the reference, dB; -Infinity where they are equal. */
export function errorInDecibels(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (actual.length !== reference.length)
    throw new RangeError(`${actual.length} for ${reference.length} samples`)
  let error = 0
  let energy = 0
  for (let i = 0; i < reference.length; i++) {
    error += (actual[i] - reference[i]) ** 2
    energy += reference[i] ** 2
  }
  if (error === 0) return -Infinity
  return 10 * Math.log10(error / energy)
}
