import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { smoothnessPenalty } from './divergence'
import { assignFactors, copyFactors, factorFloor, type Factors, type RealArray } from './factors'
import type { FactorUpdate, NmfKernels } from './kernels'
import { createStatistics, emptyStatistics } from './statistics'
import { multiplicativeStep, updateActivations } from './updates/activations'

/** Largest factor by which an entry may be extrapolated in one iteration. */
const largestRatio = Math.exp(3)

/**
 * The kernels in plain TypeScript, in the precision of the start: what the others are compared with, and the fallback where
 * they cannot run. `start` is not changed.
 * @param isHeldOut 1 for bins of V without weight, as holdOut gives it, which the cost does not count either
 */
export function createReferenceKernels(
  spectrogram: PowerSpectrogram,
  start: Factors,
  update: FactorUpdate,
  isHeldOut?: Uint8Array,
): NmfKernels {
  const { charge } = update
  const { smoothness } = update.activations
  const sums = createStatistics(spectrogram, start.componentCount, isHeldOut)
  const present = copyFactors(start)
  const result = copyFactors(start)
  const previous = copyFactors(start)
  const onActivations = emptyStatistics(start.H)
  const onDictionary = emptyStatistics(start.W)

  function evaluate(): number {
    const divergence = sums.activationStatistics(present, onActivations)
    const price = charge?.addToActivations(present, onActivations.Q) ?? 0
    return price + (smoothness === 0 ? divergence : divergence + smoothness * smoothnessPenalty(present))
  }

  function step(): void {
    if (update.fixedActivations.includes(false)) updateActivations(present, onActivations, update.activations)
    keepFixedActivations()
    if (update.fixedSpectra.includes(false)) updateDictionary()
    assignFactors(previous, result)
    assignFactors(result, present)
  }

  /** Rows of H do not see each other in an update: those that stay are put back. They are the same in every result. */
  function keepFixedActivations(): void {
    const { frameCount, componentCount } = present
    for (let k = 0; k < componentCount; k++) {
      if (!update.fixedActivations[k]) continue
      for (let i = k; i < frameCount * componentCount; i += componentCount) present.H[i] = result.H[i]
    }
  }

  function updateDictionary(): void {
    const { binCount, componentCount } = present
    sums.dictionaryStatistics(present, onDictionary)
    charge?.addToDictionary(present, onDictionary.Q)
    for (let k = 0; k < componentCount; k++) {
      if (update.fixedSpectra[k]) continue
      const column = [k * binCount, (k + 1) * binCount] as const
      const { P, Q } = onDictionary
      const statistics = { P: P.subarray(...column), Q: Q.subarray(...column) }
      multiplicativeStep(present.W.subarray(...column), statistics, update.dictionaryExponent)
    }
  }

  const remembered = [present, result, previous].flatMap(({ W, H }) => [W, H])
  const arrays = [...remembered, onActivations.P, onActivations.Q]

  return {
    state: () => ({ bytes: joined(arrays), numbers: [] }),
    restore: ({ bytes }) => part(bytes, arrays),
    evaluate,
    step,
    extrapolate(momentum) {
      extrapolate(present.W, previous.W, momentum)
      extrapolate(present.H, previous.H, momentum)
    },
    revert: () => assignFactors(present, result),
    factors: () => present,
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: RealArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function joined(arrays: readonly RealArray[]): Uint8Array {
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let place = 0
  for (const array of arrays) {
    bytes.set(bytesOf(array), place)
    place += array.byteLength
  }
  return bytes
}

function part(bytes: Uint8Array, arrays: readonly RealArray[]): void {
  const length = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
  if (bytes.length !== length) throw new RangeError(`A state of ${bytes.length} bytes instead of ${length}.`)
  let place = 0
  for (const array of arrays) {
    bytesOf(array).set(bytes.subarray(place, place + array.byteLength))
    place += array.byteLength
  }
}

/** x <- max(floor, x clip(x / previous)^b) */
function extrapolate(x: RealArray, previous: RealArray, b: number): void {
  for (let i = 0; i < x.length; i++) {
    const ratio = Math.min(largestRatio, Math.max(1 / largestRatio, x[i] / previous[i]))
    x[i] = Math.max(factorFloor, x[i] * Math.pow(ratio, b))
  }
}
