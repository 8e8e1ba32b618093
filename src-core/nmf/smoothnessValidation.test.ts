import { describe, expect, it } from 'vitest'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { createRandom } from '../random'
import { factorize } from './factorize'
import { holdOut, withoutHeldOut } from './heldOut'
import { randomFactors, randomSpectrogram } from './randomProblem.testSupport'
import { createReferenceKernels } from './referenceKernels'
import { bestSmoothness, validateSmoothness, type SmoothnessScore } from './smoothnessValidation'

const settings = { componentCount: 3, maxIterations: 60, tolerance: 1e-4, seed: 2 }

function scoresOf(
  spectrogram: PowerSpectrogram,
  smoothnesses: readonly number[],
  stopAt = Infinity,
): SmoothnessScore[] {
  const iterations = validateSmoothness(spectrogram, { ...settings, smoothnesses })
  let step = iterations.next()
  while (!step.done) step = iterations.next(step.value.candidate >= stopAt ? 'stop' : undefined)
  return step.value
}

/** Exponential noise around gains that change slowly: `steps` frames from one level to the next. */
function slowMusic(steps: number): PowerSpectrogram {
  const random = createRandom(7)
  const [binCount, frameCount] = [48, 240]
  const levels = Array.from({ length: 3 }, () =>
    Array.from({ length: frameCount }, () => random.uniform() * 6 - 3),
  )
  const V = Float64Array.from({ length: binCount * frameCount }, (_, i) => {
    const [n, f] = [Math.floor(i / binCount), i % binCount]
    const model = levels.reduce((sum, row, k) => {
      const [from, part] = [Math.floor(n / steps), (n % steps) / steps]
      const level = row[from] * (1 - part) + row[from + 1] * part
      return sum + Math.exp(level) * Math.exp(-(((f - 8 - 16 * k) / 6) ** 2))
    }, 0.01)
    return -Math.log(1 - random.uniform()) * model + 1e-6
  })
  return { V, binCount, frameCount, stride: binCount }
}

describe('holding out', () => {
  it('takes about a tenth in blocks, the same for the same seed, and at most half a frame', () => {
    const isHeldOut = holdOut({ binCount: 257, frameCount: 600 }, 3)
    const share = isHeldOut.reduce((sum, it) => sum + it, 0) / isHeldOut.length
    expect(Math.abs(share - 0.1)).toBeLessThan(0.01)
    expect(holdOut({ binCount: 257, frameCount: 600 }, 3)).toEqual(isHeldOut)
    const small = holdOut({ binCount: 9, frameCount: 3000 }, 1)
    for (let n = 0; n < 3000; n++) {
      expect(small.subarray(9 * n, 9 * n + 9).reduce((sum, it) => sum + it, 0)).toBeLessThanOrEqual(4)
    }
  })

  it('a fit knows nothing of what is held out', () => {
    const spectrogram = randomSpectrogram({ binCount: 40, frameCount: 60, rank: 3, seed: 1 })
    const isHeldOut = holdOut(spectrogram, 1)
    const changed = { ...spectrogram, V: spectrogram.V.map((v, i) => (isHeldOut[i] === 1 ? 1e3 * v : v)) }
    const [one, other] = [spectrogram, changed].map((it) => {
      const start = randomFactors({ binCount: 40, frameCount: 60, componentCount: 3 }, 4)
      const kernels = createReferenceKernels(
        it,
        start,
        {
          activations: { smoothness: 10, relaxation: 'adaptive', order: 'red-black', sweeps: 1 },
          dictionaryExponent: 1,
          fixedSpectra: [false, false, false],
          fixedActivations: [false, false, false],
        },
        isHeldOut,
      )
      const costs = Array.from({ length: 12 }, () => {
        const cost = kernels.evaluate()
        kernels.step()
        return cost
      })
      return { costs, factors: kernels.factors() }
    })
    expect(other).toEqual(one)
    for (let i = 1; i < one.costs.length; i++) expect(one.costs[i]).toBeLessThan(one.costs[i - 1])
    expect(withoutHeldOut(changed, isHeldOut).V).toEqual(withoutHeldOut(spectrogram, isHeldOut).V)
  })
})

describe('validation of the smoothness', () => {
  it('prefers more of it for music that changes slowly, none of it never', () => {
    const candidates = [0, 1, 10, 100]
    const [fast, slow] = [slowMusic(3), slowMusic(60)].map((it) => scoresOf(it, candidates))
    expect(bestSmoothness(slow).smoothness).toBeGreaterThan(bestSmoothness(fast).smoothness)
    expect(bestSmoothness(fast).smoothness).toBeGreaterThan(0)
  })

  it('scores are finite, one a candidate, and the same for the same seed', () => {
    const scores = scoresOf(slowMusic(20), [1, 10])
    expect(scores.map(({ smoothness }) => smoothness)).toEqual([1, 10])
    for (const { heldOut } of scores) expect(heldOut).toBeGreaterThan(0)
    expect(scoresOf(slowMusic(20), [1, 10])).toEqual(scores)
  })

  it('a stop keeps the candidates that are done', () => {
    expect(scoresOf(slowMusic(20), [1, 3, 10], 2).map(({ smoothness }) => smoothness)).toEqual([1, 3])
  })

  it('the fit without anything held out is that of an analysis', () => {
    const spectrogram = slowMusic(20)
    const start = randomFactors({ binCount: 48, frameCount: 240, componentCount: 3 }, 4)
    const run = (isHeldOut?: Uint8Array) => {
      const it = factorize(
        spectrogram,
        { ...settings, smoothness: 10, algorithm: 'mu' },
        (...parts) => createReferenceKernels(...parts, isHeldOut),
        start,
      )
      let step = it.next()
      while (!step.done) step = it.next()
      return step.value.cost
    }
    expect(run(new Uint8Array(48 * 240))).toBe(run())
  })
})
