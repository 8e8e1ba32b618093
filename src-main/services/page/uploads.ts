/** Files that the page brings, streamed into the run's folder under their own, sanitised name. */
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ShellacError } from '@core/contract/errors'
import type { FileId } from '@core/contract/ids'
import { safeFileName } from '@core/export/fileNames'
import { writeError } from '../files/systemErrors'
import type { FileVault } from './fileVault'

/** Bytes of the disk that an upload leaves free for the work on it. */
const reservedBytes = 256 * 1024 * 1024
const longestName = 255

export interface UploadedFile {
  readonly file: FileId
  readonly name: string
  readonly bytes: number
  readonly isCopy: true
}

export interface Upload {
  readonly name: string | null
  /** Of the Content-Length header; null when it is sent in chunks. */
  readonly announcedBytes: number | null
  readonly body: Readable
}

export interface UploadSettings {
  readonly vault: FileVault
  readonly folder: string
  /** Largest file, bytes; less when the disk is fuller. */
  readonly byteLimit: number
}

/**
 * Stores one file, whole or not at all.
 * @throws ShellacError 'bad-argument' for a name, 'disk-full' for a body above the limit, 'write-failed'
 */
export async function receiveUpload(upload: Upload, settings: UploadSettings): Promise<UploadedFile> {
  const { name, announcedBytes, body } = upload
  if (name === null || name === '' || name.length > longestName) {
    throw new ShellacError('bad-argument', 'A file name must be 1 to 255 characters long.')
  }
  const limit = Math.min(settings.byteLimit, await spareBytes(settings.folder))
  if ((announcedBytes ?? 0) > limit) throw tooLarge(name, limit)
  const folder = join(settings.folder, randomBytes(8).toString('hex'))
  const path = join(folder, safeFileName(name))
  try {
    await mkdir(folder, { mode: 0o700 })
    const bytes = await writeBody(body, path, limit)
    return { file: settings.vault.idOf(path, 'read'), name, bytes, isCopy: true }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw writeError(error, path)
  }
}

async function writeBody(body: Readable, path: string, limit: number): Promise<number> {
  let bytes = 0
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > limit) throw tooLarge(basename(path), limit)
      yield chunk
    }
  }
  await pipeline(body, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return bytes
}

async function spareBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return Math.max(0, bavail * bsize - reservedBytes)
}

function tooLarge(name: string, limit: number): ShellacError {
  return new ShellacError('disk-full', `${name} is too large to receive: the limit is ${limit} bytes.`, {
    limit,
  })
}
