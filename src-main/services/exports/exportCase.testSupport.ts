/** For tests: a small project of a seeded recording with random factors, exports of it, and what they hold. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AudioData } from '@core/audio/audioData'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { toMono } from '@core/audio/channels/downmix'
import type { JobControl } from '@core/contract/job'
import type { Edit } from '@core/project/edits'
import { createRandom } from '@core/random'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { decodeAudio } from '../../codecs/decodeAudio'
import type { OpenedProject } from '../projectFile/projectFile'
import { createProjectOf, mixOf, separationOf } from '../projects'
import { openRecording } from '../recordings'
import { plainForm, plainWish } from '@core/contract/exports'
import { exportAudio } from './exportAudio'
import type { ExportResult, ExportSettings } from './exportSettings'

export const sampleRate = 8000
export const componentCount = 4

const settings: Parameters<typeof createProjectOf>[0]['settings'] = {
  framing: { windowLength: 128, hop: 64 },
  learned: [],
  componentCount,
  smoothness: 0,
  algorithm: 'mm',
  maxIterations: 1,
  tolerance: 0,
  restarts: 1,
  seed: 1,
}

export interface CaseOptions {
  /** Highest possible sample of the recording; 0.5 by default. */
  readonly peak?: number
  readonly bits?: 16 | '32f'
  /** In place of the seeded one. */
  readonly firstSample?: number
  /** Seconds; 0.6 by default, enough for a loudness. */
  readonly seconds?: number
  readonly tags?: Readonly<Record<string, string>>
  readonly edits?: readonly Edit[]
}

export interface ExportCase {
  readonly folder: string
  /** The recording of the project. */
  readonly recordingPath: string
  readonly opened: OpenedProject
  /** Samples of the recording. */
  readonly samples: readonly number[]
  /** Exports into `folder`/`name`; by default a mix, WAV of 32-bit floats. */
  export(name: string, changed?: Partial<ExportSettings>, control?: JobControl): Promise<ExportResult>
  /** A file of the folder, decoded. */
  decode(name: string): Promise<AudioData>
  /** Names in the folder, sorted, without the recording. */
  names(): Promise<string[]>
  remove(): Promise<void>
}

export async function createExportCase(options: CaseOptions = {}): Promise<ExportCase> {
  const { peak = 0.5, bits = 16, seconds = 0.6, tags = {}, edits = [] } = options
  const folder = await mkdtemp(join(tmpdir(), 'shellac-export-'))
  const recordingPath = join(folder, 'recording.wav')
  const noise = seededNoise(Math.round(seconds * sampleRate), peak)
  noise[0] = options.firstSample ?? noise[0]
  const channels = [noise]
  await writeFile(recordingPath, writeWav({ sampleRate, channels, tags }, bits))
  const fresh = await projectOf(recordingPath)
  const opened = { ...fresh, project: edits.reduce((project, edit) => edit(project), fresh.project) }
  const separation = await separationOf(opened)
  return {
    folder,
    recordingPath,
    opened,
    samples: Array.from(separation.samples),
    export: (name, changed = {}, control = patience) =>
      exportAudio(opened, separation, { ...defaults(opened, join(folder, name)), ...changed }, control),
    decode: async (name) => decodeAudio(await readFile(join(folder, name))),
    names: async () => (await readdir(folder)).filter((name) => name !== 'recording.wav').sort(),
    remove: () => rm(folder, { recursive: true }),
  }
}

export const patience: JobControl = { wish: () => 'go-on', report: () => undefined }

/** A fresh project of a file, with random factors in place of a decomposition. */
export async function projectOf(path: string, link = false): Promise<OpenedProject> {
  const recording = await openRecording(path)
  const mono = toMono(recording.audio, 'auto')
  const binCount = binCountOf(settings.framing)
  const frameCount = frameCountOf(settings.framing, mono.samples.length)
  const factors = {
    W: positive(componentCount * binCount, 2),
    H: positive(componentCount * frameCount, 3),
    binCount,
    frameCount,
    componentCount,
  }
  const result = {
    factors,
    learned: [],
    cost: 1,
    iterations: 1,
    stopReason: 'iteration-limit',
    costCurves: [[2, 1]],
    costSeconds: [[0, 1]],
    chosenRestart: 0,
    agreement: null,
  } as const
  return createProjectOf({ recording, mono, settings, result, link })
}

export function defaults({ project }: OpenedProject, target: string): ExportSettings {
  return {
    ...plainForm,
    ...plainWish,
    contents: ['mix'],
    mix: mixOf(project),
    target,
    bits: '32f',
    sampleRate: project.recording.sampleRate,
    protectedPaths: [],
  }
}

function seededNoise(length: number, peak: number): Float64Array {
  const random = createRandom(1)
  return Float64Array.from({ length }, () => peak * (2 * random.uniform() - 1))
}

function positive(length: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length }, () => random.uniform() ** 4 + 1e-6)
}

/** Energy of a - b relative to b, dB. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let residue = 0
  let energy = 0
  for (let i = 0; i < b.length; i++) {
    residue += (a[i] - b[i]) ** 2
    energy += b[i] ** 2
  }
  return a.length === b.length ? 10 * Math.log10(residue / energy) : Infinity
}

/** Sample by sample. */
export function sumOf(signals: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(signals[0], (_, i) => signals.reduce((sum, signal) => sum + signal[i], 0))
}
