import { expect, it } from 'vitest'
import { learnDictionary } from '../learning/learnDictionary'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { createChargeTerm } from './charges'
import { itakuraSaitoDivergence } from './divergence'
import { factorize, type Algorithm } from './factorize'
import { initialFactors } from './initialise'
import { randomFactors, randomSpectrogram } from './randomProblem.testSupport'
import { createReferenceKernels } from './referenceKernels'
import { validateSmoothness } from './smoothnessValidation'
import { splitStart } from './splitStart'

const size = { binCount: 21, frameCount: 40, componentCount: 3 }
const packed = randomSpectrogram({ ...size, rank: 3, seed: 1 })
const factors = randomFactors(size, 2)
const settings = { componentCount: 3, smoothness: 10, maxIterations: 30, tolerance: 0, seed: 3 }

/** The same V with five entries between its frames that would spoil any sum. */
function spaced({ V, binCount, frameCount }: PowerSpectrogram): PowerSpectrogram {
  const stride = binCount + 5
  const rows = new Float64Array(frameCount * stride).fill(NaN)
  for (let n = 0; n < frameCount; n++) rows.set(V.subarray(n * binCount, (n + 1) * binCount), n * stride)
  return { V: rows, binCount, frameCount, stride }
}

function endOf<Result>(steps: Generator<unknown, Result, undefined>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

const factorised = (algorithm: Algorithm) => (spectrogram: PowerSpectrogram) =>
  endOf(factorize(spectrogram, { ...settings, algorithm }, createReferenceKernels))

const readers: Readonly<Record<string, (spectrogram: PowerSpectrogram) => unknown>> = {
  initialFactors: (spectrogram) => initialFactors(spectrogram, 3, 1),
  splitStart: (spectrogram) => splitStart(spectrogram, factors, { replaced: [1], into: 2, seed: 1 }),
  itakuraSaitoDivergence: (spectrogram) => itakuraSaitoDivergence(spectrogram, factors),
  'the algorithm accelerated': factorised('accelerated'),
  'the algorithm em': factorised('em'),
  validateSmoothness: (spectrogram) =>
    endOf(validateSmoothness(spectrogram, { ...settings, smoothnesses: [1, 10] })),
  createChargeTerm: (spectrogram) => {
    const cells = { frames: Int32Array.of(7, 39), bins: Int32Array.of(4, 20), payers: Int32Array.of(0, 1) }
    const charges = { ...cells, groups: [0, 1, 1], weights: Float32Array.of(1, 2) }
    return createChargeTerm(spectrogram, charges).addToActivations(factors, new Float64Array(120))
  },
  learnDictionary: (spectrogram) => {
    const frames = [
      { from: 2, to: 9 },
      { from: 30, to: 40 },
    ]
    const group = { kind: 'noise', stretches: [0], frames, frameCount: 17, columns: 2 } as const
    return endOf(learnDictionary(spectrogram, [group], settings, () => createReferenceKernels))
  },
}

it.each(Object.entries(readers))('%s sees nothing of what lies between two frames of V', (_, read) => {
  expect(read(spaced(packed))).toEqual(read(packed))
})
