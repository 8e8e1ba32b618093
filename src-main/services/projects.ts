import type { AudioData, Samples } from '@core/audio/audioData'
import { downmixWith, type MonoRecording } from '@core/audio/channels/downmix'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { ShellacError } from '@core/contract/errors'
import { createProject, type Project } from '@core/project/project'
import type { Separation } from '@core/separation/renderOutputs'
import { decodeAudio } from '../codecs/decodeAudio'
import { encodeFlac } from '../codecs/flacEncoder'
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
}): Promise<OpenedProject> {
  const { recording, mono, settings, result, link } = parts
  const stored: ProjectRecording = link
    ? { kind: 'linked', path: recording.path }
    : await embed(recording.audio)
  const { audio } = recording
  const project = createProject({
    recording: {
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
      warnings: [...audio.warnings, ...mono.warnings],
      storage:
        stored.kind === 'linked'
          ? { kind: 'linked', path: stored.path }
          : { kind: 'embedded', entry: stored.entry },
    },
    analysis: {
      windowLength: settings.framing.windowLength,
      hop: settings.framing.hop,
      componentCount: settings.componentCount,
      smoothness: settings.smoothness,
      algorithm: settings.algorithm,
      maxIterations: settings.maxIterations,
      tolerance: settings.tolerance,
      restarts: settings.restarts,
      seed: settings.seed,
    },
    decomposition: {
      binCount: result.factors.binCount,
      frameCount: result.factors.frameCount,
      iterations: result.iterations,
      cost: result.cost,
      stopReason: result.stopReason,
      costCurves: result.costCurves,
      chosenRestart: result.chosenRestart,
    },
  })
  const { W, H } = result.factors
  return { project, W: Float32Array.from(W), H: Float32Array.from(H), recording: stored }
}

/** Most channels of a FLAC stream. */
const flacChannels = 8

/** Integers of up to 24 bits as FLAC, everything else as WAV of the precision the samples have. */
async function embed(audio: AudioData): Promise<ProjectRecording> {
  const { sampleKind, bitDepth } = audio.format
  if (sampleKind === 'integer' && bitDepth <= 24 && audio.channels.length <= flacChannels) {
    const bits = bitDepth <= 8 ? 8 : bitDepth <= 16 ? 16 : 24
    const channels = audio.channels.map((channel) => toIntegers(channel, bits))
    return {
      kind: 'embedded',
      entry: 'recording.flac',
      bytes: await encodeFlac(channels, audio.sampleRate, bits),
    }
  }
  const wide = audio.channels.some((channel) => channel instanceof Float64Array)
  const bits = sampleKind === 'integer' ? 32 : wide ? '64f' : '32f'
  return { kind: 'embedded', entry: 'recording.wav', bytes: writeWav(audio, bits) }
}

function toIntegers(samples: Samples, bits: number): Int32Array {
  const fullScale = 2 ** (bits - 1)
  return Int32Array.from(samples, (value) => Math.round(value * fullScale))
}

/** The recording of a project as it was analysed, with its factors: all that rendering needs. */
export async function separationOf(opened: OpenedProject): Promise<Separation> {
  const { project, W, H } = opened
  const { recording, analysis, decomposition } = project
  const audio = await audioOf(opened)
  const samples = downmixWith(audio, { channel: recording.channel, lag: recording.lag })
  if (samples.length !== recording.sampleCount) {
    const message = `The recording of this project has ${samples.length} samples; its decomposition was made of ${recording.sampleCount}.`
    throw new ShellacError('damaged-project', message)
  }
  return {
    samples,
    framing: { windowLength: analysis.windowLength, hop: analysis.hop },
    factors: {
      W,
      H,
      binCount: decomposition.binCount,
      frameCount: decomposition.frameCount,
      componentCount: analysis.componentCount,
    },
  }
}

async function audioOf({ recording, project }: OpenedProject): Promise<AudioData> {
  if (recording.kind === 'embedded') return decodeAudio(recording.bytes)
  const { audio, sha256 } = await openRecording(recording.path)
  // It was the same file when the project was opened; it may have been changed since.
  if (sha256 === project.recording.sha256) return audio
  const message = `${recording.path} is not the recording that was decomposed.`
  throw new ShellacError('recording-changed', message, { path: recording.path })
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
