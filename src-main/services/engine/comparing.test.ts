import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallOptions, Decomposed, EngineClient, EngineRequest } from '@core/contract/engine'
import type { DecompositionId, FileId, SessionId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'
import { createSource } from '@core/project/edits'
import { refusal } from '../files/refusal.testSupport'
import {
  decomposeUntil,
  jobId,
  listen,
  numbersOf,
  quick,
  sampleRate,
  writeNotes,
  startEngine,
} from './engine.testSupport'

let folder = ''
let notes = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-comparing-'))
  notes = await writeNotes(join(folder, 'notes.wav'))
})
afterAll(() => rm(folder, { recursive: true }))

async function opened(): Promise<{ client: EngineClient; session: SessionId }> {
  const client = startEngine()
  const { session } = await client.call('openRecording', { file: notes })
  return { client, session }
}

const settings = { ...quick, maxIterations: 12 }

async function analysed(): Promise<{ client: EngineClient; session: SessionId; base: Decomposed }> {
  const { client, session } = await opened()
  return { client, session, base: await client.call('decompose', { session, channel: 'auto', settings }) }
}

const wholeSecond = { channel: 'auto', settings, start: 0, end: sampleRate } as const

/** Wishes `wish` of the job when its second run begins. */
function duringSecondRun(client: EngineClient, wish: 'stop' | 'cancel'): CallOptions {
  const job = jobId('compare')
  const onProgress = ({ factorising }: Progress): void => {
    if (factorising?.restart === 2) client.wish(job, wish)
  }
  return { job, onProgress }
}

describe('compareAlgorithms', () => {
  it('gives a falling cost for each algorithm, of the part of the recording that was asked for', async () => {
    const { client, session } = await opened()
    const compare = async (part: Partial<EngineRequest<'compareAlgorithms'>>) =>
      (
        await client.call('compareAlgorithms', {
          session,
          ...wholeSecond,
          algorithms: ['mm', 'em', 'accelerated'],
          ...part,
        })
      ).curves
    const whole = await compare({})
    expect(whole.map(({ algorithm }) => algorithm)).toEqual(['mm', 'em', 'accelerated'])
    for (const { costs, seconds } of whole) {
      expect(costs).toEqual(costs.toSorted((a, b) => b - a))
      expect([costs.length, seconds.length]).toEqual([13, 13])
    }
    const part = await compare({ start: 2000, end: 4000 })
    expect(part[0].costs[0]).toBeLessThan(0.5 * whole[0].costs[0])
  })

  it('starts where a decomposition with these settings starts', async () => {
    const { client, session, base } = await analysed()
    const { curves } = await client.call('compareAlgorithms', {
      session,
      ...wholeSecond,
      algorithms: ['mu', quick.algorithm],
    })
    const [alone] = base.project.decomposition.costCurves
    expect(curves[1].costs.slice(0, -1)).toEqual(alone.slice(0, -1))
    expect(curves[0].costs[0]).toBeCloseTo(alone[0], 6)
  })

  it('keeps what is there when it is stopped, and gives nothing when it is cancelled', async () => {
    const { client, session } = await opened()
    const request = {
      session,
      ...wholeSecond,
      settings: { ...settings, maxIterations: 20_000 },
      algorithms: ['mm', 'mu'],
    } as const
    const stopped = await client.call('compareAlgorithms', request, duringSecondRun(client, 'stop'))
    expect(stopped.curves.map(({ algorithm }) => algorithm)).toEqual(['mm', 'mu'])
    expect(stopped.curves[1].costs.length).toBeLessThan(20_001)
    const cancelled = client.call('compareAlgorithms', request, duringSecondRun(client, 'cancel'))
    expect((await refusal(cancelled)).code).toBe('cancelled')
  })

  it('refuses what is beyond the recording, and to run beside a decomposition', async () => {
    const { client, session } = await opened()
    const compare = (end: number) =>
      refusal(client.call('compareAlgorithms', { session, ...wholeSecond, algorithms: ['mm'], end }))
    expect((await compare(sampleRate + 1)).message).toMatch(/end is 8001; the recording has 8000 samples/)
    const beside: ReturnType<typeof compare>[] = []
    await decomposeUntil(client, session, (job) => {
      beside.push(compare(sampleRate))
      void beside[0].then(() => client.wish(job, 'stop'))
    })
    expect(await beside[0]).toMatchObject({ code: 'bad-argument', message: /decomposed already/ })
  })
})

describe('compareSmoothness', () => {
  it('gives decompositions with the same spectra, each of its own smoothness', async () => {
    const { client, session, base } = await analysed()
    const { decomposition } = base
    const smoothnesses = [0, 10, 100]
    const { variants } = await client.call('compareSmoothness', { session, decomposition, smoothnesses })
    const dictionary = await numbersOf(client, base.dictionary)
    const gains: Float32Array[] = []
    for (const [i, variant] of variants.entries()) {
      expect(await numbersOf(client, variant.dictionary)).toEqual(dictionary)
      gains.push(await numbersOf(client, variant.activations))
      const { analysis, decomposition: found, ...rest } = variant.project
      expect(analysis).toEqual({ ...base.project.analysis, smoothness: smoothnesses[i] })
      expect(found.costCurves[0].at(-1)).toBe(found.cost)
      expect(variant.costSeconds?.[0]).toHaveLength(found.costCurves[0].length)
      expect({ ...base.project, ...rest }).toEqual(base.project)
    }
    expect(new Set([base, ...variants].map((it) => it.decomposition)).size).toBe(4)
    expect(gains[0]).not.toEqual(gains[2])
  })

  it('gives what can be heard, saved and opened like any other', async () => {
    const { client, session, base } = await analysed()
    const { variants } = await client.call('compareSmoothness', {
      session,
      decomposition: base.decomposition,
      smoothnesses: [100],
    })
    const [{ decomposition, project: made }] = variants
    const heard = await listen(client, { session, decomposition })
    expect(heard).not.toEqual(await listen(client, { session, ...base }))
    const length = heard.length / 4
    const sum = heard.slice(0, length).map((sample, t) => sample + heard[length + t] + heard[2 * length + t])
    sum.forEach((sample, t) => expect(sample).toBeCloseTo(heard[3 * length + t], 5))

    const project = createSource('Low', [0])(made)
    const file = join(folder, 'variant.shellac') as FileId
    await client.call('saveProject', { session, decomposition, project, file, overwrite: false })
    const again = await client.call('openProject', { file })
    expect(again.project).toEqual(project)
    expect(again.costSeconds).toBeNull()
    expect(await listen(client, again)).toEqual(heard)
  })

  it('keeps those that are done when it is stopped', async () => {
    const { client, session } = await opened()
    const long = { ...settings, maxIterations: 3000 }
    const base = await client.call('decompose', { session, channel: 'auto', settings: long })
    const request = { session, decomposition: base.decomposition, smoothnesses: [1, 2, 3] }
    const { variants } = await client.call('compareSmoothness', request, duringSecondRun(client, 'stop'))
    expect(variants.map(({ project }) => project.analysis.smoothness)).toEqual([1])
  })

  it('is refused of a decomposition that is not there', async () => {
    const { client, session } = await opened()
    const decomposition = 'none' as DecompositionId
    const work = client.call('compareSmoothness', { session, decomposition, smoothnesses: [0] })
    expect(await refusal(work)).toMatchObject({ code: 'bad-argument', message: /no decomposition none/ })
  })
})

describe('the seconds of a decomposition', () => {
  it('are those of every cost of every run, and nobody knows them of a project that was opened', async () => {
    const { client, session } = await opened()
    const base = await client.call('decompose', {
      session,
      channel: 'auto',
      settings: { ...settings, restarts: 3, maxIterations: 30 },
    })
    const { costCurves } = base.project.decomposition
    expect(costCurves.map((curve) => curve.length).toSorted((a, b) => a - b)).toEqual([21, 31, 31])
    expect(base.costSeconds?.map((seconds) => seconds.length)).toEqual(
      costCurves.map((curve) => curve.length),
    )
    for (const seconds of base.costSeconds ?? []) {
      expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
      expect(seconds[20]).toBeGreaterThan(seconds[0])
    }
    const file = join(folder, 'opened.shellac') as FileId
    await client.call('saveProject', { session, ...base, file, overwrite: false })
    expect((await client.call('openProject', { file })).costSeconds).toBeNull()
  })
})
