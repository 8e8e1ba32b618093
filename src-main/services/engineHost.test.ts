import { spawn as spawnProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, FileId, SessionId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'
import { createSource, setPan } from '@core/project/edits'
import { decodeAudio } from '../codecs/decodeAudio'
import { builtFile } from '../engine/builtFile'
import {
  asWav,
  decomposeUntil,
  jobId,
  numbersOf,
  quick,
  sampleRate,
  writeNotes,
} from './engine/engine.testSupport'
import { engineIn, spawnChild, type ChildEngine } from './engine/spawnChild'
import { spawnInProcess } from './engine/spawnInProcess'
import { startEngineHost, type EngineExit, type EngineHost, type EngineProcess } from './engineHost'
import { refusal } from './files/refusal.testSupport'

let folder = ''
let mono = '' as FileId
let stereo = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-engine-'))
  mono = await writeNotes(join(folder, 'mono.wav'))
  stereo = await writeNotes(join(folder, 'stereo.wav'), 1, 2)
})
afterAll(() => rm(folder, { recursive: true }))

function hostOf(spawn: () => EngineProcess): EngineHost {
  const host = startEngineHost({ spawn })
  onTestFinished(() => host.close())
  return host
}

function inFolder(name: string): FileId {
  return join(folder, name) as FileId
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}

const places = [
  ['in process', spawnInProcess],
  ['in a child process', spawnChild],
] as const

describe.each(places)('an engine %s', (place, spawn) => {
  const host = startEngineHost({ spawn })
  const { client } = host
  afterAll(() => host.close())

  it('goes the whole way: open, decompose, arrange, listen, save, open again with the same bits, export', async () => {
    const { session, ...opened } = await client.call('openRecording', { file: mono })
    expect(opened.recording).toMatchObject({ name: 'mono.wav', sampleCount: sampleRate, channel: 'left' })
    expect(opened.levels.peakDbfs).toBeCloseTo(20 * Math.log10(0.42), 0)
    expect((await numbersOf(client, opened.peaks)).length).toBe(2 * sampleRate)

    const stages: string[] = []
    const onProgress = ({ stage }: Progress): void => void stages.push(stage)
    const { decomposition, ...decomposed } = await client.call(
      'decompose',
      { session, channel: 'auto', settings: quick },
      { onProgress },
    )
    expect([...new Set(stages)]).toEqual(['analysing', 'factorising', 'writing'])
    expect(decomposed.components).toHaveLength(3)
    const { binCount, frameCount } = decomposed.project.decomposition
    expect((await numbersOf(client, decomposed.dictionary)).length).toBe(3 * binCount)
    expect((await numbersOf(client, decomposed.activations)).length).toBe(3 * frameCount)

    const created = createSource('Low', [0])(decomposed.project)
    const project = setPan(created.sources[0].id, -100)(created)
    const outputs = [
      [1, 0, 0],
      [0, 1, 1],
      [1, 1, 1],
    ]
    const range = { start: 100, end: sampleRate }
    const heard = await client.call('renderAudio', { session, of: { decomposition, outputs }, ...range })
    const signals = await numbersOf(client, heard.audio)
    const dry = await client.call('renderAudio', { session, of: { channel: 'auto' }, ...range })
    const recording = await numbersOf(client, dry.audio)
    const length = sampleRate - 100
    for (const t of [0, 1234, length - 1]) {
      expect(signals[t] + signals[length + t]).toBeCloseTo(signals[2 * length + t], 6)
      expect(signals[2 * length + t]).toBeCloseTo(recording[t], 6)
    }

    const file = inFolder(`${place}.shellac`)
    const wish = { session, decomposition, project, file, overwrite: false }
    const saved = await client.call('saveProject', wish)
    expect(saved).toEqual({
      name: `${place}.shellac`,
      revision: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    const again = await client.call('openProject', { file })
    expect(again.session).not.toBe(session)
    expect([again.project, again.levels, again.components]).toEqual([
      project,
      opened.levels,
      decomposed.components,
    ])
    const heardAgain = await client.call('renderAudio', {
      session: again.session,
      of: { decomposition: again.decomposition, outputs },
      ...range,
    })
    expect(await numbersOf(client, heardAgain.audio)).toEqual(signals)

    const stages2: string[] = []
    const exported = await client.call(
      'exportAudio',
      { ...again, file: inFolder(`${place}.wav`), export: asWav },
      { onProgress: ({ stage }) => void stages2.push(stage) },
    )
    expect(exported.files).toEqual(
      ['', '.report.html', '.report.md', '.report.json'].map((end) => `${place}.wav${end}`),
    )
    expect([...new Set(stages2)]).toEqual(['measuring', 'writing', 'reporting'])
    expect(exported.nullTestDecibels).toBeLessThan(-100)
    const { channels } = await decodeAudio(await readFile(inFolder(`${place}.wav`)))
    // Pan law -6 dB: left and right together are the recording, hard left is on the left only.
    for (const t of [0, 1234, length - 1]) {
      expect(channels[0][100 + t] + channels[1][100 + t]).toBeCloseTo(recording[t], 6)
      expect(channels[1][100 + t]).toBeCloseTo(signals[length + t] / 2, 6)
    }
  })

  it('stops and keeps, or cancels and leaves the session as it was', async () => {
    const { session } = await client.call('openRecording', { file: mono })
    const cancelled = decomposeUntil(client, session, (job) => client.wish(job, 'cancel'))
    expect((await refusal(cancelled)).code).toBe('cancelled')
    const stopped = await decomposeUntil(client, session, (job) => client.wish(job, 'stop'))
    expect(stopped.project.decomposition.stopReason).toBe('stopped')
    const of = { decomposition: stopped.decomposition, outputs: [[1, 1, 1]] }
    await client.call('renderAudio', { session, of, start: 0, end: 10 })
  })

  it('runs two jobs at once and gives each its own result', async () => {
    const sessions = await Promise.all([mono, stereo].map((file) => client.call('openRecording', { file })))
    let first: ReturnType<typeof decomposeUntil> | undefined
    await new Promise<void>((started) => {
      first = decomposeUntil(client, sessions[0].session, () => started())
    })
    const settings = { ...quick, components: 2 }
    const wish = { session: sessions[1].session, channel: 'auto', settings } as const
    const second = await client.call('decompose', wish)
    expect(second.components).toHaveLength(2)
    client.wish(jobId(`decompose ${sessions[0].session}`), 'stop')
    expect((await first)?.components).toHaveLength(3)
  })

  it('keeps its words for errors', async () => {
    const error = await refusal(client.call('openRecording', { file: inFolder('nothing.wav') }))
    expect(error).toBeInstanceOf(ShellacError)
    expect(error.code).toBe('file-not-found')
    expect(error.details).toMatchObject({ path: inFolder('nothing.wav') })
  })
})

describe('an engine that dies', () => {
  it('in the middle of a job rejects it; the next call has a new engine that knows no old sessions', async () => {
    const processes: ReturnType<typeof spawnChild>[] = []
    const host = hostOf(() => {
      processes.push(spawnChild())
      return processes[processes.length - 1]
    })
    const exits: EngineExit[] = []
    host.onExit((exit) => exits.push(exit))
    const { client } = host
    const { session } = await client.call('openRecording', { file: mono })
    const work = decomposeUntil(client, session, () => process.kill(processes[0].processId ?? 0, 'SIGKILL'))
    expect((await refusal(work)).code).toBe('engine-crashed')
    expect(exits).toEqual([{ isCrash: true }])

    const estimate = client.call('estimate', { session, settings: quick })
    expect((await refusal(estimate)).code).toBe('unknown-session')
    const opened = await client.call('openRecording', { file: mono })
    await client.call('decompose', { session: opened.session, channel: 'auto', settings: quick })
    expect(processes).toHaveLength(2)
    await host.close()
    expect(exits).toEqual([{ isCrash: true }, { isCrash: false }])
  })

  it('ends with its parent', async () => {
    const script = `
      const child = require('node:child_process').fork(process.argv[1], { serialization: 'advanced' })
      child.send({ kind: 'artifact', id: 1, artifact: 'none' })
      child.on('message', () => process.stdout.write(child.pid + '\\n'))`
    const parent = spawnProcess(process.execPath, ['-e', script, builtFile('main/engineChild.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const engine = Number(line.toString())
    expect(isRunning(engine)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isRunning(engine), { timeout: 10_000 }).toBe(false)
  })

  it('by being closed rejects what is under way and what comes after', async () => {
    const host = hostOf(spawnChild)
    const { session } = await host.client.call('openRecording', { file: mono })
    const work = decomposeUntil(host.client, session, () => void host.close())
    expect((await refusal(work)).code).toBe('engine-crashed')
    expect((await refusal(host.client.call('openRecording', { file: mono }))).code).toBe('engine-crashed')
  })

  it('before it has begun rejects the call', async () => {
    const broken = (): EngineProcess => {
      const child = spawnChild()
      process.kill(child.processId ?? 0, 'SIGKILL')
      return child
    }
    const work = hostOf(broken).client.call('openRecording', { file: mono })
    expect((await refusal(work)).code).toBe('engine-crashed')
  })
})

it('an artifact of no session is unknown', async () => {
  const { client } = hostOf(spawnInProcess)
  expect((await refusal(client.artifact('none' as ArtifactId))).code).toBe('unknown-artifact')
})

const hangsWhenAsked = `process.on('message', () => { for (;;) {} })`

it('an engine whose event loop hangs is ended, its calls say so, and the next call has a new one', async () => {
  const engines: ChildEngine[] = []
  const host = startEngineHost({
    patience: 1,
    spawn() {
      const options: SpawnOptions = {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        serialization: 'advanced',
      }
      const isFirst = engines.length === 0
      engines.push(
        isFirst ? engineIn(spawnProcess(process.execPath, ['-e', hangsWhenAsked], options)) : spawnChild(),
      )
      return engines[engines.length - 1]
    },
  })
  onTestFinished(() => host.close())
  const exits: EngineExit[] = []
  host.onExit((exit) => exits.push(exit))
  const call = host.client.call('chooseChannel', { session: 'none' as SessionId, channel: 'auto' })
  expect((await refusal(call)).code).toBe('not-responding')
  expect(exits).toEqual([{ isCrash: true }])
  await engines[0].end()
  expect(isRunning(engines[0].processId ?? 0)).toBe(false)
  const opened = await host.client.call('openRecording', { file: mono })
  expect(opened.recording.name).toBe('mono.wav')
})

it('a host that is closed leaves no hung engine behind', async () => {
  const options: SpawnOptions = { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' }
  const engine = engineIn(spawnProcess(process.execPath, ['-e', hangsWhenAsked], options))
  const host = startEngineHost({ patience: 1, spawn: () => engine })
  const call = host.client.call('chooseChannel', { session: 'none' as SessionId, channel: 'auto' })
  expect((await refusal(call)).code).toBe('not-responding')
  await host.close()
  expect(isRunning(engine.processId ?? 0)).toBe(false)
})
