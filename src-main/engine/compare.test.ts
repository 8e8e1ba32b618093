import { expect, describe, it } from 'vitest'
import type { JobControl, Progress } from '@core/contract/job'
import { algorithms } from '@core/nmf/factorize'
import { createRandom } from '@core/random'
import { compareAlgorithms, compareSmoothness } from './compare'
import { decompose } from './decompose'
import type { DecomposeSettings } from './decomposition'

const settings: DecomposeSettings = {
  framing: { windowLength: 256, hop: 128 },
  learned: [],
  componentCount: 6,
  smoothness: 10,
  algorithm: 'accelerated',
  maxIterations: 30,
  tolerance: 0,
  seed: 3,
  restarts: 1,
  threads: 2,
}
const endless = { ...settings, maxIterations: 1_000_000 }

/** Notes in turn over noise, 4 s at 8 kHz. */
const random = createRandom(1)
const samples = Float32Array.from({ length: 32_000 }, (_, t) => {
  const frequency = [300, 1100, 2500, 700][Math.floor(t / 1000) % 4]
  return 0.5 * Math.sin((2 * Math.PI * frequency * t) / 8000) + 0.02 * (2 * random.uniform() - 1)
})

const quiet: JobControl = { wish: () => 'go-on', report: () => undefined }

/** Wishes `wish` as soon as a report is of the run of that number. */
function wishingDuringRun(wish: 'stop' | 'cancel', run: number): JobControl {
  let present: 'go-on' | typeof wish = 'go-on'
  return {
    wish: () => present,
    report: ({ factorising }: Progress) => {
      if (factorising?.restart === run) present = wish
    },
  }
}

describe('a comparison of algorithms on threads', () => {
  it('gives each the very costs that it has alone, whatever ran before it', async () => {
    const curves = await compareAlgorithms(samples, { settings, algorithms }, quiet)
    expect(curves.map(({ algorithm }) => algorithm)).toEqual(algorithms)
    for (const { algorithm, costs } of curves) {
      const alone = await decompose(samples, { ...settings, algorithm }, quiet)
      expect(costs.slice(0, -1)).toEqual(alone.costCurves[0].slice(0, -1))
    }
    const [mm, , accelerated] = curves.map(({ costs }) => costs[30])
    expect(accelerated).toBeLessThan(mm)
  })

  it('that is stopped keeps what is there', async () => {
    const comparison = { settings: endless, algorithms } as const
    const curves = await compareAlgorithms(samples, comparison, wishingDuringRun('stop', 1))
    expect(curves.map(({ algorithm }) => algorithm)).toEqual(['mm'])
    expect(curves[0].seconds).toHaveLength(curves[0].costs.length)
  })

  it('that is cancelled ends', async () => {
    const work = compareAlgorithms(samples, { settings: endless, algorithms }, wishingDuringRun('cancel', 1))
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('that does not fit into memory is refused before anything is read', async () => {
    const work = compareAlgorithms(
      { length: 1e13, BYTES_PER_ELEMENT: 4 } as Float32Array,
      { settings, algorithms },
      quiet,
    )
    await expect(work).rejects.toMatchObject({ code: 'not-enough-memory' })
  })
})

describe('a comparison of smoothness on threads', () => {
  it.each(['accelerated', 'mm', 'em'] as const)(
    'keeps the spectra bit for bit, and lambda finds the same whatever ran before it, %s',
    async (algorithm) => {
      const { factors } = await decompose(samples, { ...settings, algorithm, maxIterations: 5 }, quiet)
      const W = new Float32Array(factors.W)
      const changed = { ...settings, algorithm }
      const variants = await compareSmoothness(
        samples,
        { settings: changed, W, smoothnesses: [100, 0, 100] },
        quiet,
      )
      for (const variant of variants) expect(variant.factors.W).toEqual(W)
      expect(variants[2].factors).toEqual(variants[0].factors)
      const [alone] = await compareSmoothness(samples, { settings: changed, W, smoothnesses: [0] }, quiet)
      expect(variants[1].factors).toEqual(alone.factors)
    },
  )

  it('that is stopped keeps those that are done', async () => {
    const { factors } = await decompose(samples, { ...settings, maxIterations: 2 }, quiet)
    const variants = await compareSmoothness(
      samples,
      { settings: endless, W: new Float32Array(factors.W), smoothnesses: [1, 2] },
      wishingDuringRun('stop', 1),
    )
    expect(variants).toEqual([])
  })
})
