/** Recordings that stay outside the project file. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { RecordingReference, RecordingStorage } from '@core/project/project'
import { readError } from '../files/systemErrors'

/** Both ways to find the recording again: from the project's folder (with '/' on every system), and absolute. */
export function linkedStorage(recordingPath: string, projectPath: string): RecordingStorage {
  const path = resolve(recordingPath)
  const fromProject = relative(dirname(resolve(projectPath)), path)
  // On Windows there is no relative path to another drive.
  if (fromProject === '' || isAbsolute(fromProject)) return { kind: 'linked', path }
  return { kind: 'linked', path, relativePath: fromProject.split(sep).join('/') }
}

/**
 * The path of the linked recording: relative to the project's folder first, then as recorded. Throws ShellacError
 * 'file-not-found' when it is at neither place, 'recording-changed' when no candidate has the length and SHA-256
 * of the reference, 'unreadable-file'.
 */
export async function findLinkedRecording(
  reference: RecordingReference,
  projectPath: string,
): Promise<string> {
  const { storage } = reference
  if (storage.kind !== 'linked') throw new ShellacError('internal', 'The recording is not linked.')
  const folder = dirname(resolve(projectPath))
  const places = [storage.relativePath, storage.path].filter((it) => it !== undefined)
  const candidates = new Set(places.map((place) => resolve(folder, place)))
  let changed: string | undefined
  for (const candidate of candidates) {
    const state = await compare(candidate, reference)
    if (state === 'same') return candidate
    if (state === 'different') changed ??= candidate
  }
  if (changed === undefined) {
    const tried = [...candidates].join(' or ')
    throw new ShellacError('file-not-found', `The linked recording is not at ${tried}.`, {
      path: storage.path,
    })
  }
  throw new ShellacError('recording-changed', `${changed} is not the recording that was decomposed.`, {
    path: changed,
    expected: reference.sha256,
  })
}

async function compare(
  path: string,
  reference: RecordingReference,
): Promise<'missing' | 'same' | 'different'> {
  try {
    const stats = await stat(path)
    // A device or pipe named in a hostile project would never end.
    if (!stats.isFile() || stats.size !== reference.byteLength) return 'different'
    return (await sha256OfFile(path)) === reference.sha256 ? 'same' : 'different'
  } catch (error) {
    const known = readError(error, path)
    if (known.code === 'file-not-found') return 'missing'
    throw known
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
