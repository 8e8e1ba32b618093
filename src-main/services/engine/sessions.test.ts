import { openProject } from '../projectFile/projectFile'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DecompositionWish, EngineClient, EngineRequest, OpenedRecording } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, DecompositionId, FileId } from '@core/contract/ids'
import { refusal } from '../files/refusal.testSupport'
import {
  asWav,
  decomposeUntil,
  endless,
  listen,
  numbersOf,
  quick,
  sampleRate,
  writeNotes,
  startEngine,
} from './engine.testSupport'
import type { Room } from '../needs/room'
import type { EngineSettings } from './engine'

let folder = ''
let mono = '' as FileId
let stereo = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-sessions-'))
  mono = await writeNotes(join(folder, 'mono.wav'))
  stereo = await writeNotes(join(folder, 'stereo.wav'), 1, 2)
})
afterAll(() => rm(folder, { recursive: true }))

function inFolder(name: string): FileId {
  return join(folder, name) as FileId
}

async function opened(
  file: FileId = mono,
  settings: EngineSettings = {},
): Promise<{ client: EngineClient } & OpenedRecording> {
  const client = startEngine(settings)
  return { client, ...(await client.call('openRecording', { file })) }
}

describe('decompositions of one session', () => {
  it('side by side give their own sound bit for bit, and the same as each gives alone', async () => {
    const wishes = [
      { channel: 'left', settings: quick },
      { channel: 'right', settings: { ...quick, seed: 2 } },
    ] as const
    const together = await opened(stereo)
    const { client, session } = together
    const first = await client.call('decompose', { session, ...wishes[0] })
    const alone = await listen(client, { session, ...first })
    const second = await client.call('decompose', { session, ...wishes[1] })
    expect(second.decomposition).not.toBe(first.decomposition)
    const sounds = [await listen(client, { session, ...first }), await listen(client, { session, ...second })]
    expect(sounds[0]).toEqual(alone)
    expect(sounds[1]).not.toEqual(alone)

    const other = await opened(stereo)
    const anew = await other.client.call('decompose', { session: other.session, ...wishes[1] })
    expect(await listen(other.client, { session: other.session, ...anew })).toEqual(sounds[1])
  })

  it('are saved and exported each as itself, the first one after the second', async () => {
    const { client, session } = await opened(stereo)
    const first = await client.call('decompose', { session, channel: 'left', settings: quick })
    await client.call('decompose', { session, channel: 'right', settings: { ...quick, seed: 2 } })
    const { decomposition, project } = first
    const place = { session, decomposition, project }
    const file = inFolder('first.shellac')
    await client.call('saveProject', { ...place, file, overwrite: false })
    const again = await client.call('openProject', { file })
    expect(again.project).toEqual(project)
    expect(await listen(client, again)).toEqual(await listen(client, place))
    expect(await numbersOf(client, again.dictionary)).toEqual(await numbersOf(client, first.dictionary))

    const wish = { ...asWav, contents: ['mono'] } as const
    const target = inFolder('first.wav')
    await client.call('exportAudio', { ...place, file: target, export: wish })
    await client.call('saveProject', { ...place, file, overwrite: true })
    const { report } = await openProject(file)
    expect(JSON.parse(String(report))).toMatchObject({
      format: 'shellac-report',
      export: { contents: wish.contents },
    })
    const heard = await client.call('openRecording', { file: target })
    const whole = { start: 100, end: sampleRate }
    const { audio } = await client.call('renderAudio', {
      session: heard.session,
      of: { channel: 'auto' },
      ...whole,
    })
    const ofAll = (await listen(client, place)).slice(-(sampleRate - 100))
    expect(await numbersOf(client, audio)).toEqual(ofAll)
  })

  it('are made one at a time, and end when the session is closed; choosing a channel meanwhile is no harm', async () => {
    const { client, session } = await opened()
    const others: Promise<unknown>[] = []
    const first = decomposeUntil(client, session, () => {
      others.push(
        refusal(client.call('decompose', { session, channel: 'auto', settings: quick })),
        client.call('chooseChannel', { session, channel: 'mid' }),
      )
      void Promise.all(others).then(() => client.call('closeSession', { session }))
    })
    expect((await refusal(first)).code).toBe('cancelled')
    expect(await others[0]).toMatchObject({ code: 'bad-argument' })
    expect(await others[1]).toMatchObject({ recording: { channel: 'left' } })
    const estimate = client.call('estimate', { session, settings: quick })
    expect((await refusal(estimate)).code).toBe('unknown-session')
  })

  it('refuse a project of another one, and to write over the recording', async () => {
    const { client, session } = await opened()
    const first = await client.call('decompose', { session, channel: 'auto', settings: quick })
    const second = await client.call('decompose', {
      session,
      channel: 'auto',
      settings: { ...quick, seed: 2 },
    })
    const before = await readdir(folder)
    const mixed = { session, decomposition: second.decomposition, project: first.project }
    const file = inFolder('mixed.shellac')
    const save = client.call('saveProject', { ...mixed, file, overwrite: false })
    expect((await refusal(save)).code).toBe('bad-argument')
    const write = client.call('exportAudio', { ...mixed, file, export: asWav })
    expect((await refusal(write)).code).toBe('bad-argument')
    const over = { ...mixed, project: second.project, file: mono }
    const saveOver = client.call('saveProject', { ...over, overwrite: true })
    expect((await refusal(saveOver)).code).toBe('target-is-source')
    const writeOver = client.call('exportAudio', { ...over, export: { ...asWav, existing: 'replace' } })
    expect((await refusal(writeOver)).code).toBe('target-is-source')
    expect(await readdir(folder)).toEqual(before)
  })

  it('are unknown to another session', async () => {
    const { client, session } = await opened()
    const { decomposition, project } = await client.call('decompose', {
      session,
      channel: 'auto',
      settings: quick,
    })
    const other = await client.call('openRecording', { file: mono })
    const strange = { session: other.session, decomposition, project }
    const render = { ...strange, of: { decomposition, outputs: [[1, 1, 1]] }, start: 0, end: 10 }
    const refusals: ShellacError[] = [
      await refusal(client.call('renderAudio', render)),
      await refusal(client.call('saveProject', { ...strange, file: inFolder('x'), overwrite: false })),
      await refusal(client.call('exportAudio', { ...strange, file: inFolder('x'), export: asWav })),
    ]
    for (const { code, message } of refusals) {
      expect([code, message]).toEqual(['bad-argument', expect.stringContaining(decomposition)])
    }
  })
})

describe('a session', () => {
  it('refuses outputs that do not fit the recording, the components or an artifact', async () => {
    const { client, session } = await opened(await writeNotes(inFolder('long.wav'), 9))
    const { decomposition } = await client.call('decompose', { session, channel: 'auto', settings: quick })
    const many = Array.from({ length: 256 }, () => [1, 1, 1])
    const requests: Omit<EngineRequest<'renderAudio'>, 'session'>[] = [
      { of: { decomposition, outputs: [[1, 1]] }, start: 0, end: 10 },
      { of: { channel: 'auto' }, start: 0, end: 9 * sampleRate + 1 },
      { of: { decomposition, outputs: many }, start: 0, end: 2 ** 16 + 1 },
      { of: { decomposition: 'none' as DecompositionId, outputs: many }, start: 0, end: 10 },
    ]
    const refusals = await Promise.all(
      requests.map((request) => refusal(client.call('renderAudio', { session, ...request }))),
    )
    expect(refusals.map(({ code }) => code)).toEqual(requests.map(() => 'bad-argument'))
  })

  it('gives the same samples in consecutive short chunks as in one stretch', async () => {
    const file = await writeNotes(inFolder('nine.wav'), 9)
    const { client, session } = await opened(file)
    const { decomposition } = await client.call('decompose', { session, channel: 'auto', settings: quick })
    const of = { decomposition, outputs: [[1, 0.5, 0]] }
    const render = async (start: number, end: number): Promise<number[]> => {
      const { audio } = await client.call('renderAudio', { session, of, start, end })
      return Array.from(await numbersOf(client, audio))
    }
    const chunks: number[] = []
    for (let second = 0; second < 9; second++) {
      chunks.push(...(await render(second * sampleRate, (second + 1) * sampleRate)))
    }
    expect(chunks).toEqual(await render(0, 9 * sampleRate))
  })

  it('keeps the newest 64 MB of rendered audio, and peaks and factors besides', async () => {
    const { client, session, peaks } = await opened()
    const made = await client.call('decompose', { session, channel: 'auto', settings: quick })
    const { decomposition, dictionary } = made
    // 8 MB each.
    const outputs = Array.from({ length: 256 }, () => [1, 1, 1])
    const request = { session, of: { decomposition, outputs }, start: 0, end: sampleRate }
    const rendered: ArtifactId[] = []
    for (let i = 0; i < 10; i++) rendered.push((await client.call('renderAudio', request)).audio)
    const found = await Promise.allSettled(rendered.map((id) => client.artifact(id)))
    expect(found.map(({ status }) => status)).toEqual([
      ...Array<string>(2).fill('rejected'),
      ...Array<string>(8).fill('fulfilled'),
    ])
    await Promise.all([peaks, dictionary].map((id) => client.artifact(id)))
  })

  it('estimates more seconds for more work', async () => {
    const { client, session } = await opened()
    const seconds = async (settings: DecompositionWish): Promise<number> =>
      (await client.call('estimate', { session, settings })).seconds
    const few = await seconds(quick)
    expect(few).toBeGreaterThan(0)
    expect(await seconds({ ...endless, components: 20 })).toBeGreaterThan(few)
  })

  it('says the memory and the space that it needs, and refuses what does not fit with an offer that does', async () => {
    const wish = { ...quick, restarts: 4 }
    const [usual, fewer] = await Promise.all(
      [wish, quick].map(async (settings) => {
        const { client, session } = await opened()
        return client.call('estimate', { session, settings })
      }),
    )
    expect(usual.offer).toBeNull()
    expect(usual.memory.needed).toBeGreaterThan(fewer.memory.needed)

    const room: Room = {
      memory: () => fewer.memory.needed,
      disk: async () => Promise.resolve({ disk: 1, free: Infinity }),
    }
    const { client, session } = await opened(mono, { room })
    const { memory, offer } = await client.call('estimate', { session, settings: wish })
    expect(memory).toEqual({ needed: usual.memory.needed, free: fewer.memory.needed })
    expect(offer?.change).toEqual({ algorithm: 'accelerated', components: 3, overlap: 0.5, restarts: 1 })
    const tooMuch = client.call('decompose', { session, channel: 'auto', settings: wish })
    expect((await refusal(tooMuch)).code).toBe('not-enough-memory')
    const settings = { ...wish, ...offer?.change }
    await client.call('decompose', { session, channel: 'auto', settings })
  })

  it('counts the removal of clicks', async () => {
    const { client, session } = await opened()
    const declicking = { ...quick, declick: { threshold: 5 } }
    const plain = await client.call('estimate', { session, settings: quick })
    const longer = await client.call('estimate', { session, settings: declicking })
    expect(longer.seconds).toBeGreaterThan(plain.seconds)
    expect(longer.memory.needed).toBeGreaterThan(plain.memory.needed)
  })
})
