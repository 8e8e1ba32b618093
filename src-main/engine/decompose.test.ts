import { describe, expect, it } from 'vitest'
import type { JobControl, Progress } from '@core/contract/job'
import { ShellacError } from '@core/contract/errors'
import { pitchOrder } from '@core/separation/componentFacts'
import { createRandom } from '@core/random'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { decompose, type DecomposeSettings, type DecompositionResult } from './decompose'

const framing = { windowLength: 128, hop: 64 }
const settings: DecomposeSettings = {
  framing,
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

type Wish = ReturnType<JobControl['wish']>

/** Records what is reported, and wishes `wish` from the first report on for which `when` holds. */
function control(wish: Wish = 'go-on', when: (progress: Progress) => boolean = () => false) {
  const reports: Progress[] = []
  let present: Wish = 'go-on'
  return {
    reports,
    wish: () => present,
    report: (progress: Progress) => {
      reports.push(progress)
      if (when(progress)) present = wish
    },
  }
}

const decomposed = (changed: Partial<DecomposeSettings> = {}): Promise<DecompositionResult> =>
  decompose(samples, { ...settings, ...changed }, control())

const atIteration =
  (restart: number, iteration: number) =>
  ({ factorising }: Progress): boolean =>
    factorising?.restart === restart && factorising.iteration === iteration

describe('decompose', () => {
  it('gives factors of the shape of the spectrogram, its curve and the reason of its end', async () => {
    const result = await decomposed()
    const { binCount, frameCount, componentCount } = result.factors
    expect([binCount, frameCount, componentCount]).toEqual([
      binCountOf(framing),
      frameCountOf(framing, 4000),
      4,
    ])
    expect(result.iterations).toBe(12)
    expect(result.costCurves).toHaveLength(1)
    expect(result.costCurves[0]).toHaveLength(13)
    expect(result.costCurves[0].at(-1)).toBe(result.cost)
    expect([result.stopReason, result.chosenRestart]).toEqual(['iteration-limit', 0])
    expect((await decomposed({ tolerance: 10 })).stopReason).toBe('converged')
  })

  it('components come by rising centroid', async () => {
    for (const seed of [1, 2, 3]) {
      const { factors } = await decomposed({ seed })
      expect(pitchOrder(factors)).toEqual([0, 1, 2, 3])
    }
  })

  it('a seed gives the same bits, another seed others', async () => {
    const first = await decomposed({ restarts: 2 })
    expect(await decomposed({ restarts: 2 })).toEqual(first)
    expect((await decomposed({ seed: 17 })).factors.W).not.toEqual(first.factors.W)
  })
})

describe('restarts', () => {
  it('keep the run of lowest cost and every curve', async () => {
    const chosen = new Set<number>()
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const result = await decomposed({ restarts: 4, seed })
      const costs = result.costCurves.map((curve) => curve[curve.length - 1])
      expect(costs).toHaveLength(4)
      expect(new Set(costs).size).toBe(4)
      expect(result.cost).toBe(Math.min(...costs))
      expect(costs[result.chosenRestart]).toBe(result.cost)
      chosen.add(result.chosenRestart)
    }
    expect(chosen.size).toBeGreaterThan(1)
  })

  it('run r starts from the seed plus r', async () => {
    const together = await decomposed({ restarts: 3, seed: 5 })
    for (const restart of [0, 1, 2]) {
      const alone = await decomposed({ seed: 5 + restart })
      expect(together.costCurves[restart]).toEqual(alone.costCurves[0])
      if (restart === together.chosenRestart) expect(together.factors).toEqual(alone.factors)
    }
  })

  it.each([0, -1, 1.5, NaN])('%f restarts are refused, naming the value', async (restarts) => {
    const refusal = decomposed({ restarts })
    await expect(refusal).rejects.toThrow(ShellacError)
    await expect(refusal).rejects.toThrow(`restarts is ${restarts}`)
  })
})

describe('progress', () => {
  it('never goes back within a stage, and stages come in turn', async () => {
    const job = control()
    await decompose(samples, { ...settings, restarts: 3, tolerance: 0.02 }, job)
    const stages = job.reports.map((report) => report.stage)
    expect(stages.lastIndexOf('analysing')).toBeLessThan(stages.indexOf('factorising'))
    for (const stage of ['analysing', 'factorising']) {
      const done = job.reports.filter((report) => report.stage === stage).map((report) => report.done)
      expect(done.length).toBeGreaterThan(1)
      expect(done[0]).toBe(0)
      expect(done).toEqual(done.toSorted((a, b) => a - b))
      expect(done.at(-1)).toBeLessThanOrEqual(1)
    }
  })

  it('tells the restart, iteration and cost of every iteration', async () => {
    const job = control()
    const { costCurves } = await decompose(samples, { ...settings, restarts: 2 }, job)
    const told = job.reports.flatMap((report) => (report.factorising ? [report.factorising] : []))
    expect(told.map(({ restart, iteration }) => [restart, iteration])).toEqual(
      costCurves.flatMap((curve, run) => curve.map((_, iteration) => [run + 1, iteration])),
    )
    expect(told.map(({ cost }) => cost)).toEqual(costCurves.flat())
    for (const report of job.reports) expect(report.secondsLeft ?? 0).toBeGreaterThanOrEqual(0)
  })
})

describe('stop', () => {
  it('keeps what is there', async () => {
    const job = control('stop', atIteration(1, 4))
    const result = await decompose(samples, { ...settings, restarts: 3 }, job)
    expect([result.stopReason, result.iterations, result.costCurves.length]).toEqual(['stopped', 4, 1])
    const { factors, cost } = await decomposed({ maxIterations: 4 })
    expect(result).toMatchObject({ factors, cost })
  })

  it('in a later run keeps the better of the runs', async () => {
    const job = control('stop', atIteration(2, 1))
    const result = await decompose(samples, { ...settings, restarts: 3 }, job)
    expect([result.stopReason, result.chosenRestart]).toEqual(['stopped', 0])
    expect(result.costCurves.map((curve) => curve.length)).toEqual([13, 2])
    expect(result.factors).toEqual((await decomposed()).factors)
  })

  it('during the analysis keeps the start', async () => {
    const job = control('stop', ({ stage }) => stage === 'analysing')
    const result = await decompose(samples, settings, job)
    expect([result.stopReason, result.iterations]).toEqual(['stopped', 0])
    expect(result.factors.W.every((value) => value > 0)).toBe(true)
  })
})

describe('cancel', () => {
  it.each([
    ['during the analysis', ({ stage }: Progress) => stage === 'analysing'],
    ['at the start', atIteration(1, 0)],
    ['in the middle', atIteration(1, 6)],
    ['in a later run', atIteration(2, 3)],
    ['at the last iteration', atIteration(2, 12)],
  ])('%s throws ShellacError cancelled', async (_, when) => {
    const job = control('cancel', when)
    const work = decompose(samples, { ...settings, restarts: 2 }, job)
    await expect(work).rejects.toThrow(ShellacError)
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    expect(when(job.reports.at(-1)!)).toBe(true)
  })

  it('is heard from the event loop', async () => {
    let wish: Wish = 'go-on'
    setImmediate(() => setImmediate(() => (wish = 'cancel')))
    const work = decompose(
      samples,
      { ...settings, maxIterations: 100_000 },
      { wish: () => wish, report: () => {} },
    )
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  })
})

it('a recording whose spectrogram does not fit into memory is refused before anything is read', async () => {
  const endless = { length: 1e13 } as Float32Array
  const job = control()
  const work = decompose(endless, settings, job)
  await expect(work).rejects.toMatchObject({ code: 'not-enough-memory' })
  expect(job.reports).toEqual([])
})
