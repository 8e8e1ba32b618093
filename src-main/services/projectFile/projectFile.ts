/** .shellac files on the disk: docs/file-format.md describes them. */
import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { ShellacError } from '@core/contract/errors'
import { archiveLimits, jsonLimits, npyLimits } from '@core/limits'
import { parseBoundedJson } from '@core/project/boundedJson'
import { npyMagic } from '@core/project/npyHeader'
import { readNpy, writeNpy } from '@core/project/npy'
import type { Project, RecordingEntry } from '@core/project/project'
import type { Checksums } from '@core/project/schema'
import { parseChecksums, parseManifest, toManifest } from '@core/project/schema'
import { transpose } from '@core/project/transpose'
import type { AtomicOptions, Committed } from '../files/atomicWrite'
import { createAtomicFile } from '../files/atomicWrite'
import { inTurnOn } from '../files/turn'
import { findLinkedRecording, linkedStorage } from './linkedRecording'
import type { Archive, ArchiveEntry, ArchiveRules } from './zipArchive'
import { openArchive, writeArchive } from './zipArchive'

/** The recording inside the file, losslessly encoded by the caller, or the path of the original file. */
export type ProjectRecording =
  | { readonly kind: 'embedded'; readonly entry: RecordingEntry; readonly bytes: Uint8Array }
  | { readonly kind: 'linked'; readonly path: string }

/** W is (K x F) row-major: W[k * F + f]. H is (N x K) row-major, frame after frame: H[n * K + k]. */
export interface OpenedProject {
  readonly project: Project
  readonly W: Float32Array
  readonly H: Float32Array
  readonly recording: ProjectRecording
  /** JSON of the report of the newest export, where there was one. */
  readonly report?: Uint8Array | undefined
}

/** A project as it lies on the disk. */
export interface StoredProject extends OpenedProject {
  readonly revision: Revision
}

/** SHA-256 of the manifest, which has those of all other parts: equal for equal projects only. */
export type Revision = string

export interface SaveOptions extends AtomicOptions {
  /** The revision to be replaced; another one, which somebody else has saved meanwhile, is not. Left out: whatever is there. */
  readonly replaces?: Revision | undefined
}

export interface Saved extends Committed {
  readonly revision: Revision
}

const arrayLimits = { largest: archiveLimits.entryBytes, highestRatio: archiveLimits.arrayRatio }
const rules: ArchiveRules = {
  'manifest.json': { largest: jsonLimits.bytes, highestRatio: archiveLimits.jsonRatio },
  'report.json': { largest: jsonLimits.bytes, highestRatio: archiveLimits.jsonRatio },
  'W.npy': arrayLimits,
  'H.npy': arrayLimits,
  'recording.flac': arrayLimits,
  'recording.wav': arrayLimits,
}

/**
 * Writes the project whole or not at all; the file is read back and compared before it takes its name. The manifest's
 * `recording.storage` follows from `content.recording`; a linked recording is never overwritten.
 * Throws ShellacError: those of createAtomicFile; 'project-changed'; 'bad-argument' for arrays that do not fit the decomposition.
 */
export async function saveProject(
  path: string,
  content: OpenedProject,
  options: SaveOptions,
): Promise<Saved> {
  const { recording } = content
  const project = withStorage(content.project, recording, path)
  const parts = dataEntries(content)
  const checksums = Object.fromEntries(parts.map(({ name, bytes }) => [name, sha256Of(bytes)]))
  const entries = [manifestEntry(project, checksums), ...parts]
  const protectedPaths = [
    ...(options.protectedPaths ?? []),
    ...(recording.kind === 'linked' ? [recording.path] : []),
  ]
  const file = await createAtomicFile(path, { ...options, protectedPaths })
  try {
    await writeArchive(entries, (bytes) => file.write(bytes))
    await file.verify((temporaryPath) => requireSameContent(temporaryPath, entries))
    const committed = await inTurnOn(await realpath(path).catch(() => resolve(path)), async () => {
      await requireRevision(path, options.replaces)
      return file.commit()
    })
    return { ...committed, revision: sha256Of(entries[0].bytes) }
  } finally {
    await file.abort()
  }
}

/**
 * Reads and checks a project. A linked recording is looked up beside the project first, then at its absolute path,
 * and must be the same file. Throws ShellacError: 'file-not-found', 'unreadable-file', 'not-a-project',
 * 'project-too-new', 'damaged-project', 'recording-changed'.
 */
export async function openProject(path: string): Promise<StoredProject> {
  const archive = await openArchive(path, rules)
  try {
    return await readContent(archive, path)
  } catch (error) {
    if (!(error instanceof ShellacError) || error.details.path !== undefined) throw error
    throw new ShellacError(
      error.code,
      `${path}: ${error.message}`,
      { ...error.details, path },
      { cause: error },
    )
  } finally {
    archive.close()
  }
}

async function readContent(archive: Archive, path: string): Promise<StoredProject> {
  const manifest = await archive.read('manifest.json')
  const json = parseBoundedJson(decodeUtf8(manifest))
  const project = parseManifest(json)
  const checksums = parseChecksums(json)
  const { binCount, frameCount } = project.decomposition
  const componentCount = project.analysis.componentCount
  const source = { archive, checksums }
  const W = await readFactor(source, 'W.npy', [binCount, componentCount])
  const H = await readFactor(source, 'H.npy', [componentCount, frameCount])
  return {
    project,
    W,
    H,
    recording: await readRecording(source, project, path),
    report: archive.sizes.has('report.json') ? await readReport(source) : undefined,
    revision: sha256Of(manifest),
  }
}

/** @throws ShellacError 'project-changed' when something else than this revision is there; nothing at all may be */
async function requireRevision(path: string, wanted: Revision | undefined): Promise<void> {
  if (wanted === undefined) return
  const found = await revisionOf(path).catch((error: unknown) => {
    return error instanceof ShellacError && error.code === 'file-not-found' ? wanted : undefined
  })
  if (found === wanted) return
  const message = `${path} was changed by another window or program since it was opened or saved here.`
  throw new ShellacError('project-changed', message, { path })
}

async function revisionOf(path: string): Promise<Revision> {
  const archive = await openArchive(path, rules)
  try {
    return sha256Of(await archive.read('manifest.json'))
  } finally {
    archive.close()
  }
}

interface CheckedSource {
  readonly archive: Archive
  readonly checksums: Checksums
}

async function readRecording(
  source: CheckedSource,
  project: Project,
  path: string,
): Promise<ProjectRecording> {
  const { storage } = project.recording
  if (storage.kind === 'linked')
    return { kind: 'linked', path: await findLinkedRecording(project.recording, path) }
  return { kind: 'embedded', entry: storage.entry, bytes: await readChecked(source, storage.entry) }
}

/** As it was written, and JSON within the limits. */
async function readReport(source: CheckedSource): Promise<Uint8Array> {
  const bytes = await readChecked(source, 'report.json')
  parseBoundedJson(decodeUtf8(bytes))
  return bytes
}

async function readChecked({ archive, checksums }: CheckedSource, name: keyof Checksums): Promise<Buffer> {
  const bytes = await archive.read(name)
  if (sha256Of(bytes) === checksums[name]) return bytes
  throw new ShellacError('damaged-project', `${name} does not have the SHA-256 that the manifest gives.`)
}

/** A factor of the shape `[rows, columns]` in the file, turned to (columns x rows) row-major. */
async function readFactor(
  source: CheckedSource,
  name: 'W.npy' | 'H.npy',
  [rows, columns]: readonly [number, number],
): Promise<Float32Array> {
  const size = source.archive.sizes.get(name) ?? 0
  // Before unpacking: no more than 8 bytes a value and the header.
  if (size > rows * columns * 8 + npyLimits.headerBytes + npyMagic.length + 6) {
    throw new ShellacError(
      'damaged-project',
      `${name} has ${size} bytes, too many for ${rows} x ${columns} values.`,
    )
  }
  const { shape, data, fortranOrder } = readNpy(await readChecked(source, name))
  if (shape.length !== 2 || shape[0] !== rows || shape[1] !== columns) {
    const found = shape.join(', ')
    throw new ShellacError(
      'damaged-project',
      `${name} has the shape (${found}) instead of (${rows}, ${columns}).`,
    )
  }
  const factor = fortranOrder ? Float32Array.from(data) : transpose(data, rows, columns)
  const bad = factor.findIndex((value) => !(value >= 0 && value < Infinity))
  if (bad < 0) return factor
  throw new ShellacError(
    'damaged-project',
    `${name} holds ${factor[bad]}; every value must be a float32 from 0.`,
  )
}

function withStorage(project: Project, recording: ProjectRecording, path: string): Project {
  const storage =
    recording.kind === 'linked'
      ? linkedStorage(recording.path, path)
      : { kind: recording.kind, entry: recording.entry }
  return { ...project, recording: { ...project.recording, storage } }
}

function manifestEntry(project: Project, checksums: Checksums): ArchiveEntry {
  const text = `${JSON.stringify(toManifest(project, checksums), null, 1)}\n`
  try {
    parseManifest(parseBoundedJson(text))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ShellacError('internal', `The project would not open again. ${reason}`, {}, { cause: error })
  }
  const bytes = Buffer.from(text)
  // Very uniform text would pack so tightly that a reader takes it for a bomb; it is stored then.
  const compress = deflateRawSync(bytes).length * archiveLimits.jsonRatio > bytes.length
  return { name: 'manifest.json', bytes, compress }
}

function dataEntries({ project, W, H, recording, report }: OpenedProject): ArchiveEntry[] {
  const { binCount, frameCount } = project.decomposition
  const componentCount = project.analysis.componentCount
  const entries = [
    { name: 'W.npy', bytes: factorBytes(W, componentCount, binCount), compress: false },
    { name: 'H.npy', bytes: factorBytes(H, frameCount, componentCount), compress: false },
  ]
  if (recording.kind === 'embedded') {
    entries.push({ name: recording.entry, bytes: requireEmbeddable(recording.bytes), compress: false })
  }
  if (report) entries.push({ name: 'report.json', bytes: new Uint8Array(report), compress: false })
  return entries
}

/** A (rows x columns) row-major factor as the .npy file of its transpose. */
function factorBytes(factor: Float32Array, rows: number, columns: number): Uint8Array<ArrayBuffer> {
  if (factor.length !== rows * columns) {
    throw new ShellacError(
      'bad-argument',
      `A factor has ${factor.length} values instead of ${rows} x ${columns} = ${rows * columns}.`,
    )
  }
  if (factor.some((value) => value < 0))
    throw new ShellacError('bad-argument', 'A factor has a negative value.')
  return writeNpy([columns, rows], transpose(factor, rows, columns))
}

function requireEmbeddable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.length > archiveLimits.entryBytes) {
    throw new ShellacError(
      'bad-argument',
      `The recording has ${bytes.length} bytes; at most ${archiveLimits.entryBytes} can be embedded, so link it instead.`,
    )
  }
  return bytes as Uint8Array<ArrayBuffer>
}

/** Reads every entry of the unfinished file back and compares it with what was meant. */
async function requireSameContent(temporaryPath: string, entries: readonly ArchiveEntry[]): Promise<void> {
  try {
    const archive = await openArchive(temporaryPath, rules)
    try {
      await compareEntries(archive, entries)
    } finally {
      archive.close()
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`it does not read back as it was written (${reason})`, { cause: error })
  }
}

async function compareEntries(archive: Archive, entries: readonly ArchiveEntry[]): Promise<void> {
  for (const { name, bytes } of entries) {
    if (!(await archive.read(name)).equals(bytes)) throw new Error(`${name} is different`)
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new ShellacError('damaged-project', 'The manifest is not UTF-8 text.', {}, { cause: error })
  }
}
