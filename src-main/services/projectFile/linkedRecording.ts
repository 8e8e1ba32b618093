/** Recordings that stay outside the project file. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { RecordingReference, RecordingStorage } from '@core/project/project'
import { readError } from '../files/systemErrors'

/** Files of a folder that are looked at when a recording may have been renamed. */
const mostNeighbours = 2000

/** Both ways to find the recording again: from the project's folder (with '/' on every system), and absolute. */
export function linkedStorage(recordingPath: string, projectPath: string): RecordingStorage {
  const path = resolve(recordingPath)
  const fromProject = relative(dirname(resolve(projectPath)), path)
  // On Windows there is no relative path to another drive.
  if (fromProject === '' || isAbsolute(fromProject)) return { kind: 'linked', path }
  return { kind: 'linked', path, relativePath: fromProject.split(sep).join('/') }
}

/**
 * The path of the linked recording: relative to the project's folder first, then as recorded, then under any name in
 * those two folders and the project's own, known by its content. Throws ShellacError 'recording-not-found',
 * 'recording-changed' when a file is in its place whose length or SHA-256 is not that of the reference, both with the
 * detail `recording`, its name.
 */
export async function findLinkedRecording(
  reference: RecordingReference,
  projectPath: string,
): Promise<string> {
  const { storage } = reference
  if (storage.kind !== 'linked') throw new ShellacError('internal', 'The recording is not linked.')
  const folder = dirname(resolve(projectPath))
  const candidates = placesOf(storage, folder)
  let changed: ShellacError | undefined
  for (const candidate of candidates) {
    const refusal = await refusalOf(candidate, reference)
    if (!refusal) return candidate
    if (refusal.code === 'recording-changed') changed ??= refusal
  }
  const renamed = await findRenamed(new Set([folder, ...[...candidates].map(dirname)]), reference)
  if (renamed !== undefined) return renamed
  throw changed ?? notThere([...candidates], reference)
}

/** Whether a recording that was found is where its project says. */
export function isWhereItWas(found: string, storage: RecordingStorage, projectPath: string): boolean {
  return storage.kind === 'linked' && placesOf(storage, dirname(resolve(projectPath))).has(resolve(found))
}

function placesOf(
  { path, relativePath }: Extract<RecordingStorage, { kind: 'linked' }>,
  projectFolder: string,
): Set<string> {
  const places = [relativePath, path].filter((it) => it !== undefined)
  return new Set(places.map((place) => resolve(projectFolder, place)))
}

function notThere(candidates: readonly string[], { name }: RecordingReference): ShellacError {
  const message = `The recording ${name} is not at ${candidates.join(' or ')}.`
  return new ShellacError('recording-not-found', message, { recording: name, path: candidates[0] })
}

/**
 * A file that a person says is the recording.
 * @throws ShellacError 'recording-not-found', 'recording-changed'
 */
export async function requireRecordingAt(path: string, reference: RecordingReference): Promise<string> {
  const refusal = await refusalOf(path, reference)
  if (refusal) throw refusal
  return resolve(path)
}

/** Why the file at that path is not the recording; undefined when it is. */
async function refusalOf(path: string, reference: RecordingReference): Promise<ShellacError | undefined> {
  const details = { recording: reference.name, path }
  try {
    const difference = await differenceOf(path, reference)
    if (difference === undefined) return undefined
    const message = `${path} is not the recording ${reference.name} that was decomposed: ${difference}.`
    return new ShellacError('recording-changed', message, { ...details, expected: reference.sha256 })
  } catch (error) {
    return new ShellacError('recording-not-found', readError(error, path).message, details, { cause: error })
  }
}

async function differenceOf(
  path: string,
  { byteLength, sha256 }: RecordingReference,
): Promise<string | undefined> {
  const facts = await stat(path)
  // A device or pipe named in a hostile project would never end.
  if (!facts.isFile()) return 'it is no regular file'
  if (facts.size !== byteLength) return `it has ${facts.size} bytes instead of ${byteLength}`
  if ((await sha256OfFile(path)) === sha256) return undefined
  return 'it has as many bytes, but other content'
}

async function findRenamed(
  folders: ReadonlySet<string>,
  reference: RecordingReference,
): Promise<string | undefined> {
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries.slice(0, mostNeighbours)) {
      const path = join(folder, entry.name)
      if (entry.isFile() && !(await refusalOf(path, reference))) return path
    }
  }
  return undefined
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
