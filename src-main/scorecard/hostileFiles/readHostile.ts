/** Reads one file as the app would, and looks at what came out. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AudioData } from '@core/audio/audioData'
import { readCompressedRate } from '@core/audio/formats/compressedRate'
import { readId3v2 } from '@core/audio/tags/id3Tags'
import { readMp4Tags } from '@core/audio/tags/mp4Tags'
import { audioLimits } from '@core/limits'
import { ShellacError } from '@core/contract/errors'
import { parseBoundedJson } from '@core/project/boundedJson'
import { readNpy } from '@core/project/npy'
import { parseManifest } from '@core/project/schema'
import { decodeAudio } from '../../codecs/decodeAudio'
import { formatForPage } from '../../codecs/unsupportedFormat'
import { openProject } from '../../services/projectFile/projectFile'
import type { FileKind } from './hostileFile'

export interface Reading {
  /** 'broken': an error that is none of ours, or a result that cannot be. */
  readonly state: 'opened' | 'refused' | 'broken'
  /** Of the error; of an opened recording its warnings. */
  readonly message: string
  /** Code of a refusal, else ''. */
  readonly code: string
}

export interface OpenedAudio extends Reading {
  readonly audio?: AudioData
}

/** Never rejects. @param folder for what is read from the disk only */
export async function readHostile(kind: FileKind, bytes: Uint8Array, folder: string): Promise<OpenedAudio> {
  try {
    return await readers[kind](bytes, folder)
  } catch (error) {
    return stateOfError(error)
  }
}

const opened: OpenedAudio = { state: 'opened', message: '', code: '' }

const readers: Readonly<Record<FileKind, (bytes: Uint8Array, folder: string) => Promise<OpenedAudio>>> = {
  async audio(bytes) {
    readCompressedRate(bytes)
    readForPage(bytes)
    const audio = await decodeAudio(bytes)
    const fault = faultOf(audio)
    if (fault !== undefined) return { state: 'broken', message: fault, code: '' }
    return { ...opened, message: audio.warnings.join('\n'), audio }
  },
  async project(bytes, folder) {
    const path = join(folder, 'hostile.shellac')
    await writeFile(path, bytes)
    try {
      await openProject(path)
      return opened
    } finally {
      await rm(path)
    }
  },
  npy(bytes) {
    readNpy(bytes)
    return Promise.resolve(opened)
  },
  manifest(bytes) {
    parseManifest(parseBoundedJson(Buffer.from(bytes).toString('utf8')))
    return Promise.resolve(opened)
  },
}

/** What is read of a file that the page decodes: see openDecodedRecording. */
function readForPage(bytes: Uint8Array): void {
  const format = formatForPage(bytes)
  if (format?.container === 'MP4') readMp4Tags(bytes)
  else if (format) readId3v2(bytes)
}

/** Programming errors that a file should never lead to, also when a reader has told of them as damage. */
function isProgrammingError(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof SyntaxError
}

function stateOfError(error: unknown): Reading {
  if (!(error instanceof ShellacError)) {
    return {
      state: 'broken',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      code: '',
    }
  }
  const { code, message, cause } = error
  const isJson = message.includes('not JSON')
  if (code === 'internal' || (isProgrammingError(cause) && !isJson)) {
    return { state: 'broken', message: cause instanceof Error ? (cause.stack ?? message) : message, code }
  }
  return { state: 'refused', message, code }
}

const longestMessage = 20_000

/** What is wrong with a decoded recording; undefined when it can be. */
function faultOf({ channels, sampleRate, warnings, tags }: AudioData): string | undefined {
  const { minimumSampleRate, maximumSampleRate, maximumChannels } = audioLimits
  if (channels.length < 1 || channels.length > maximumChannels) return `it has ${channels.length} channels`
  if (!(sampleRate >= minimumSampleRate && sampleRate <= maximumSampleRate))
    return `its rate is ${sampleRate}`
  if (channels[0].length === 0) return 'it has no samples'
  if (channels.some(({ length }) => length !== channels[0].length)) return 'its channels differ in length'
  if (channels.some((channel) => !isFinite(channel))) return 'it has samples that are no numbers'
  const words = [...warnings, ...Object.values(tags)].reduce((sum, text) => sum + text.length, 0)
  if (words > longestMessage + audioLimits.metadataBytes)
    return `its remarks and tags have ${words} characters`
  if (warnings.join('\n').length > longestMessage)
    return `its ${warnings.length} warnings are too long to be read`
  return undefined
}

/** A sum is a number only when all of its parts are; magnitudes are bounded by the readers. */
function isFinite(samples: ArrayLike<number>): boolean {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i]
  return Number.isFinite(sum)
}
