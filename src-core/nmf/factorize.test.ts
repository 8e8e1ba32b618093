import { describe, expect, it } from 'vitest'
import { ShellacError } from '../contract/errors'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import { itakuraSaitoDivergence, smoothnessPenalty } from './divergence'
import { copyFactors, factorFloor, permuted, type Factors } from './factors'
import {
  algorithms,
  factorize,
  type Algorithm,
  type Factorization,
  type FactorizeSettings,
} from './factorize'
import { initialFactors } from './initialise'
import {
  inDoublePrecision,
  largestRelativeDifference,
  modelOf,
  randomFactors,
  randomSpectrogram,
  rescaled,
  sumOf,
} from './randomProblem.testSupport'
import { createReferenceKernels } from './referenceKernels'
import { createStatistics } from './statistics'

const settings: FactorizeSettings = {
  componentCount: 3,
  smoothness: 1,
  algorithm: 'mm',
  maxIterations: 30,
  tolerance: 0,
  seed: 1,
}
const spectrogram = randomSpectrogram({ binCount: 17, frameCount: 40, rank: 3, seed: 1 })

function run(
  target: PowerSpectrogram,
  changed: Partial<FactorizeSettings> = {},
  initial?: Factors,
): Factorization {
  const iterations = factorize(target, { ...settings, ...changed }, createReferenceKernels, initial)
  for (;;) {
    const step = iterations.next()
    if (step.done) return step.value
  }
}

/** The seeded start in 64 bits. */
const doubleStart = (target: PowerSpectrogram, componentCount: number): Factors =>
  inDoublePrecision(initialFactors(target, componentCount, 3))

const plainCost = (target: PowerSpectrogram, factors: Factors, smoothness: number): number =>
  itakuraSaitoDivergence(target, factors) + smoothness * smoothnessPenalty(factors)

/** The largest rise from one iteration to the next, relative to the cost and the number of bins. */
function largestRise(costCurve: readonly number[], target: PowerSpectrogram): number {
  const rises = costCurve
    .slice(1)
    .map((cost, i) => (cost - costCurve[i]) / (Math.abs(cost) + target.V.length))
  return Math.max(...rises)
}

describe.each(algorithms)('%s', (algorithm) => {
  const shapes = [
    { name: 'music', binCount: 17, frameCount: 40, componentCount: 3 },
    { name: 'silent frames', binCount: 17, frameCount: 40, componentCount: 3, silence: true },
    { name: 'one frame', binCount: 9, frameCount: 1, componentCount: 2 },
    { name: 'two frames', binCount: 9, frameCount: 2, componentCount: 2 },
    { name: 'one bin', binCount: 1, frameCount: 20, componentCount: 2 },
    { name: 'three bins', binCount: 3, frameCount: 20, componentCount: 2 },
    { name: 'more components than frames', binCount: 5, frameCount: 4, componentCount: 7 },
  ]
  const cases = shapes.flatMap((shape) => [0, 1, 10, 1000].map((smoothness) => ({ ...shape, smoothness })))

  it.each(cases)('never raises the cost: $name, smoothness $smoothness', ({ smoothness, ...shape }) => {
    const { componentCount } = shape
    const target = randomSpectrogram({ ...shape, rank: 3, seed: 5 })
    const changed = { algorithm, smoothness, componentCount, maxIterations: 60 }

    const double = run(target, changed, randomFactors(shape, 7)).costCurve
    expect(double).toHaveLength(61)
    expect(double.every(Number.isFinite)).toBe(true)
    expect(double[60]).toBeLessThan(double[0])
    expect(largestRise(double, target)).toBeLessThan(1e-12)

    const rounded = { ...target, V: Float32Array.from(target.V) }
    const single = run(rounded, changed).costCurve
    expect(single.every(Number.isFinite)).toBe(true)
    expect(largestRise(single, target)).toBeLessThan(1e-6)
  })

  it.each([0, 10, 100])(
    '32-bit factors reach the cost of 64-bit ones within 1e-6, smoothness %i',
    (smoothness) => {
      const target = randomSpectrogram({ binCount: 33, frameCount: 80, rank: 4, seed: 6 })
      const rounded = { ...target, V: Float32Array.from(target.V) }
      const start = initialFactors(rounded, 4, 2)
      const changed = { algorithm, smoothness, componentCount: 4, maxIterations: 100 }
      const single = run(rounded, changed, start)
      const double = run(rounded, changed, inDoublePrecision(start))
      expect(single.factors.W).toBeInstanceOf(Float32Array)
      expect(double.factors.W).toBeInstanceOf(Float64Array)
      expect(Math.abs(single.cost / double.cost - 1)).toBeLessThan(1e-6)
    },
  )

  // Few iterations: once an entry sits at the floor, which does not scale with it, the runs part.
  it('the scales of the columns of the start do not change W H, and powers of two not one bit', () => {
    const start = doubleStart(spectrogram, 3)
    const changed = { algorithm, maxIterations: 28 }
    const reference = run(spectrogram, changed, start)
    expect(run(spectrogram, changed, rescaled(start, [16, 0.5, 0.125]))).toEqual(reference)
    const scaled = run(spectrogram, changed, rescaled(start, [Math.exp(3), 0.7, Math.exp(-3)]))
    expect(largestRelativeDifference(modelOf(scaled.factors), modelOf(reference.factors))).toBeLessThan(1e-9)
    expect(largestRelativeDifference(scaled.costCurve, reference.costCurve)).toBeLessThan(1e-9)
  })

  it('the same seed gives the same bits, another seed another result', () => {
    const first = run(spectrogram, { algorithm, seed: 4 })
    expect(run(spectrogram, { algorithm, seed: 4 })).toEqual(first)
    expect(run(spectrogram, { algorithm, seed: 5 }).factors.W).not.toEqual(first.factors.W)
  })

  it.each([0, 7, 25])(
    'stop at iteration %i keeps the present factors, normalised, and their cost',
    (last) => {
      const iterations = factorize(spectrogram, { ...settings, algorithm }, createReferenceKernels)
      let step = iterations.next()
      while (!step.done && step.value.iteration < last) step = iterations.next()
      if (step.done) throw new Error('ended before the stop')
      const present = { ...step.value, factors: copyFactors(step.value.factors()) }
      const end = iterations.next('stop')
      if (!end.done) throw new Error('went on after the stop')

      const { factors, cost, costCurve, stopReason } = end.value
      expect(stopReason).toBe('stopped')
      expect(costCurve).toHaveLength(last + 1)
      expect(cost).toBe(present.cost)
      expect(largestRelativeDifference(modelOf(factors), modelOf(present.factors))).toBeLessThan(1e-6)
      for (let k = 0; k < 3; k++) {
        const column = factors.W.subarray(17 * k, 17 * k + 17)
        expect(sumOf(column)).toBeCloseTo(1, 6)
      }
      expect(Math.abs(plainCost(spectrogram, factors, 1) / cost - 1)).toBeLessThan(1e-6)
    },
  )
})

// The space-alternating EM takes the components one after the other, so there their order counts.
it.each(['mm', 'mu', 'accelerated'] as const)('%s: permuting the start permutes the result', (algorithm) => {
  const start = doubleStart(spectrogram, 5)
  const order = [3, 0, 4, 2, 1]
  const changed = { algorithm, componentCount: 5 }
  const reference = permuted(run(spectrogram, changed, start).factors, order)
  const result = run(spectrogram, changed, permuted(start, order)).factors
  expect(largestRelativeDifference(result.W, reference.W)).toBeLessThan(1e-9)
  expect(largestRelativeDifference(result.H, reference.H)).toBeLessThan(1e-9)
})

// The others take the exact minimiser in the outer frames as soon as there is any smoothness.
it.each(['mm', 'em'] as const)('%s: a vanishing smoothness gives the result of none', (algorithm) => {
  const start = doubleStart(spectrogram, 3)
  const reference = run(spectrogram, { algorithm, smoothness: 0, maxIterations: 10 }, start)
  const result = run(spectrogram, { algorithm, smoothness: 1e-13, maxIterations: 10 }, start)
  expect(largestRelativeDifference(modelOf(result.factors), modelOf(reference.factors))).toBeLessThan(1e-9)
})

// From a common start, because from a random one the algorithms may part into different minima.
it.each([1, 2, 3, 4, 5, 6])(
  'accelerated reaches the cost of 200 iterations of mm in a third of them (problem %i)',
  (seed) => {
    const target = randomSpectrogram({ binCount: 65, frameCount: 200, rank: 4, seed })
    for (const smoothness of [0, 10]) {
      const changed = { componentCount: 4, smoothness }
      const start = run(target, { ...changed, maxIterations: 60 }).factors
      const goal = run(target, { ...changed, maxIterations: 200 }, start).cost
      const accelerated = run(target, { ...changed, algorithm: 'accelerated', maxIterations: 66 }, start)
      expect(accelerated.cost).toBeLessThan(goal)
    }
  },
)

describe('stationarity', () => {
  const target = randomSpectrogram({ binCount: 6, frameCount: 8, rank: 2, seed: 9 })

  /** Gradient of the cost with respect to log W and log H; at the floor only the push downwards is allowed. */
  function largestSlope(factors: Factors, smoothness: number): number {
    const { W, H, binCount, frameCount, componentCount: K } = factors
    const kernels = createStatistics(target, K)
    const onH = { P: new Float64Array(H.length), Q: new Float64Array(H.length) }
    const onW = { P: new Float64Array(W.length), Q: new Float64Array(W.length) }
    kernels.activationStatistics(factors, onH)
    kernels.dictionaryStatistics(factors, onW)
    const slopesOfW = Array.from(W, (w, i) => w * (onW.Q[i] - onW.P[i]))
    const slopesOfH = Array.from(H, (h, i) => {
      const rise = i < (frameCount - 1) * K ? h / H[i + K] - 1 : 0
      const fall = i >= K ? 1 - H[i - K] / h : 0
      return h * (onH.Q[i] - onH.P[i]) + smoothness * (rise + fall)
    })
    const inside = (value: number, slope: number): number =>
      value > 2 * factorFloor ? Math.abs(slope) : -slope
    expect(slopesOfW).toHaveLength(K * binCount)
    return Math.max(
      ...slopesOfW.map((slope, i) => inside(W[i], slope)),
      ...slopesOfH.map((slope, i) => inside(H[i], slope)),
    )
  }

  it.each([
    ['mm', 0],
    ['mm', 1],
    ['mu', 1],
    ['accelerated', 0],
    ['accelerated', 1],
    ['accelerated', 10],
  ] as const)(
    '%s ends where the gradient in the logarithms vanishes, smoothness %i',
    (algorithm, smoothness) => {
      const start = doubleStart(target, 2)
      let last = start
      const changed = { ...settings, algorithm, smoothness, componentCount: 2, maxIterations: 4000 }
      for (const { factors } of factorize(target, changed, createReferenceKernels, start)) last = factors()
      expect(largestSlope(start, smoothness)).toBeGreaterThan(0.1)
      expect(largestSlope(last, smoothness)).toBeLessThan(1e-6)
    },
  )
})

describe('the generator', () => {
  it('yields the start as iteration 0 and then every iteration with its cost', () => {
    const numbers: number[] = []
    const costs: number[] = []
    const iterations = factorize(spectrogram, { ...settings, maxIterations: 5 }, createReferenceKernels)
    let step = iterations.next()
    for (; !step.done; step = iterations.next()) {
      const { iteration, cost, factors } = step.value
      numbers.push(iteration)
      costs.push(cost)
      expect(Math.abs(plainCost(spectrogram, factors(), 1) / cost - 1)).toBeLessThan(1e-12)
    }
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5])
    expect(step.value.costCurve).toEqual(costs)
    expect(step.value.cost).toBe(costs[5])
    expect(step.value.stopReason).toBe('iteration-limit')
  })

  it('does not change a start that it is given', () => {
    const start = initialFactors(spectrogram, 3, 1)
    const before = structuredClone(start)
    run(spectrogram, {}, start)
    expect(start).toEqual(before)
  })

  it('converges when ten iterations lower the cost by less than the tolerance', () => {
    const tolerance = 1e-3
    const { costCurve, stopReason } = run(spectrogram, { tolerance, maxIterations: 1000 })
    const last = costCurve.length - 1
    const gain = (i: number): number => (costCurve[i - 10] - costCurve[i]) / Math.abs(costCurve[i])
    expect(stopReason).toBe('converged')
    expect(gain(last)).toBeLessThan(tolerance)
    for (let i = 10; i < last; i++) expect(gain(i)).toBeGreaterThanOrEqual(tolerance)
  })

  it('tolerance 0 never ends early, even where only rounding is left', () => {
    const exact = { V: new Float32Array(50).fill(1), binCount: 5, frameCount: 10, stride: 5 }
    for (const target of [exact, randomSpectrogram({ binCount: 5, frameCount: 10, rank: 1, seed: 2 })]) {
      const { costCurve, stopReason } = run(target, { componentCount: 1, maxIterations: 400 })
      expect(costCurve).toHaveLength(401)
      expect(stopReason).toBe('iteration-limit')
    }
  })

  it.each([
    [{ componentCount: 0 }, 'components is 0'],
    [{ componentCount: 1.5 }, 'components is 1.5'],
    [{ componentCount: NaN }, 'components is NaN'],
    [{ maxIterations: 0 }, 'iterations is 0'],
    [{ maxIterations: 2.5 }, 'iterations is 2.5'],
    [{ smoothness: -1 }, 'smoothness is -1'],
    [{ smoothness: Infinity }, 'smoothness is Infinity'],
    [{ tolerance: -1e-9 }, 'tolerance is -1e-9'],
    [{ tolerance: NaN }, 'tolerance is NaN'],
  ])('refuses %j at the first pull, naming the value', (wrong, message) => {
    const pull = (): unknown =>
      factorize(spectrogram, { ...settings, ...wrong }, createReferenceKernels).next()
    expect(pull).toThrow(ShellacError)
    expect(pull).toThrow(message)
  })
})

describe('fixed parts', () => {
  const start = doubleStart(spectrogram, 3)
  const factorsWith = (fixed: NonNullable<FactorizeSettings['fixed']>, algorithm: Algorithm): Factors =>
    run(spectrogram, { algorithm, fixed, maxIterations: 12 }, start).factors

  it.each(['mm', 'mu', 'accelerated'] as const)(
    '%s keeps fixed spectra bit for bit and moves the rest',
    (algorithm) => {
      const { binCount } = start
      const { W } = factorsWith({ spectra: [1] }, algorithm)
      expect(W.slice(binCount, 2 * binCount)).toEqual(start.W.slice(binCount, 2 * binCount))
      expect(W.slice(0, binCount)).not.toEqual(start.W.slice(0, binCount))
    },
  )

  it.each(['mm', 'mu', 'accelerated'] as const)(
    '%s keeps fixed activations up to the scale of their row',
    (algorithm) => {
      const { H } = factorsWith({ activations: [0, 1, 2] }, algorithm)
      const ratio = Array.from(H, (value, i) => value / start.H[i])
      for (let i = 3; i < ratio.length; i++) expect(ratio[i] / ratio[i % 3]).toBeCloseTo(1, 12)
    },
  )

  it.each(['mm', 'mu', 'accelerated'] as const)(
    '%s keeps whole components and moves the rest',
    (algorithm) => {
      const { binCount } = start
      const { W, H } = factorsWith({ spectra: [0, 2], activations: [0, 2] }, algorithm)
      const isSame = Array.from(H, (value, i) => value === start.H[i])
      expect(isSame.every((same, i) => same === (i % 3 !== 1))).toBe(true)
      expect(W.slice(2 * binCount)).toEqual(start.W.slice(2 * binCount))
    },
  )

  it('em refuses fixed parts', () => {
    expect(() => factorsWith({ activations: [0] }, 'em')).toThrow(/em/)
  })
})
