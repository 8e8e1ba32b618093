/** A process that does one job and tells what was foretold and what it took: see peaks.ts. */
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { emptySamples, type AudioData } from '@core/audio/audioData'
import { toMono, type MonoRecording } from '@core/audio/channels/downmix'
import { plainForm, plainWish } from '@core/contract/exports'
import type { JobControl } from '@core/contract/job'
import { createRandom } from '@core/random'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import type { DecompositionResult } from '../../engine/decomposition'
import { exportAudio } from '../../services/exports/exportAudio'
import type { ExportSettings } from '../../services/exports/exportSettings'
import { createCheckpointStore } from '../../services/keeping/checkpointStore'
import { decomposeResumably } from '../../services/keeping/decomposeResumably'
import { decompositionNeeds, recordingSize } from '../../services/needs/decompositionNeeds'
import { exportNeeds } from '../../services/needs/exportNeeds'
import { saveProject } from '../../services/projectFile/projectFile'
import {
  analysedSamples,
  assembleProject,
  createProjectOf,
  mixOf,
  separationIn,
} from '../../services/projects'
import type { PeakJob, PeakTold } from './peaks'

const quiet: JobControl = { wish: () => 'go-on', report: () => undefined }
/** Seconds between checkpoints: often, so that the peak is one of a long job too. */
const checkpointSeconds = 0.5

const [jobText, folder] = process.argv.slice(2)
const job = JSON.parse(jobText) as PeakJob
const { settings, declick } = job

/** Hum, hiss and a click each second: every stage has work. */
function fill(samples: Float32Array, sampleRate: number): void {
  const random = createRandom(1)
  for (let t = 0; t < samples.length; t++) {
    const tone = 0.3 * Math.sin((2 * Math.PI * 220 * t) / sampleRate)
    const click = t % sampleRate === 100 ? 0.5 : 0
    samples[t] = Math.round((tone + 0.05 * (random.uniform() - 0.5) + click) * 2 ** 15) / 2 ** 15
  }
}

function madeRecording(): AudioData {
  const { sampleRate, seconds } = job
  const channels = Array.from({ length: job.channels }, () =>
    emptySamples(Math.round(seconds * sampleRate), 4),
  )
  for (const samples of channels) fill(samples, sampleRate)
  const format = { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 } as const
  return { sampleRate, channels, format, tags: {}, warnings: [] }
}

async function bytesIn(place: string): Promise<number> {
  const names = await readdir(place)
  const sizes = await Promise.all(names.map((name) => stat(join(place, name)).catch(() => ({ size: 0 }))))
  return sizes.reduce((sum, { size }) => sum + size, 0)
}

/** Bytes resident now, what is not used any more collected. The peak is forgotten, where the system can. */
function resident(): number {
  globalThis.gc?.()
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // The peak is that of the whole process then.
  }
  return process.memoryUsage.rss()
}

/** Highest number of bytes resident since then. */
function most(): number {
  try {
    const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    return Number(kibibytes) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}

const audio = madeRecording()
const recording = { path: '/side a.wav', name: 'side a.wav', sha256: '0'.repeat(64), byteLength: 44, audio }
const mono = toMono(audio, 'auto')

async function measureDecomposition(): Promise<PeakTold> {
  const needs = decompositionNeeds(recordingSize(audio, mono.samples), settings, declick)
  const checkpoints = join(folder, 'checkpoints')
  await mkdir(checkpoints)
  let mostBytes = 0
  const look = async (): Promise<void> => void (mostBytes = Math.max(mostBytes, await bytesIn(checkpoints)))
  const watch = setInterval(() => void look(), 5)
  const before = resident()
  const resumable = { store: createCheckpointStore(checkpoints), seconds: checkpointSeconds }
  const { samples } = await analysedSamples(mono.samples, { sampleRate: audio.sampleRate, declick }, quiet)
  const result = await decomposeResumably(samples, settings, { control: quiet, resumable })
  clearInterval(watch)
  const opened = await createProjectOf({ recording, mono, settings, result, link: false, declick })
  const project = join(folder, 'side a.shellac')
  await saveProject(project, opened, { overwrite: true })
  const written = mostBytes + (await stat(project)).size
  return {
    memory: { foretold: needs.memory, measured: most() - before },
    disk: { foretold: needs.checkpoints + needs.project, measured: written },
  }
}

/** Components of no meaning, of the size that a decomposition would give. */
function madeResult({ samples }: MonoRecording): DecompositionResult {
  const { framing, componentCount } = settings
  const size = { binCount: binCountOf(framing), frameCount: frameCountOf(framing, samples.length) }
  const positive = (length: number): Float32Array => new Float32Array(length).map((_, i) => 1 + (i % 7))
  const W = positive(componentCount * size.binCount)
  const factors = { ...size, componentCount, W, H: positive(componentCount * size.frameCount) }
  const facts = { learned: [], cost: 1, iterations: 1, stopReason: 'stopped', costCurves: [[1]] } as const
  return { ...facts, factors, costSeconds: [[0]], chosenRestart: 0, agreement: null }
}

async function measureExport(): Promise<PeakTold> {
  const stored = { kind: 'embedded', entry: 'recording.wav', bytes: new Uint8Array(44) } as const
  const opened = assembleProject({ recording, mono, settings, result: madeResult(mono), stored })
  const separation = separationIn(opened, { samples: mono.samples })
  const target = join(folder, 'export')
  const exporting: ExportSettings = {
    ...{ ...plainForm, ...plainWish, contents: ['mix', 'components'], bits: 24, protectedPaths: [] },
    ...{ sampleRate: audio.sampleRate, mix: mixOf(opened.project), target },
  }
  const needs = exportNeeds(opened.project, separation, exporting)
  const before = resident()
  await exportAudio(opened, separation, exporting, quiet)
  return {
    memory: { foretold: needs.memory, measured: most() - before },
    disk: { foretold: needs.disk, measured: await bytesIn(target) },
  }
}

process.send?.(await { decompose: measureDecomposition, export: measureExport }[job.kind]())
process.disconnect()
