import { describe, expect, it } from 'vitest'
import type { JobControl, Progress } from '@core/contract/job'
import { ShellacError } from '@core/contract/errors'
import { pitchOrder } from '@core/separation/componentFacts'
import { createRandom } from '@core/random'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import { learnDictionary } from '@core/learning/learnDictionary'
import { learnedGroups } from '@core/learning/learnedGroups'
import { sharedPitches } from '@core/learning/sharedPitches.testSupport'
import { createMasker } from '@core/separation/mask'
import { weightsOf } from '@core/separation/mixdown'
import { renderOutputs } from '@core/separation/renderOutputs'
import { powerSpectrogram } from '@core/spectral/powerSpectrogram'
import { runDecomposition, type DecomposeSettings, type DecompositionResult } from './decomposition'

const framing = { windowLength: 128, hop: 64 }
const settings: DecomposeSettings = {
  framing,
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

const decomposed = (
  changed: Partial<DecomposeSettings> = {},
  job: JobControl = control(),
): DecompositionResult =>
  runDecomposition(
    samples,
    { ...settings, ...changed },
    { kernelsFor: () => createReferenceKernels, control: job },
  )

const atIteration =
  (restart: number, iteration: number) =>
  ({ factorising }: Progress): boolean =>
    factorising?.restart === restart && factorising.iteration === iteration

describe('a decomposition', () => {
  it('gives factors of the shape of the spectrogram, its curve and the reason of its end', () => {
    const result = decomposed()
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
    expect(decomposed({ tolerance: 10 }).stopReason).toBe('converged')
  })

  it('components come by rising centroid', () => {
    for (const seed of [1, 2, 3]) {
      const { factors } = decomposed({ seed })
      expect(pitchOrder(factors)).toEqual([0, 1, 2, 3])
    }
  })

  it('a seed gives the same bits, another seed others', () => {
    const { costSeconds: _, ...first } = decomposed({ restarts: 2 })
    expect(decomposed({ restarts: 2 })).toMatchObject(first)
    expect(decomposed({ seed: 17 }).factors.W).not.toEqual(first.factors.W)
  })
})

describe('restarts', () => {
  it('keep the run of lowest cost and every curve', () => {
    const chosen = new Set<number>()
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const result = decomposed({ restarts: 4, seed })
      const costs = result.costCurves.map((curve) => curve[curve.length - 1])
      expect(costs).toHaveLength(4)
      expect(new Set(costs).size).toBe(4)
      expect(result.cost).toBe(Math.min(...costs))
      expect(costs[result.chosenRestart]).toBe(result.cost)
      chosen.add(result.chosenRestart)
    }
    expect(chosen.size).toBeGreaterThan(1)
  })

  it('run r starts from the seed plus r', () => {
    const together = decomposed({ restarts: 3, seed: 5 })
    for (const restart of [0, 1, 2]) {
      const alone = decomposed({ seed: 5 + restart })
      expect(together.costCurves[restart]).toEqual(alone.costCurves[0])
      if (restart === together.chosenRestart) expect(together.factors).toEqual(alone.factors)
    }
  })

  it.each([0, -1, 1.5, NaN])('%f restarts are refused, naming the value', (restarts) => {
    expect(() => decomposed({ restarts })).toThrow(ShellacError)
    expect(() => decomposed({ restarts })).toThrow(`restarts is ${restarts}`)
  })
})

describe('successive halving', () => {
  it('gives up the worse half after 20 and 80 iterations', () => {
    const { costCurves, chosenRestart, cost } = decomposed({ restarts: 4, maxIterations: 90 })
    const ranked = costCurves.toSorted((a, b) => a[20] - b[20])
    expect(ranked.map((curve) => curve.length).toSorted((a, b) => b - a)).toEqual([91, 81, 21, 21])
    expect(ranked.slice(2).map((curve) => curve.length)).toEqual([21, 21])
    const [first, second] = ranked.slice(0, 2).toSorted((a, b) => a[80] - b[80])
    expect([first.length, second.length]).toEqual([91, 81])
    expect(costCurves[chosenRestart]).toBe(first)
    expect(cost).toBe(first[90])
  })

  it('goes on where it stopped: the chosen run is the one it would be alone', () => {
    const { factors, chosenRestart } = decomposed({ restarts: 4, maxIterations: 90 })
    expect(decomposed({ seed: settings.seed + chosenRestart, maxIterations: 90 }).factors).toEqual(factors)
  })
})

describe('progress', () => {
  it('never goes back within a stage, and stages come in turn', () => {
    const job = control()
    decomposed({ restarts: 3, tolerance: 0.02 }, job)
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

  it('tells the restart, iteration and cost of every iteration', () => {
    const job = control()
    const { costCurves } = decomposed({ restarts: 2 }, job)
    const told = job.reports.flatMap((report) => (report.factorising ? [report.factorising] : []))
    expect(told.map(({ restart, iteration }) => [restart, iteration])).toEqual(
      costCurves.flatMap((curve, run) => curve.map((_, iteration) => [run + 1, iteration])),
    )
    expect(told.map(({ cost }) => cost)).toEqual(costCurves.flat())
    for (const report of job.reports) expect(report.secondsLeft ?? 0).toBeGreaterThanOrEqual(0)
  })
})

describe('stop', () => {
  it('keeps what is there', () => {
    const job = control('stop', atIteration(1, 4))
    const result = decomposed({ restarts: 3 }, job)
    expect([result.stopReason, result.iterations, result.costCurves.length]).toEqual(['stopped', 4, 1])
    const { factors, cost } = decomposed({ maxIterations: 4 })
    expect(result).toMatchObject({ factors, cost })
  })

  it('in a later run keeps the better of the runs', () => {
    const job = control('stop', atIteration(2, 1))
    const result = decomposed({ restarts: 3 }, job)
    expect([result.stopReason, result.chosenRestart]).toEqual(['stopped', 0])
    expect(result.costCurves.map((curve) => curve.length)).toEqual([13, 2])
    expect(result.factors).toEqual(decomposed().factors)
  })

  it('during the analysis keeps the start', () => {
    const job = control('stop', ({ stage }) => stage === 'analysing')
    const result = decomposed({}, job)
    expect([result.stopReason, result.iterations]).toEqual(['stopped', 0])
    expect(result.factors.W.every((value) => value > 0)).toBe(true)
  })
})

describe('a decomposition with learned stretches', () => {
  const { samples: played, stems, learned, together } = sharedPitches(1)
  const inFrames = { windowLength: 256, hop: 128 }
  const wish: DecomposeSettings = {
    ...settings,
    framing: inFrames,
    componentCount: 3,
    smoothness: 10,
    algorithm: 'accelerated',
    maxIterations: 40,
    learned,
  }
  const learning = (changed: Partial<DecomposeSettings> = {}, job: JobControl = control()) =>
    runDecomposition(
      played,
      { ...wish, ...changed },
      { kernelsFor: () => createReferenceKernels, control: job },
    )

  it('keeps the learned spectra bit for bit, in groups behind the free ones, each by rising centroid', () => {
    const { factors, learned: groups } = learning({ restarts: 3 })
    const { W, binCount, componentCount } = factors
    expect(componentCount).toBe(3 + 8 + 8 + 8)
    expect(groups.map(({ name, components }) => [name, components[0], components.length])).toEqual([
      ['noise', 19, 8],
      ['reed', 3, 8],
      ['brass', 11, 8],
    ])
    const spectra = (from: number, to: number): string[] =>
      Array.from({ length: to - from }, (_, i) =>
        W.subarray((from + i) * binCount, (from + i + 1) * binCount).join(),
      )
    for (const [from, to] of [
      [0, 3],
      [3, 11],
      [11, 19],
      [19, 27],
    ]) {
      expect(pitchOrder(factors).filter((k) => k >= from && k < to)).toEqual(
        Array.from({ length: to - from }, (_, i) => from + i),
      )
    }
    const steps = learnDictionary(
      powerSpectrogram(played, inFrames),
      learnedGroups(learned, inFrames, played.length),
      wish,
      () => createReferenceKernels,
    )
    let step = steps.next()
    while (!step.done) step = steps.next()
    const known = step.value
    const wanted = Array.from({ length: 24 }, (_, i) =>
      known.subarray(i * binCount, (i + 1) * binCount).join(),
    )
    expect(new Set(wanted).size).toBe(24)
    // Not compared by Vitest, which would print some megabytes.
    expect(spectra(3, 27).toSorted().join() === wanted.toSorted().join()).toBe(true)
  })

  it.each(['mm', 'mu', 'accelerated'] as const)(
    '%s never raises the cost, and em is refused',
    (algorithm) => {
      const [curve] = learning({ algorithm }).costCurves
      for (let i = 1; i < curve.length; i++) expect(curve[i]).toBeLessThanOrEqual(curve[i - 1] * (1 + 1e-7))
      expect(() => learning({ algorithm: 'em' })).toThrow('The algorithm em cannot keep what was learned')
    },
  )

  it('has masks that sum to one', () => {
    const { factors } = learning()
    const { componentCount, binCount, frameCount } = factors
    const masker = createMasker(
      factors,
      Array.from({ length: componentCount }, (_, k) => weightsOf(componentCount, [k])),
    )
    const power = new Float64Array(binCount)
    for (let n = 0; n < frameCount; n += 37) {
      masker.turnTo(n)
      const sum = new Float64Array(binCount)
      for (let k = 0; k < componentCount; k++) {
        masker.fillPower(k, power)
        power.forEach((value, f) => (sum[f] += value / masker.model[f]))
      }
      for (const value of sum) expect(value).toBeCloseTo(1, 9)
    }
  })

  it('separates sources that play the same notes, by more than 8 dB', () => {
    const { factors, learned: groups } = learning()
    const outputs = groups.slice(1).map(({ components }) => weightsOf(factors.componentCount, components))
    const range = { start: together, end: played.length }
    const heard = renderOutputs({ samples: played, framing: inFrames, factors }, outputs, range)
    for (const [j, stem] of [stems.reed, stems.brass].entries()) {
      const wanted = stem.subarray(range.start, range.end)
      const errorOf = (signal: ArrayLike<number>): number =>
        wanted.reduce((sum, value, t) => sum + (value - signal[t]) ** 2, 0)
      const gain = 10 * Math.log10(errorOf(played.subarray(range.start)) / errorOf(heard[j]))
      expect(gain).toBeGreaterThan(8)
    }
  })

  it('tells of learning before it factorises, and a stop there keeps what is learned', () => {
    const job = control('stop', ({ stage }) => stage === 'learning')
    const { stopReason, learned: groups } = learning({}, job)
    expect(stopReason).toBe('stopped')
    expect(groups).toHaveLength(3)
    const stages = job.reports.map(({ stage }) => stage)
    expect([...new Set(stages)]).toEqual(['analysing', 'learning', 'factorising'])
  })
})
