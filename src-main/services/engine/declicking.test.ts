import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { Decomposed, DecompositionWish, EngineClient } from '@core/contract/engine'
import type { ArtifactId, FileId, SessionId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'
import { sampleRate, spoiltMusic } from '@core/restoration/spoiltMusic.testSupport'
import { jobId, quick, rendered, startEngine } from './engine.testSupport'

let folder = ''
let file = '' as FileId
const { clicked } = spoiltMusic(-15, { seconds: 3 })
const end = clicked.length
const declicking: DecompositionWish = { ...quick, declick: { threshold: 5 } }
const everything = [1, 1, 1]
const clicksAlone = [0, 0, 0, 1]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-declicking-'))
  file = join(folder, 'clicked.wav') as FileId
  await writeFile(file, writeWav({ sampleRate, channels: [clicked] }, '32f'))
})
afterAll(() => rm(folder, { recursive: true }))

async function decomposed(
  client: EngineClient,
  settings = declicking,
): Promise<{ session: SessionId } & Decomposed> {
  const { session } = await client.call('openRecording', { file })
  return { session, ...(await client.call('decompose', { session, channel: 'auto', settings })) }
}

async function clicksOf(client: EngineClient, artifact: ArtifactId | null): Promise<Float64Array> {
  if (artifact === null) throw new Error('no clicks were looked for')
  const { buffer } = await client.artifact(artifact)
  return new Float64Array(buffer)
}

function largestDifference(a: Float32Array, b: ArrayLike<number>): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)
}

describe('a decomposition without clicks', () => {
  it('leaves the original untouched bit by bit; components are the rest, and with the clicks the original', async () => {
    const client = startEngine()
    const { session, decomposition, clicks, project } = await decomposed(client)
    expect(project.analysis.declick).toEqual({ threshold: 5 })
    const original = await rendered(client, { session, of: { channel: 'auto' }, start: 0, end })
    expect(original).toEqual(Float32Array.from(clicked))
    const outputs = [everything, clicksAlone, [1, 1, 1, 1]]
    const sound = await rendered(client, { session, of: { decomposition, outputs }, start: 0, end })
    const [rest, removed, whole] = outputs.map((_, i) => sound.subarray(i * end, (i + 1) * end))
    expect(largestDifference(whole, clicked)).toBeLessThan(1e-5)
    const list = await clicksOf(client, clicks)
    expect(list.length / 3).toBeGreaterThan(5)
    const isClick = new Uint8Array(end)
    for (let i = 0; i < list.length; i += 3) isClick.fill(1, list[i], list[i + 1])
    removed.forEach((value, i) => {
      if (!isClick[i]) expect(Math.abs(value)).toBeLessThan(1e-12)
    })
    expect(removed.some((value) => Math.abs(value) > 0.01)).toBe(true)
    expect(largestDifference(rest, original)).toBeGreaterThan(0.01)
  })

  it('is of the recording itself where that was not wished', async () => {
    const client = startEngine()
    const { session, decomposition, clicks, project } = await decomposed(client, quick)
    expect([clicks, project.analysis.declick]).toEqual([null, null])
    const sound = await rendered(client, {
      session,
      of: { decomposition, outputs: [everything, clicksAlone] },
      start: 0,
      end,
    })
    expect(largestDifference(sound.subarray(0, end), clicked)).toBeLessThan(1e-5)
    expect(sound.subarray(end).every((value) => Math.abs(value) < 1e-12)).toBe(true)
  })

  it('sounds the same after it was saved and opened, and after the engine was lost', async () => {
    const client = startEngine()
    const made = await decomposed(client)
    const { session, decomposition, project, dictionary, activations } = made
    const outputs = [[1, 0, 0], clicksAlone]
    const before = await rendered(client, { session, of: { decomposition, outputs }, start: 0, end })
    const target = join(folder, 'clicked.shellac') as FileId
    await client.call('saveProject', { session, decomposition, project, file: target, overwrite: true })
    const factors = await Promise.all(
      [dictionary, activations].map(async (id, i) => {
        const path = join(folder, `factor ${i}`)
        await writeFile(path, await client.artifact(id))
        return path as FileId
      }),
    )

    const other = startEngine()
    const stages = new Set<Progress['stage']>()
    const onProgress = ({ stage }: Progress): void => void stages.add(stage)
    const reopened = await other.call('openProject', { file: target }, { job: jobId('open'), onProgress })
    expect(stages).toContain('declicking')
    expect(
      await rendered(other, {
        session: reopened.session,
        of: { decomposition: reopened.decomposition, outputs },
        start: 0,
        end,
      }),
    ).toEqual(before)
    expect(await clicksOf(other, reopened.clicks)).toEqual(await clicksOf(client, made.clicks))
    expect(
      await rendered(other, { session: reopened.session, of: { channel: 'auto' }, start: 0, end }),
    ).toEqual(Float32Array.from(clicked))

    const fresh = await other.call('openRecording', { file })
    const restored = await other.call('restoreDecomposition', {
      session: fresh.session,
      project,
      dictionary: factors[0],
      activations: factors[1],
    })
    expect(
      await rendered(other, {
        session: fresh.session,
        of: { decomposition: restored.decomposition, outputs },
        start: 0,
        end,
      }),
    ).toEqual(before)
  })

  it('keeps the clicks apart for each threshold', async () => {
    const client = startEngine()
    const { session, clicks } = await decomposed(client)
    const settings = { ...quick, declick: { threshold: 12 } }
    const strict = await client.call('decompose', { session, channel: 'auto', settings })
    const counts = await Promise.all(
      [clicks, strict.clicks].map(async (id) => (await clicksOf(client, id)).length),
    )
    expect(counts[1]).toBeLessThan(counts[0])
    expect(counts[1]).toBeGreaterThan(0)
  })

  it('can be cancelled while clicks are removed', async () => {
    const client = startEngine()
    const { session } = await client.call('openRecording', { file })
    const job = jobId('cancelled')
    const onProgress = ({ stage }: Progress): void => {
      if (stage === 'declicking') client.wish(job, 'cancel')
    }
    const work = client.call(
      'decompose',
      { session, channel: 'auto', settings: declicking },
      { job, onProgress },
    )
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  })
})

it('grooves are looked for in a channel', async () => {
  const client = startEngine()
  const { session } = await client.call('openRecording', { file })
  const grooves = await client.call('findGrooves', { session, channel: 'auto' })
  expect(grooves).toEqual({ leadIn: null, runOut: null })
})

it('clicks are counted in a channel, with advice', async () => {
  const client = startEngine()
  const { session } = await client.call('openRecording', { file })
  const count = await client.call('countClicks', { session, channel: 'auto' })
  expect(count.perSecond).toBeGreaterThan(6)
  expect(count).toMatchObject({ seconds: 3, advised: true })
})
