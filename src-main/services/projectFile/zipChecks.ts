/** What a zip directory must not say: see zipArchive.ts. */
import { ShellacError } from '@core/contract/errors'
import { archiveLimits } from '@core/limits'
import type { Entry, ZipFile } from 'yauzl'
import type { EntryLimits } from './zipArchive'

const stored = 0
const deflated = 8
const fileTypeMask = 0o170000
const symbolicLink = 0o120000

interface EntryContext {
  readonly path: string
  /** Undefined for a name that does not belong. */
  readonly limits: EntryLimits | undefined
  readonly known: ReadonlyMap<string, Entry>
}

/** Throws for an entry with a foreign or repeated name, of an odd kind, or larger than its limits. */
export function checkEntry(entry: Entry, { path, limits, known }: EntryContext): void {
  const name = JSON.stringify(entry.fileName)
  if (!limits || entry.fileNameRaw.toString('latin1') !== entry.fileName) {
    throw new ShellacError('not-a-project', `${path} is not a Shellac project: it has an entry ${name}.`, {
      path,
    })
  }
  if (known.has(entry.fileName)) throw new Error(`it has ${name} twice`)
  if (entry.isEncrypted()) throw new Error(`${name} is encrypted`)
  if (((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink)
    throw new Error(`${name} is a link`)
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) {
    throw new Error(`${name} has the compression method ${entry.compressionMethod}; 0 and 8 are known`)
  }
  if (entry.uncompressedSize > limits.largest) {
    throw new Error(
      `${name} says it unpacks to ${entry.uncompressedSize} bytes; the limit is ${limits.largest}`,
    )
  }
  if (entry.uncompressedSize > entry.compressedSize * limits.highestRatio) {
    throw new Error(
      `${name} says it unpacks to more than ${limits.highestRatio} times its ${entry.compressedSize} bytes`,
    )
  }
}

/** Throws when the entries are larger than the file or unpack to more than 4 GiB together. */
export function checkTotal(entries: Iterable<Entry>, fileSize: number): void {
  let packed = 0
  let unpacked = 0
  for (const entry of entries) {
    packed += entry.compressedSize
    unpacked += entry.uncompressedSize
  }
  if (packed > fileSize)
    throw new Error(`its entries say they have ${packed} bytes, but the file has ${fileSize}`)
  if (unpacked > archiveLimits.totalBytes)
    throw new Error(`it says it unpacks to ${unpacked} bytes; the limit is ${archiveLimits.totalBytes}`)
}

/** Throws when two entries share bytes (one bomb many times), or a local header names another file than the directory. */
export async function checkNoOverlap(zip: ZipFile, entries: readonly Entry[]): Promise<void> {
  const ordered = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let end = 0
  for (const entry of ordered) {
    if (entry.relativeOffsetOfLocalHeader < end) throw new Error(`${entry.fileName} overlaps another entry`)
    const local = await zip.readLocalFileHeaderPromise(entry, { minimal: false })
    if (!local.fileName.equals(entry.fileNameRaw)) throw new Error(`${entry.fileName} has two names`)
    end = local.fileDataStart + entry.compressedSize
    if (end > zip.fileSize) throw new Error(`${entry.fileName} ends beyond the end of the file`)
  }
}
