import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toMono } from '@core/audio/channels/downmix'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { JobControl, Stage } from '@core/contract/job'
import { spreadByPitch } from '@core/project/spreadByPitch'
import { decompose } from '../engine/decompose'
import { defaultSettings } from '../engine/defaultSettings'
import { exportAudio } from '../services/exports/exportAudio'
import { openProject, saveProject } from '../services/projectFile/projectFile'
import { createProjectOf, mixOf, separationOf } from '../services/projects'
import { openRecording } from '../services/recordings'
import { seededRecording } from './signals'

export interface StageFigures {
  readonly stage: string
  readonly seconds: number
}

export interface PipelineFigures {
  readonly recordingSeconds: number
  readonly stages: readonly StageFigures[]
  readonly iterations: number
  readonly peakMegabytes: number
}

const sampleRate = 44_100

/** The whole way of a seeded recording with default settings, from a WAV file to an exported stereo mix, by stage. */
export async function benchPipeline(recordingSeconds: number): Promise<PipelineFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-bench-'))
  try {
    return await runPipeline(folder, recordingSeconds)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runPipeline(folder: string, recordingSeconds: number): Promise<PipelineFigures> {
  const stages: StageFigures[] = []
  const timed = async <Result>(stage: string, work: () => Promise<Result>): Promise<Result> => {
    const started = performance.now()
    const result = await work()
    stages.push({ stage, seconds: (performance.now() - started) / 1000 })
    return result
  }
  const wavPath = join(folder, 'recording.wav')
  await writeFile(wavPath, testFile(recordingSeconds))

  const recording = await timed('read and decode', () => openRecording(wavPath))
  const mono = toMono(recording.audio, 'auto')
  const settings = defaultSettings(sampleRate)
  const watch = createStageWatch()
  const result = await decompose(mono.samples, settings, watch.control)
  stages.push(...watch.figures({ analysing: 'spectrogram', factorising: 'factorise' }))

  const projectPath = join(folder, 'project.shellac')
  const fresh = await createProjectOf({ recording, mono, settings, result, link: false })
  const spread = {
    ...fresh,
    project: spreadByPitch(fresh.project.components.map((_, k) => k))(fresh.project),
  }
  await timed('save project', () => saveProject(projectPath, spread, { overwrite: false }))
  const opened = await timed('open project', () => openProject(projectPath))
  const separation = await timed('decode for rendering', () => separationOf(opened))
  const exportWatch = createStageWatch()
  await exportAudio(
    opened,
    separation,
    {
      content: 'mix',
      mix: mixOf(opened.project),
      target: join(folder, 'mix.wav'),
      format: 'wav',
      bits: 24,
      sampleRate,
      overwrite: false,
      protectedPaths: [],
    },
    exportWatch.control,
  )
  stages.push(...exportWatch.figures({ measuring: 'measure (all sources)', writing: 'render and write mix' }))
  const peakMegabytes = process.resourceUsage().maxRSS / 1024
  return { recordingSeconds, stages, iterations: result.iterations, peakMegabytes }
}

function testFile(recordingSeconds: number): Uint8Array {
  const audio = {
    sampleRate,
    channels: [seededRecording(recordingSeconds, sampleRate, 1)],
    format: { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 },
    tags: {},
    warnings: [],
  } as const
  return writeWav(audio, 16)
}

/** Times the stages that a job reports: each lasts from its first report to the first one of the next stage. */
function createStageWatch(): {
  control: JobControl
  figures(names: Partial<Record<Stage, string>>): StageFigures[]
} {
  const begun = new Map<Stage, number>()
  return {
    control: {
      wish: () => 'go-on',
      report: ({ stage }) => {
        if (!begun.has(stage)) begun.set(stage, performance.now())
      },
    },
    figures(names) {
      const ended = performance.now()
      const starts = [...begun]
      return starts.map(([stage, start], i) => ({
        stage: names[stage] ?? stage,
        seconds: ((starts[i + 1]?.[1] ?? ended) - start) / 1000,
      }))
    },
  }
}
