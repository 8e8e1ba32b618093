import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { toMono } from '@core/audio/channels/downmix'
import { plainForm, plainWish } from '@core/contract/exports'
import type { StopReason } from '@core/nmf/factorize'
import { spreadByPitch } from '@core/project/spreadByPitch'
import { decompose } from '../engine/decompose'
import { defaultSettings } from '../engine/defaultSettings'
import type { DecompositionResult } from '../engine/decomposition'
import { exportAudio } from '../services/exports/exportAudio'
import { openProject, saveProject, type OpenedProject } from '../services/projectFile/projectFile'
import { createProjectOf, mixOf, separationOf } from '../services/projects'
import { openRecording } from '../services/recordings'
import { createStageClock, type StageClock, type StageFigures } from './stageClock'

export interface PipelineFigures {
  readonly recording: string
  readonly recordingSeconds: number
  /** F, N */
  readonly binCount: number
  readonly frameCount: number
  readonly iterations: number
  readonly stopReason: StopReason
  /** From the recording to the saved project. */
  readonly decomposing: readonly StageFigures[]
  /** From the saved project to the stereo mix. */
  readonly exporting: readonly StageFigures[]
}

/**
 * The whole way of a recording with default settings, from its file to an exported stereo mix, by stage. The peak of the memory is
 * that of the process: it should have done nothing else before.
 */
export async function benchPipeline(path: string): Promise<PipelineFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-bench-'))
  try {
    const projectPath = join(folder, 'project.shellac')
    const decomposition = createStageClock()
    const { opened, result } = await runDecompose(path, projectPath, decomposition)
    const decomposing = decomposition.figures()
    const exporting = createStageClock()
    await runExport(projectPath, join(folder, 'mix.wav'), exporting)
    const { recording } = opened.project
    return {
      recording: basename(path),
      recordingSeconds: recording.sampleCount / recording.sampleRate,
      binCount: result.factors.binCount,
      frameCount: result.factors.frameCount,
      iterations: result.iterations,
      stopReason: result.stopReason,
      decomposing,
      exporting: exporting.figures(),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runDecompose(
  path: string,
  projectPath: string,
  clock: StageClock,
): Promise<{ opened: OpenedProject; result: DecompositionResult }> {
  clock.begin('read and decode')
  const recording = await openRecording(path)
  const mono = toMono(recording.audio, 'auto')
  const settings = defaultSettings(recording.audio.sampleRate)
  clock.begin('threads and memory')
  const control = clock.follow([
    { stage: 'analysing', done: 0, name: 'spectrogram' },
    { stage: 'analysing', done: 1, name: 'start of the kernels' },
    { stage: 'factorising', done: 0, name: 'iterations' },
    { stage: 'factorising', done: 1, name: 'end of the threads' },
  ])
  const result = await decompose(mono.samples, settings, control)
  clock.begin('encode recording as FLAC')
  const fresh = await createProjectOf({ recording, mono, settings, result, link: false })
  const all = fresh.project.components.map((_, k) => k)
  const opened = { ...fresh, project: spreadByPitch(all)(fresh.project) }
  clock.begin('save project')
  await saveProject(projectPath, opened, { overwrite: false })
  return { opened, result }
}

async function runExport(projectPath: string, target: string, clock: StageClock): Promise<void> {
  clock.begin('open project')
  const opened = await openProject(projectPath)
  clock.begin('decode recording')
  const separation = await separationOf(opened)
  clock.begin('plan files')
  const settings = {
    ...plainForm,
    ...plainWish,
    contents: ['mix'],
    mix: mixOf(opened.project),
    target,
    bits: 24,
    sampleRate: opened.project.recording.sampleRate,
    protectedPaths: [],
  } as const
  const control = clock.follow([
    { stage: 'measuring', done: 0, name: 'render and measure' },
    { stage: 'writing', done: 0, name: 'render and write' },
    { stage: 'reporting', done: 0, name: 'report' },
  ])
  await exportAudio(opened, separation, settings, control)
}
