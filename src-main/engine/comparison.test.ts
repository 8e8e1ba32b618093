import { describe, expect, it } from 'vitest'
import type { JobControl, Progress } from '@core/contract/job'
import { algorithms } from '@core/nmf/factorize'
import type { Factors } from '@core/nmf/factors'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import { createRandom } from '@core/random'
import { createMasker } from '@core/separation/mask'
import { runAlgorithmComparison, runSmoothnessComparison, type SmoothnessComparison } from './comparison'
import { runDecomposition, type DecomposeSettings, type DecompositionResult } from './decomposition'

const settings: DecomposeSettings = {
  framing: { windowLength: 128, hop: 64 },
  learned: [],
  componentCount: 4,
  smoothness: 1,
  algorithm: 'mm',
  maxIterations: 12,
  tolerance: 0,
  seed: 3,
  restarts: 1,
}

/** Three notes in turn over noise, 0.5 s at 8 kHz. */
const random = createRandom(1)
const samples = Float32Array.from({ length: 4000 }, (_, t) => {
  const frequency = [300, 1100, 2500][Math.floor(t / 1000) % 3]
  return 0.5 * Math.sin((2 * Math.PI * frequency * t) / 8000) + 0.02 * (2 * random.uniform() - 1)
})

const kernelsFor = () => createReferenceKernels

/** Records what is reported, and wishes to stop from the first report on for which `when` holds. */
function control(when: (progress: Progress) => boolean = () => false) {
  const reports: Progress[] = []
  let isStopping = false
  const job: JobControl = {
    wish: () => (isStopping ? 'stop' : 'go-on'),
    report: (progress) => {
      reports.push(progress)
      isStopping ||= when(progress)
    },
  }
  return { ...job, reports }
}

function decomposed(changed: Partial<DecomposeSettings> = {}): DecompositionResult {
  return runDecomposition(samples, { ...settings, ...changed }, { kernelsFor, control: control() })
}

const atRun =
  (restart: number, iteration: number) =>
  ({ factorising }: Progress): boolean =>
    factorising?.restart === restart && factorising.iteration === iteration

function expectTimes(seconds: readonly number[], costs: readonly number[]): void {
  expect(seconds).toHaveLength(costs.length)
  expect(seconds[0]).toBeGreaterThanOrEqual(0)
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
}

function expectSteady(reports: readonly Progress[]): void {
  for (const stage of ['analysing', 'factorising']) {
    const done = reports.filter((report) => report.stage === stage).map((report) => report.done)
    expect(done[0]).toBe(0)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(done.at(-1)).toBe(1)
  }
}

describe('a comparison of algorithms', () => {
  it('gives the curve that each has alone, all from the same start', () => {
    const curves = runAlgorithmComparison(
      samples,
      { settings, algorithms },
      { kernelsFor, control: control() },
    )
    expect(curves.map(({ algorithm }) => algorithm)).toEqual(algorithms)
    for (const { algorithm, costs, seconds } of curves) {
      expect(costs).toHaveLength(13)
      const alone = decomposed({ algorithm }).costCurves[0]
      costs.forEach((cost, i) => expect(cost / alone[i]).toBeCloseTo(1, 6))
      expect(costs[0] / curves[0].costs[0]).toBeCloseTo(1, 6)
      expect(costs).toEqual(costs.toSorted((a, b) => b - a))
      expectTimes(seconds, costs)
    }
  })

  it('tells of every iteration, and never goes back', () => {
    const job = control()
    const comparison = { settings: { ...settings, tolerance: 0.01 }, algorithms: ['em', 'mu'] } as const
    const curves = runAlgorithmComparison(samples, comparison, { kernelsFor, control: job })
    expectSteady(job.reports)
    const told = job.reports.flatMap((report) => (report.factorising ? [report.factorising] : []))
    expect(told.map(({ restart, restarts, iteration }) => [restart, restarts, iteration])).toEqual(
      curves.flatMap(({ costs }, run) => costs.map((_, iteration) => [run + 1, 2, iteration])),
    )
  })

  it('that is stopped keeps the curves so far, the last one up to there', () => {
    const job = control(atRun(2, 3))
    const curves = runAlgorithmComparison(samples, { settings, algorithms }, { kernelsFor, control: job })
    expect(curves.map(({ algorithm, costs }) => [algorithm, costs.length])).toEqual([
      ['mm', 13],
      ['mu', 4],
    ])
    expectTimes(curves[1].seconds, curves[1].costs)
  })
})

describe('a comparison of smoothness', () => {
  const longer = { ...settings, maxIterations: 60 }
  const base = decomposed(longer)
  const W = new Float32Array(base.factors.W)

  function compared(
    smoothnesses: readonly number[],
    changed: Partial<SmoothnessComparison> = {},
    job: JobControl = control(),
  ): DecompositionResult[] {
    return runSmoothnessComparison(
      samples,
      { settings: longer, W, smoothnesses, ...changed },
      { kernelsFor, control: job },
    )
  }

  it.each(['mm', 'mu', 'accelerated', 'em'] as const)(
    'keeps all spectra and their order bit for bit, %s',
    (algorithm) => {
      const results = compared([0, 5], { settings: { ...settings, algorithm } })
      expect(results).toHaveLength(2)
      for (const { factors, costCurves, costSeconds } of results) {
        expect(factors.W).toEqual(W)
        expect(factors.H).toHaveLength(base.factors.H.length)
        expect(costCurves[0]).toEqual(costCurves[0].toSorted((a, b) => b - a))
        expectTimes(costSeconds[0], costCurves[0])
      }
    },
  )

  it('gives the smoother activations the greater lambda is', () => {
    const variations = compared([0, 1, 10, 100]).map(({ factors }) => totalVariation(factors))
    expect(variations).toEqual(variations.toSorted((a, b) => b - a))
    expect(variations[3]).toBeLessThan(0.5 * variations[0])
  })

  it('with the smoothness that the spectra were found with comes to nearly the same cost', () => {
    const [{ cost }] = compared([longer.smoothness])
    expect(Math.abs(cost / base.cost - 1)).toBeLessThan(0.02)
  })

  it('gives each lambda what it gets alone, from the same start', () => {
    const together = compared([10, 0, 10])
    expect(together[2].factors).toEqual(together[0].factors)
    expect(together[1].factors).toEqual(compared([0])[0].factors)
  })

  it('gives masks that sum to one', () => {
    for (const { factors } of compared([0, 100])) {
      const outputs = [0, 1, 2, 3].map((k) => Float64Array.from({ length: 4 }, (_, j) => Number(j === k)))
      const masker = createMasker(factors, outputs)
      const power = new Float64Array(factors.binCount)
      for (let frame = 0; frame < factors.frameCount; frame++) {
        const sum = new Float64Array(factors.binCount)
        masker.turnTo(frame)
        outputs.forEach((_, output) => {
          masker.fillPower(output, power)
          power.forEach((value, f) => (sum[f] += value / masker.model[f]))
        })
        for (const value of sum) expect(value).toBeCloseTo(1, 12)
      }
    }
  })

  it('takes spectra with zeros, such as another program may have made', () => {
    const holes = W.map((value, i) => (i % base.factors.binCount === 7 ? 0 : value))
    const [{ factors, cost }] = compared([10], { W: holes })
    expect(Number.isFinite(cost)).toBe(true)
    expect(factors.H.every((gain) => gain > 0 && gain < Infinity)).toBe(true)
  })

  it('tells of every iteration, never goes back, and when it is stopped keeps those that are done', () => {
    const job = control(atRun(3, 2))
    const results = compared([0, 1, 10, 100], {}, job)
    expect(results.map(({ stopReason }) => stopReason)).toEqual(['iteration-limit', 'iteration-limit'])
    expectSteady(job.reports)
  })
})

/** Sum over all components of |log h(n) - log h(n - 1)|. */
function totalVariation({ H, frameCount, componentCount }: Factors): number {
  let total = 0
  for (let i = componentCount; i < frameCount * componentCount; i++) {
    total += Math.abs(Math.log(H[i] / H[i - componentCount]))
  }
  return total
}
