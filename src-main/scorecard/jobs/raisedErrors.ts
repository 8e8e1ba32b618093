/** Every error code of the table, raised once by what raises it in the program, and what people are told by it. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { createEngineClient } from '@core/contract/engineClient'
import { errorKinds, errorParts, ShellacError, type ErrorCode } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { ArtifactId, SessionId } from '@core/contract/ids'
import { migrate } from '@core/project/migrations'
import { projectFormat } from '@core/project/project'
import { pause } from '../../engine/pause'
import { createEngine } from '../../services/engine/engine'
import { createMemoryPorts } from '../../services/engine/memoryPorts'
import { serveEngine } from '../../services/engine/serveEngine'
import { unlessCancelled } from '../../services/exports/renderBlocks'
import { createAtomicFile } from '../../services/files/atomicWrite'
import { countingFileSystem, systemError } from '../../services/files/faultyFileSystem'
import { createPatience } from '../../services/files/patience'
import { writeError } from '../../services/files/systemErrors'
import { requireMemory, systemRoom } from '../../services/needs/room'
import { openProject, saveProject, type OpenedProject } from '../../services/projectFile/projectFile'
import { openRecording, refuseRecording } from '../../services/recordings'
import { countedProject } from '../keeping/subjects'
import { projectRoot } from '../projectRoot'

const unreadableSound = join(projectRoot, 'src-main/codecs/fixtures/edge/compressed/aac.m4a')
const control: JobControl = { wish: () => 'go-on', report: () => undefined }
const later = async (work: () => unknown): Promise<unknown> => Promise.resolve().then(work)

/** What ends with the error of each code. */
type Raisers = Readonly<Record<ErrorCode, () => Promise<unknown>>>

type ReadingCode =
  | 'file-not-found'
  | 'unreadable-file'
  | 'damaged-file'
  | 'no-audio'
  | 'unknown-format'
  | 'unsupported-encoding'

type ProjectCode =
  | ('not-a-project' | 'damaged-project' | 'project-too-new' | 'project-changed')
  | ('recording-not-found' | 'recording-changed')

type WritingCode = 'target-exists' | 'target-is-source' | 'write-failed' | 'disk-full' | 'disk-not-responding'

/** @param folder for the files that it takes */
export function raisersIn(folder: string): Raisers {
  return {
    ...readingErrors(folder),
    ...projectErrors(folder),
    ...writingErrors(folder),
    'bad-argument': () => openRecording(folder),
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
      const closeSession = (): Promise<never> => Promise.reject(new Error('It broke.'))
      serveEngine(far, { ...engine, handlers: { ...engine.handlers, closeSession } })
      return createEngineClient(near).call('closeSession', { session: 'none' as SessionId })
    },
  }
}

function readingErrors(folder: string): Pick<Raisers, ReadingCode> {
  return {
    'file-not-found': () => openRecording(join(folder, 'missing.wav')),
    'unreadable-file': () => openRecording(`${folder}/${'x'.repeat(300)}.wav`),
    'damaged-file': async () => openRecording(await plant(folder, 'damaged.flac', 'fLaC and nothing more')),
    'no-audio': async () => openRecording(await plant(folder, 'silent.wav', wavOf(0))),
    'unknown-format': async () =>
      openRecording(await plant(folder, 'text.wav', 'Just a text, which nobody can hear.')),
    'unsupported-encoding': () => openRecording(unreadableSound),
  }
}

function projectErrors(folder: string): Pick<Raisers, ProjectCode> {
  return {
    'not-a-project': async () => openProject(await plant(folder, 'text.shellac', 'Just a text.')),
    'damaged-project': async () =>
      openProject(await plant(folder, 'cut.shellac', 'PK\x03\x04 and nothing more')),
    'project-too-new': () => later(() => migrate({ format: projectFormat, version: 1e6 })),
    'project-changed': async () => {
      const path = join(folder, 'changed.shellac')
      await saveProject(path, countedProject(1), { overwrite: true })
      return saveProject(path, countedProject(2), { overwrite: true, replaces: '0'.repeat(64) })
    },
    'recording-not-found': async () => {
      const { project, recording } = await linkedProject(folder, 'moved')
      await rm(recording)
      return openProject(project)
    },
    'recording-changed': async () => {
      const { project, recording } = await linkedProject(folder, 'linked')
      await writeFile(recording, 'another')
      return openProject(project)
    },
  }
}

function writingErrors(folder: string): Pick<Raisers, WritingCode> {
  return {
    'target-exists': async () => createAtomicFile(await plant(folder, 'there.wav', ''), { overwrite: false }),
    'target-is-source': async () => {
      const path = await plant(folder, 'source.wav', wavOf(100))
      const { sha256, byteLength } = await openRecording(path)
      return refuseRecording(path, { ...countedProject(1).project.recording, sha256, byteLength })
    },
    'write-failed': () => createAtomicFile(join(folder, 'no', 'folder.wav'), { overwrite: false }),
    'disk-not-responding': () => {
      const hanging = countingFileSystem({ beforeCall: { open: () => new Promise(() => undefined) } })
      const { fileSystem } = createPatience({ ...hanging, seconds: 0.1 })
      return createAtomicFile(join(folder, 'x.wav'), { overwrite: false, fileSystem })
    },
    'disk-full': () => Promise.reject(writeError(systemError('ENOSPC'), join(folder, 'x.wav'))),
  }
}

async function plant(folder: string, name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

function wavOf(sampleCount: number): Uint8Array {
  return writeWav({ sampleRate: 8000, channels: [new Float32Array(sampleCount)] }, 16)
}

/** Paths of a saved project and of the recording that it is linked to. */
async function linkedProject(
  folder: string,
  name: string,
): Promise<{ readonly project: string; readonly recording: string }> {
  const recording = await plant(folder, `${name}.wav`, wavOf(100))
  const project = join(folder, `${name}.shellac`)
  const linked: OpenedProject = { ...countedProject(1), recording: { kind: 'linked', path: recording } }
  await saveProject(project, linked, { overwrite: true })
  return { project, recording }
}

/** Codes whose errors are about one file. */
const ofFiles: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['file-not-found', 'unreadable-file', 'damaged-file', 'no-audio', 'unknown-format'] as const),
  ...(['unsupported-encoding', 'not-a-project', 'damaged-project', 'project-changed'] as const),
  ...(['target-exists', 'target-is-source', 'write-failed', 'disk-full', 'disk-not-responding'] as const),
])

/** The parts that an error lacks which should have this code: none, if people are told all they need. */
export function lackingParts(code: ErrorCode, error: unknown): readonly string[] {
  if (!(error instanceof ShellacError) || error.code !== code) return [`the code, for ${String(error)}`]
  const { file, stage, cause, nextStep } = errorParts(error)
  const isNamed = file !== null && !/[\\/]/.test(file) && error.message.includes(file)
  const isSentence = (text: string): boolean => /^\S.{8,}[.!]$/s.test(text)
  const parts: Readonly<Record<string, boolean>> = {
    file: isNamed || !ofFiles.has(code),
    stage: /^\w.{2,}/.test(stage) && errorParts(error, 'declicking').stage === 'declicking',
    cause: isSentence(cause) && isSentence(errorKinds[code].cause),
    'next step': /^[A-Z].{12,}\.$/.test(nextStep),
  }
  return Object.keys(parts).filter((part) => !parts[part])
}

/** All codes, in the order of the table. */
export const errorCodes = Object.keys(errorKinds) as ErrorCode[]

/** What its raiser ends with; an Error of no code where it ends in none. */
export async function raise(raisers: Raisers, code: ErrorCode): Promise<unknown> {
  return raisers[code]().then(
    () => new Error(`${code} was not raised`),
    (error: unknown) => error,
  )
}
