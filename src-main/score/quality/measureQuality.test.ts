import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { JobControl } from '@core/contract/job'
import { knownBand } from './knownBand.testSupport'
import { measureQuality, type QualityPlan } from './measureQuality'

const control: JobControl = { wish: () => 'go-on', report: () => undefined }

it('learned sources and noise are better than plain ones, nothing is lost, and what was measured is kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-quality-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const plan: QualityPlan = {
    settingsAt: () => ({
      framing: { windowLength: 256, hop: 128 },
      componentCount: 3,
      learned: [],
      smoothness: 10,
      algorithm: 'accelerated',
      maxIterations: 40,
      tolerance: 1e-4,
      restarts: 1,
      seed: 1,
    }),
    components: [3],
    seeds: [1],
    scikit: undefined,
    cache: folder,
  }
  const recording = knownBand({ seconds: 6, soloSeconds: 0, hasMargins: true })
  const measured = await measureQuality(recording, plan, control)
  const { ways, references, learnedStems, stemNames } = measured
  expect([learnedStems, stemNames]).toEqual([
    [0, 1],
    ['low', 'high'],
  ])
  const scores = Object.values(ways).flatMap((all) => all.flatMap((each) => each.scores))
  expect(scores).toHaveLength(4)
  for (const { nullTest } of scores) expect(nullTest).toBeLessThan(-120)
  const [[plain], [noise], [sources]] = [ways.plain, ways.noise, ways.sources].map((all) => all[0].scores)
  for (const j of [0, 1]) {
    expect(sources.stems[j]).toBeGreaterThan(plain.stems[j] + 2)
    expect(sources.learnedAlone[j]).not.toBeNull()
  }
  expect(plain.learnedAlone).toEqual([null, null])
  expect(noise.dropped).toBeGreaterThan(references.input + 2)
  expect(references.oracle).toBeGreaterThan(noise.dropped)

  expect(await readdir(folder)).toHaveLength(5)
  expect(await measureQuality(recording, plan, control)).toEqual(measured)
})
