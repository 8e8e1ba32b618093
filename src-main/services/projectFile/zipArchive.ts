/**
 * Zip archives of few, known entries: written by yazl, read by yauzl behind checks that an untrusted file cannot
 * pass with a lie (APPNOTE.TXT names the fields). Nothing is unpacked to a disk, so no name is ever a path.
 */
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { ShellacError } from '@core/contract/errors'
import { archiveLimits } from '@core/limits'
import type { Entry, ZipFile } from 'yauzl'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { readError } from '../files/systemErrors'
import { BoundedReader } from './boundedReader'
import { checkEntry, checkNoOverlap, checkTotal } from './zipChecks'

export interface EntryLimits {
  /** Unpacked bytes. */
  readonly largest: number
  /** Unpacked bytes a packed byte. */
  readonly highestRatio: number
}

/** The entries an archive may have, and no others. */
export type ArchiveRules = Readonly<Record<string, EntryLimits>>

export interface Archive {
  /** Unpacked length in bytes, by name. */
  readonly sizes: ReadonlyMap<string, number>
  /** Unpacks an entry and checks its CRC; throws ShellacError('damaged-project'). */
  read(name: string): Promise<Buffer>
  close(): void
}

export interface ArchiveEntry {
  readonly name: string
  /** At most 1 GiB. */
  readonly bytes: Uint8Array
  readonly compress: boolean
}

/** A file that goes into an archive as it is, however long. */
export interface ArchivedFile {
  readonly name: string
  readonly path: string
}

/** One fixed time stamp, so that equal content gives equal bytes. */
const timeStamp = new Date(1980, 0, 1)

/** Sends the archive's bytes to `sink`, in order, awaiting each call. */
export async function writeArchive(
  entries: readonly (ArchiveEntry | ArchivedFile)[],
  sink: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const zip = new yazl.ZipFile()
  const failed = new Promise<never>((_, reject) => zip.on('error', reject))
  const stamp = { mtime: timeStamp, forceDosTimestamp: true }
  for (const entry of entries) {
    if ('path' in entry) {
      zip.addReadStreamLazy(entry.name, { compress: false, ...stamp }, (give) => {
        give(null, createReadStream(entry.path))
      })
      continue
    }
    const { name, bytes, compress } = entry
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    zip.addBuffer(buffer, name, { compress, ...stamp })
  }
  zip.end()
  await Promise.race([drain(zip.outputStream as AsyncIterable<Uint8Array>, sink), failed])
}

async function drain(
  stream: AsyncIterable<Uint8Array>,
  sink: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  for await (const chunk of stream) await sink(chunk)
}

/**
 * Opens an archive and checks its whole directory before anything is unpacked. Throws ShellacError 'file-not-found',
 * 'unreadable-file', 'not-a-project' (no zip, or a zip with other entries), 'damaged-project'.
 */
export async function openArchive(path: string, rules: ArchiveRules): Promise<Archive> {
  const handle = await open(path, 'r').catch((error: unknown) => Promise.reject(readError(error, path)))
  try {
    await requireZipStart(handle, path)
    const { size } = await handle.stat()
    const options = { autoClose: false, strictFileNames: true }
    const zip = await yauzl.fromRandomAccessReaderPromise(new BoundedReader(handle, size), size, options)
    const entries = await readDirectory(zip, path, rules)
    return {
      sizes: new Map([...entries].map(([name, entry]) => [name, entry.uncompressedSize])),
      read: (name) => readEntry({ zip, path, entry: entries.get(name), name }),
      close: () => void handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw damaged(path, error)
  }
}

function damaged(path: string, error: unknown): ShellacError {
  if (error instanceof ShellacError) return error
  // The messages of the zip library end with a full stop or without.
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.+$/, '')
  return new ShellacError('damaged-project', `${path} is damaged: ${reason}.`, { path }, { cause: error })
}

async function requireZipStart(handle: FileHandle, path: string): Promise<void> {
  const start = Buffer.alloc(4)
  await handle.read(start, 0, 4, 0).catch((error: unknown) => Promise.reject(readError(error, path)))
  if (start.toString('latin1') === 'PK\x03\x04') return
  throw new ShellacError('not-a-project', `${path} is not a Shellac project: it is not a zip archive.`, {
    path,
  })
}

async function readDirectory(zip: ZipFile, path: string, rules: ArchiveRules): Promise<Map<string, Entry>> {
  if (zip.entryCount > archiveLimits.entries) {
    throw new Error(`it says it has ${zip.entryCount} entries; the limit is ${archiveLimits.entries}`)
  }
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    checkEntry(entry, { path, limits: rules[ownKey(rules, entry.fileName)], known: entries })
    entries.set(entry.fileName, entry)
  }
  checkTotal(entries.values(), zip.fileSize)
  await checkNoOverlap(zip, [...entries.values()])
  return entries
}

/** The name, unless it is one that every object inherits. */
function ownKey(rules: ArchiveRules, name: string): string {
  return Object.hasOwn(rules, name) ? name : ''
}

interface EntryToRead {
  readonly zip: ZipFile
  readonly path: string
  readonly entry: Entry | undefined
  readonly name: string
}

async function readEntry({ zip, path, entry, name }: EntryToRead): Promise<Buffer> {
  try {
    if (!entry) throw new Error(`${name} is missing`)
    const chunks: Buffer[] = []
    // yauzl ends the stream with an error at the first byte beyond the declared size.
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) {
      throw new Error(`${name} fails its checksum (CRC-32)`)
    }
    return bytes
  } catch (error) {
    throw damaged(path, error)
  }
}
