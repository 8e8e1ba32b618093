import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { identifyAudio } from '@core/audio/formats/fileType'
import { parseFlacMetadata } from '@core/audio/formats/flacMetadata'
import { walkRiff } from '@core/audio/pcm/riff'
import type { WaveChunk } from '@core/audio/pcm/waveHeader'
import { id3v2Length } from '@core/audio/tags/id3Tags'
import type { AudioData, Samples } from '@core/audio/audioData'
import { downmixWith, type MonoRecording } from '@core/audio/channels/downmix'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { ShellacError } from '@core/contract/errors'
import {
  createProject,
  type Decomposition,
  type DeclickSettings,
  type Project,
  type RecordingEntry,
  type RecordingReference,
  type RecordingStorage,
} from '@core/project/project'
import type { JobControl } from '@core/contract/job'
import type { Factors } from '@core/nmf/factors'
import {
  maskedBehindFilter,
  type Declicked,
  type Denoised,
  type Separation,
} from '@core/separation/renderOutputs'
import { decodeAudio } from '../codecs/decodeAudio'
import { encodeFlac, type IntegerChannel } from '../codecs/flacEncoder'
import { pause } from '../engine/pause'
import { declick, denoise } from '../engine/surface'
import { createTimeLeft } from '../engine/timeLeft'
import type { DecomposeSettings, DecompositionResult } from '../engine/decomposition'
import { openRecording, type OpenedRecording } from './recordings'
import type { OpenedProject, ProjectRecording } from './projectFile/projectFile'

/** A fresh project of a recording and its decomposition; the recording is embedded losslessly, or linked. */
export async function createProjectOf(parts: {
  readonly recording: OpenedRecording
  readonly mono: MonoRecording
  readonly settings: DecomposeSettings
  readonly result: DecompositionResult
  readonly link: boolean
  /** How the decomposed samples came out of the recording: as it is, if left out. */
  readonly declick?: DeclickSettings | null
  readonly control?: JobControl
}): Promise<OpenedProject> {
  const stored: ProjectRecording = parts.link
    ? { kind: 'linked', path: parts.recording.path }
    : await embedRecording(parts.recording.audio, parts.control)
  return assembleProject({ ...parts, stored })
}

/** The same with a recording that is stored already. */
export function assembleProject(parts: {
  readonly recording: OpenedRecording
  readonly mono: MonoRecording
  readonly settings: DecomposeSettings
  readonly result: DecompositionResult
  readonly stored: ProjectRecording
  readonly declick?: DeclickSettings | null
}): OpenedProject {
  const { recording, mono, settings, result, stored, declick = null } = parts
  const storage: RecordingStorage =
    stored.kind === 'linked'
      ? { kind: 'linked', path: stored.path }
      : { kind: 'embedded', entry: stored.entry }
  const project = createProject({
    recording: referenceTo(recording, mono, storage),
    analysis: {
      windowLength: settings.framing.windowLength,
      hop: settings.framing.hop,
      componentCount: result.factors.componentCount,
      learned: result.learned,
      smoothness: settings.smoothness,
      algorithm: settings.algorithm,
      maxIterations: settings.maxIterations,
      tolerance: settings.tolerance,
      restarts: settings.restarts,
      seed: settings.seed,
      declick,
    },
    decomposition: {
      ...decompositionFacts(result.factors, result),
      agreement: result.agreement,
      refinements: [],
    },
  })
  const { W, H } = result.factors
  return { project, W: new Float32Array(W), H: new Float32Array(H), recording: stored }
}

/** What a project says of a decomposition, whatever was done before it. */
export function decompositionFacts(
  { binCount, frameCount }: Pick<DecompositionResult['factors'], 'binCount' | 'frameCount'>,
  { iterations, cost, stopReason, costCurves, chosenRestart }: Omit<DecompositionResult, 'factors'>,
): Omit<Decomposition, 'agreement' | 'refinements'> {
  return { binCount, frameCount, iterations, cost, stopReason, costCurves, chosenRestart }
}

/** The factors of a project. */
export function factorsOf({ project, W, H }: Pick<OpenedProject, 'project' | 'W' | 'H'>): Factors {
  const { binCount, frameCount } = project.decomposition
  return { W, H, binCount, frameCount, componentCount: project.analysis.componentCount }
}

/** The settings that a project was decomposed with; all of its components are those that are there. */
export function settingsIn({ analysis }: Project): DecomposeSettings {
  const {
    windowLength,
    hop,
    componentCount,
    smoothness,
    algorithm,
    maxIterations,
    tolerance,
    restarts,
    seed,
  } = analysis
  return {
    framing: { windowLength, hop },
    learned: [],
    componentCount,
    smoothness,
    algorithm,
    maxIterations,
    tolerance,
    restarts,
    seed,
  }
}

/** What a project says of its recording. */
export function referenceTo(
  recording: OpenedRecording,
  mono: Omit<MonoRecording, 'samples'>,
  storage: RecordingStorage,
): RecordingReference {
  const { audio } = recording
  return {
    name: recording.name,
    sha256: recording.sha256,
    byteLength: recording.byteLength,
    sampleRate: audio.sampleRate,
    channelCount: audio.channels.length,
    sampleCount: audio.channels[0].length,
    format: audio.format,
    tags: audio.tags,
    channel: mono.channel,
    lag: mono.lag,
    description: mono.description,
    warnings: [...new Set([...audio.warnings, ...mono.warnings])],
    storage,
  }
}

/** Most channels of a FLAC stream. */
const flacChannels = 8

/** The entry of the project file that holds such a recording: FLAC where it holds all of it. */
export function entryFor({ format, channels }: AudioData): RecordingEntry {
  const fits = format.sampleKind === 'integer' && format.bitDepth <= 24 && channels.length <= flacChannels
  return fits ? 'recording.flac' : 'recording.wav'
}

/** Of the writing of a project, that it is encoded; the rest is for its file. */
const embeddingShare = 0.9

/**
 * Integers of up to 24 bits as FLAC, everything else as WAV of the precision the samples have. An hour takes a quarter of a minute, so its
 * progress is told, as the first part of the stage 'writing'.
 * @throws ShellacError 'cancelled'
 */
export async function embedRecording(audio: AudioData, control = unwatched): Promise<ProjectRecording> {
  const { sampleKind, bitDepth } = audio.format
  if (entryFor(audio) === 'recording.flac') {
    const bits = bitDepth <= 8 ? 8 : bitDepth <= 16 ? 16 : 24
    const channels = audio.channels.map((channel) => integersOf(channel, bits))
    return {
      kind: 'embedded',
      entry: 'recording.flac',
      bytes: await encodeFlac(channels, {
        ...{ sampleRate: audio.sampleRate, bits, chunks: audio.chunks },
        onShare: watchEmbedding(control),
      }),
    }
  }
  const wide = audio.channels.some((channel) => channel instanceof Float64Array)
  const bits = sampleKind === 'integer' ? 32 : wide ? '64f' : '32f'
  return { kind: 'embedded', entry: 'recording.wav', bytes: writeWav(audio, bits) }
}

function watchEmbedding(control: JobControl): (share: number) => Promise<void> {
  const timeLeft = createTimeLeft()
  return (share) => {
    const done = embeddingShare * share
    control.report({ stage: 'writing', done, ...timeLeft(done) })
    return pause(control)
  }
}

/** Of samples that are integers of `bits` over full scale. */
function integersOf(samples: Samples, bits: number): IntegerChannel {
  const fullScale = 2 ** (bits - 1)
  const subarray = (from = 0, to = samples.length): Int32Array => {
    const part = samples.subarray(from, to)
    const integers = new Int32Array(part.length)
    for (let i = 0; i < part.length; i++) integers[i] = Math.round(part[i] * fullScale)
    return integers
  }
  return { length: samples.length, subarray }
}

/**
 * The recording of a project as it was analysed, with its factors: all that rendering needs. Clicks and noise that the project does without are
 * removed again.
 * @throws ShellacError 'damaged-project', 'recording-changed', 'unreadable-file', 'cancelled'
 */
export async function separationOf(
  opened: OpenedProject,
  control: JobControl = unwatched,
): Promise<Separation> {
  const { analysis, recording } = opened.project
  const mono = monoOf(opened.project, await audioOf(opened))
  const place = { sampleRate: recording.sampleRate, declick: analysis.declick }
  return separationOfAnalysed(opened, await analysedSamples(mono, place, control), control)
}

/** The same where the analysed samples are at hand. @throws ShellacError 'cancelled', 'internal' */
export async function separationOfAnalysed(
  opened: OpenedProject,
  analysed: AnalysedSamples,
  control: JobControl,
): Promise<Separation> {
  const { analysis, recording, noise } = opened.project
  const place = { sampleRate: recording.sampleRate, learned: analysis.learned }
  const denoised = noise.filter ? await denoise(analysed.samples, place, control) : undefined
  return separationIn(opened, { ...analysed, denoised })
}

const unwatched: JobControl = { wish: () => 'go-on', report: () => undefined }

/** Samples to decompose, and, where clicks were removed from them, what they were before. */
export interface AnalysedSamples {
  readonly samples: Samples
  readonly declicked?: Declicked
}

/** A mono recording as it is decomposed: itself, or without its clicks. @throws ShellacError 'cancelled', 'internal' */
export async function analysedSamples(
  untouched: Samples,
  place: { readonly sampleRate: number; readonly declick: DeclickSettings | null },
  control: JobControl,
): Promise<AnalysedSamples> {
  if (!place.declick) return { samples: untouched }
  const { sampleRate, declick: settings } = place
  const { samples, clicks } = await declick(untouched, { sampleRate, settings }, control)
  return { samples, declicked: { untouched, clicks } }
}

/** The mono recording that a project was made of, before any declicking, from all channels of its recording. @throws ShellacError 'damaged-project' */
export function monoOf({ recording }: Project, audio: AudioData): Samples {
  const samples = downmixWith(audio, { channel: recording.channel, lag: recording.lag })
  if (samples.length === recording.sampleCount) return samples
  const message = `The recording of this project has ${samples.length} samples; its decomposition was made of ${recording.sampleCount}.`
  throw new ShellacError('damaged-project', message)
}

/** What rendering needs, where the samples of all its steps are at hand. */
export function separationIn(
  opened: OpenedProject,
  { denoised, ...analysed }: AnalysedSamples & { readonly denoised?: Denoised | undefined },
): Separation {
  const { analysis } = opened.project
  const factors = factorsOf(opened)
  return {
    ...analysed,
    framing: { windowLength: analysis.windowLength, hop: analysis.hop },
    factors,
    denoised: denoised && maskedBehindFilter(denoised, factors),
  }
}

/** All channels of the recording of a project. @throws ShellacError 'recording-changed', 'unreadable-file' */
export async function audioOf({
  recording,
  project,
}: Pick<OpenedProject, 'recording' | 'project'>): Promise<AudioData> {
  if (recording.kind === 'embedded') return decodeAudio(recording.bytes)
  const { audio, sha256 } = await openRecording(recording.path)
  // It was the same file when the project was opened; it may have been changed since.
  if (sha256 === project.recording.sha256) return audio
  const message = `${recording.path} is not the recording that was decomposed.`
  throw new ShellacError('recording-changed', message, { path: recording.path })
}

/** Chunks of the recording's WAV file that others may read; null when that was moved or changed since it was opened. */
export async function carriedChunksOf({
  recording,
  project,
}: OpenedProject): Promise<readonly WaveChunk[] | null> {
  const bytes =
    recording.kind === 'embedded' ? recording.bytes : await readUnchanged(recording.path, project.recording)
  if (!bytes) return null
  const type = identifyAudio(bytes)
  if (type === 'wav' || type === 'rf64') return walkRiff(bytes).chunks ?? []
  return type === 'flac' ? (parseFlacMetadata(bytes, id3v2Length(bytes, 0))?.chunks ?? []) : []
}

async function readUnchanged(path: string, { sha256 }: RecordingReference): Promise<Uint8Array | undefined> {
  const bytes = await readFile(path).catch(() => undefined)
  return bytes && createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : undefined
}

/** Files that an export of this project must never replace. */
export function protectedPathsOf(opened: OpenedProject): string[] {
  return opened.recording.kind === 'linked' ? [opened.recording.path] : []
}

/** Which mix of a project: its own pan law and noise amount, or those asked for. */
export function mixOf(
  project: Project,
  wished: { panLaw?: Project['mix']['panLaw']; noiseAmount?: number } = {},
): Pick<Project, 'sources' | 'noise' | 'components'> & { panLaw: Project['mix']['panLaw'] } {
  return {
    sources: project.sources,
    components: project.components,
    noise: { ...project.noise, amount: wished.noiseAmount ?? project.noise.amount },
    panLaw: wished.panLaw ?? project.mix.panLaw,
  }
}
