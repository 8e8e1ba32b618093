/** .shellac files on the disk: docs/file-format.md describes them. */
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import { archiveLimits } from '@core/limits'
import { parseBoundedJson } from '@core/project/boundedJson'
import { writeNpy } from '@core/project/npy'
import type { Project, RecordingEntry } from '@core/project/project'
import type { Checksums } from '@core/project/schema'
import { parseManifest, toManifest } from '@core/project/schema'
import { transpose } from '@core/project/transpose'
import type { AtomicOptions, Committed } from '../files/atomicWrite'
import { createAtomicFile } from '../files/atomicWrite'
import { createPatience } from '../files/patience'
import { inTurnOn } from '../files/turn'
import { findLinkedRecording, linkedStorage, requireRecordingAt } from './linkedRecording'
import {
  manifestCopyName,
  manifestName,
  parseManifestBytes,
  projectRules,
  readFactors,
  readReport,
  sha256Of,
  type PartSource,
  type ProjectFactors,
} from './projectParts'
import type { Archive, ArchiveEntry } from './zipArchive'
import { openArchive, writeArchive } from './zipArchive'

/** The recording inside the file, losslessly encoded by the caller, or the path of the original file. */
export type ProjectRecording =
  | { readonly kind: 'embedded'; readonly entry: RecordingEntry; readonly bytes: Uint8Array }
  | { readonly kind: 'linked'; readonly path: string }

export interface OpenedProject extends ProjectFactors {
  readonly project: Project
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
  /** Of the job that saves. */
  readonly control?: JobControl | undefined
  /** Seconds that a call to the disk may take; see createPatience. */
  readonly patience?: number | undefined
}

export interface Saved extends Committed {
  readonly revision: Revision
}

export interface OpenOptions {
  /** Path of the recording, where it is neither where the project says nor near it. */
  readonly recording?: string | undefined
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
  const manifest = manifestEntry(project, checksums)
  const entries = [manifest, ...parts, { ...manifest, name: manifestCopyName }]
  const protectedPaths = [
    ...(options.protectedPaths ?? []),
    ...(recording.kind === 'linked' ? [recording.path] : []),
  ]
  const { control, fileSystem, patience: seconds } = options
  const patience = createPatience({ control, fileSystem, seconds })
  const file = await createAtomicFile(path, { ...options, protectedPaths, fileSystem: patience.fileSystem })
  try {
    await writeArchive(entries, (bytes) => file.write(bytes))
    const length = entries.reduce((sum, { bytes }) => sum + bytes.length, 0)
    await file.verify((temporaryPath) =>
      patience.wait(path, () => requireSameContent(temporaryPath, entries), length),
    )
    const place = await patience.wait(path, () => realpath(path).catch(() => resolve(path)))
    const committed = await inTurnOn(place, (turn) =>
      file.commit(async () => {
        do await patience.wait(path, () => requireRevision(path, options.replaces))
        while (!(await turn.confirm()))
      }),
    )
    return { ...committed, revision: sha256Of(manifest.bytes) }
  } finally {
    await file.abort()
  }
}

/**
 * Reads and checks a project, whole. A linked recording is looked for beside the project first, then at its absolute path,
 * then in both folders by its content. Throws ShellacError: 'file-not-found', 'unreadable-file', 'not-a-project',
 * 'project-too-new', 'damaged-project', 'recording-not-found', 'recording-changed'.
 */
export async function openProject(path: string, options: OpenOptions = {}): Promise<StoredProject> {
  const archive = await openArchive(path, projectRules)
  try {
    const { project, checksums, revision } = parseManifestBytes(await archive.read(manifestName))
    const source = checkedSource(archive, checksums)
    return {
      project,
      ...(await readFactors(source, project)),
      recording: await recordingOf({ project, path, source }, options),
      report: await readReport(source),
      revision,
    }
  } catch (error) {
    throw withPath(error, path)
  } finally {
    archive.close()
  }
}

/** The same error; its message begins with the path, if it does not name one. */
export function withPath(error: unknown, path: string): unknown {
  if (!(error instanceof ShellacError) || error.details.path !== undefined) return error
  const details = { ...error.details, path }
  return new ShellacError(error.code, `${path}: ${error.message}`, details, { cause: error })
}

function checkedSource(archive: Archive, checksums: Checksums): PartSource {
  return {
    sizeOf: (name) => archive.sizes.get(name),
    async read(name) {
      const bytes = await archive.read(name)
      if (sha256Of(bytes) === checksums[name]) return bytes
      const message = `${name} does not have the SHA-256 that the manifest gives.`
      throw new ShellacError('damaged-project', message)
    },
  }
}

/** What a project says of its recording, and where both may be. */
export interface RecordingPlace {
  readonly project: Project
  /** Of the project. */
  readonly path: string
  readonly source: PartSource
}

/** @throws ShellacError 'damaged-project', 'recording-not-found', 'recording-changed' */
export async function recordingOf(
  { project, path, source }: RecordingPlace,
  { recording: elsewhere }: OpenOptions,
): Promise<ProjectRecording> {
  const { storage } = project.recording
  if (storage.kind === 'embedded') {
    return { kind: 'embedded', entry: storage.entry, bytes: await source.read(storage.entry) }
  }
  const found =
    elsewhere === undefined
      ? await findLinkedRecording(project.recording, path)
      : await requireRecordingAt(elsewhere, project.recording)
  return { kind: 'linked', path: found }
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
  const archive = await openArchive(path, projectRules)
  try {
    return sha256Of(await archive.read(manifestName))
  } finally {
    archive.close()
  }
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
  return { name: manifestName, bytes, compress }
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
    const archive = await openArchive(temporaryPath, projectRules)
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
