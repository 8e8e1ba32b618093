import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import type { AudioData } from '@core/audio/audioData'
import { readId3v2 } from '@core/audio/tags/id3Tags'
import { readMp4Tags } from '@core/audio/tags/mp4Tags'
import { ShellacError } from '@core/contract/errors'
import type { RecordingReference } from '@core/project/project'
import { decodeAudio } from '../codecs/decodeAudio'
import { formatForPage } from '../codecs/unsupportedFormat'
import { readError } from './files/systemErrors'

/** A recording as it was found on the disk. The file is only ever read. */
export interface OpenedRecording {
  /** Absolute. */
  readonly path: string
  /** File name without folders. */
  readonly name: string
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string
  readonly byteLength: number
  readonly audio: AudioData
}

/** Bytes; a read of a whole file takes no more in this runtime. */
const largestFile = 2 ** 31 - 1

/**
 * Reads and decodes a recording.
 * @throws ShellacError 'file-not-found', 'unreadable-file', 'bad-argument' for a folder or a project, or what decodeAudio throws, its message beginning with the name
 */
export async function openRecording(path: string): Promise<OpenedRecording> {
  const bytes = await readWhole(path)
  const name = basename(path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  try {
    const audio = await decodeAudio(bytes)
    return { path: resolve(path), name, sha256, byteLength: bytes.length, audio }
  } catch (error) {
    if (!(error instanceof ShellacError)) throw error
    if (error.code === 'unknown-format' && extname(name) === '.shellac') throw isProject(path)
    throw new ShellacError(
      error.code,
      `${name}: ${error.message}`,
      { ...error.details, path },
      { cause: error },
    )
  }
}

/**
 * The same where somebody else has decoded the recording, to a WAV file: samples are those of `decodedPath`, all else is of the file
 * at `path`.
 * @throws ShellacError as openRecording, and 'bad-argument' for a file that needs no such help, or help that is no WAV file
 */
export async function openDecodedRecording(path: string, decodedPath: string): Promise<OpenedRecording> {
  const bytes = await readWhole(path)
  const name = basename(path)
  const format = formatForPage(bytes)
  if (!format) {
    const message = `${name} is neither MP4 nor AAC; only those are opened by their decoded sound.`
    throw new ShellacError('bad-argument', message, { path })
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { audio } = await openRecording(decodedPath)
  if (audio.format.container !== 'WAV') {
    const message = `The decoded sound of ${name} is ${audio.format.container}; it must be WAV.`
    throw new ShellacError('bad-argument', message, { path })
  }
  // The decoded sound has no tags; those of ADTS would be ID3.
  const tags = format.container === 'MP4' ? readMp4Tags(bytes) : readId3v2(bytes)
  return { path: resolve(path), name, sha256, byteLength: bytes.length, audio: { ...audio, format, tags } }
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    const facts = await stat(path)
    if (!facts.isFile()) {
      const kind = facts.isDirectory() ? 'a folder' : 'a device or pipe'
      throw new ShellacError('bad-argument', `${path} is ${kind}, not a file with a recording.`, { path })
    }
    if (facts.size > largestFile) {
      const message = `${path} has ${facts.size} bytes; at most ${largestFile} can be read.`
      throw new ShellacError('not-enough-memory', message, { path })
    }
    return await readFile(path)
  } catch (error) {
    throw readError(error, path)
  }
}

function isProject(path: string): ShellacError {
  return new ShellacError(
    'bad-argument',
    `${path} is a project, not a recording; \`shellac components\` shows what is in it.`,
    { path },
  )
}

/**
 * Refuses to write where the recording of a project lies. A project that embeds its recording does not know where it came from, so
 * any file with the same bytes counts as the recording.
 * @throws ShellacError 'target-is-source', 'unreadable-file'
 */
export async function refuseRecording(target: string, recording: RecordingReference): Promise<void> {
  const facts = await stat(target).catch(() => undefined)
  if (!facts?.isFile() || facts.size !== recording.byteLength) return
  if ((await sha256OfFile(target)) !== recording.sha256) return
  throw new ShellacError('target-is-source', `${target} is the source recording ${recording.name}.`, {
    path: target,
  })
}

async function sha256OfFile(path: string): Promise<string> {
  try {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch (error) {
    throw readError(error, path)
  }
}
