/** Every code of the table is raised once, by what raises it in the program, and has its four parts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { createEngineClient } from '@core/contract/engineClient'
import { errorKinds, errorParts, type ErrorCode } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { ArtifactId, SessionId } from '@core/contract/ids'
import { migrate } from '@core/project/migrations'
import { projectFormat } from '@core/project/project'
import { pause } from '../engine/pause'
import { createEngine } from './engine/engine'
import { createMemoryPorts } from './engine/memoryPorts'
import { serveEngine } from './engine/serveEngine'
import { unlessCancelled } from './exports/renderBlocks'
import { createAtomicFile } from './files/atomicWrite'
import { refusal } from './files/refusal.testSupport'
import { writeError } from './files/systemErrors'
import { requireMemory, systemRoom } from './needs/room'
import { openProject, saveProject, type OpenedProject } from './projectFile/projectFile'
import { sampleContent } from './projectFile/sampleContent.testSupport'
import { openRecording, refuseRecording } from './recordings'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-codes-'))
})
afterAll(() => rm(folder, { recursive: true }))

const fixture = join(import.meta.dirname, '../codecs/fixtures/edge/compressed/aac.m4a')
const control: JobControl = { wish: () => 'go-on', report: () => undefined }
const systemError = (code: string): Error => Object.assign(new Error(code), { code })
const later = async (work: () => unknown): Promise<unknown> => Promise.resolve().then(work)

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

async function wav(name: string): Promise<string> {
  return file(name, writeWav({ sampleRate: 8000, channels: [new Float32Array(100)] }, 16))
}

async function savedProject(name: string): Promise<string> {
  const path = join(folder, name)
  await saveProject(path, sampleContent(), { overwrite: true })
  return path
}

function linkedTo(path: string): OpenedProject {
  return { ...sampleContent(), recording: { kind: 'linked', path } }
}

/** What ends with each error. */
const raised: Readonly<Record<ErrorCode, () => Promise<unknown>>> = {
  'bad-argument': () => openRecording(folder),
  'file-not-found': () => openRecording(join(folder, 'missing.wav')),
  'unreadable-file': () => openRecording(`${folder}/${'x'.repeat(300)}.wav`),
  'damaged-file': async () => openRecording(await file('damaged.flac', 'fLaC and nothing more')),
  'no-audio': async () =>
    openRecording(
      await file('silent.wav', writeWav({ sampleRate: 8000, channels: [new Float32Array(0)] }, 16)),
    ),
  'unknown-format': async () => openRecording(await file('text.wav', 'Just a text, which nobody can hear.')),
  'unsupported-encoding': () => openRecording(fixture),
  'not-a-project': async () => openProject(await file('text.shellac', 'Just a text.')),
  'damaged-project': async () => openProject(await file('cut.shellac', 'PK\x03\x04 and nothing more')),
  'project-too-new': () => later(() => migrate({ format: projectFormat, version: 1e6 })),
  'recording-not-found': async () => {
    const path = await wav('moved.wav')
    const project = join(folder, 'moved.shellac')
    await saveProject(project, linkedTo(path), { overwrite: true })
    await rm(path)
    return openProject(project)
  },
  'recording-changed': async () => {
    const path = await wav('linked.wav')
    const project = join(folder, 'linked.shellac')
    await saveProject(project, linkedTo(path), { overwrite: true })
    await writeFile(path, 'another')
    return openProject(project)
  },
  'project-changed': async () =>
    saveProject(await savedProject('changed.shellac'), sampleContent(), {
      overwrite: true,
      replaces: '0'.repeat(64),
    }),
  'target-exists': async () => createAtomicFile(await file('there.wav', ''), { overwrite: false }),
  'target-is-source': async () => {
    const path = await wav('source.wav')
    const { sha256, byteLength } = await openRecording(path)
    return refuseRecording(path, { ...sampleContent().project.recording, sha256, byteLength })
  },
  'write-failed': () => createAtomicFile(join(folder, 'no', 'folder.wav'), { overwrite: false }),
  'disk-full': () => Promise.reject(writeError(systemError('ENOSPC'), join(folder, 'x.wav'))),
  'not-enough-memory': () => later(() => requireMemory('Decomposing side a.wav', Infinity, systemRoom)),
  cancelled: () => pause({ ...control, wish: () => 'cancel' }),
  'engine-crashed': () => {
    const [near] = createMemoryPorts()
    const call = createEngineClient(near).call('closeSession', { session: 'none' as SessionId })
    near.close()
    return call
  },
  'not-responding': () => unlessCancelled(new Promise(() => undefined), control, 0.1),
  'unknown-session': () => createEngine().handlers.closeSession({ session: 'none' as SessionId }, control),
  'unknown-artifact': () => later(() => createEngine().artifact('none' as ArtifactId)),
  internal: () => {
    const [near, far] = createMemoryPorts()
    const engine = createEngine()
    const broken = {
      ...engine,
      handlers: { ...engine.handlers, closeSession: () => Promise.reject(new Error('It broke.')) },
    }
    serveEngine(far, broken)
    return createEngineClient(near).call('closeSession', { session: 'none' as SessionId })
  },
}

/** Errors that are about one file. */
const ofFiles: ReadonlySet<ErrorCode> = new Set([
  ...(['file-not-found', 'unreadable-file', 'damaged-file', 'no-audio', 'unknown-format'] as const),
  ...(['unsupported-encoding', 'not-a-project', 'damaged-project', 'project-changed'] as const),
  ...(['target-exists', 'target-is-source', 'write-failed', 'disk-full'] as const),
])

it.each(Object.keys(errorKinds) as ErrorCode[])('%s says file, stage, cause and next step', async (code) => {
  const error = await refusal(raised[code]())
  expect(error.code).toBe(code)
  const { file: name, stage, cause, nextStep } = errorParts(error)
  expect(stage).toMatch(/^\w.{2,}/)
  for (const sentence of [cause, errorKinds[code].cause]) expect(sentence).toMatch(/^\S.{8,}[.!]$/s)
  expect(nextStep).toMatch(/^[A-Z].{12,}\.$/)
  expect(errorParts(error, 'declicking').stage).toBe('declicking')
  if (!ofFiles.has(code)) return
  expect(name).not.toMatch(/[\\/]/)
  expect(error.message).toContain(name)
})
