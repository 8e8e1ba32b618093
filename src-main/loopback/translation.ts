/** Requests of the page with its ids -> requests of the engine with paths, and back: no path ever reaches the page. */
import { basename } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { EngineMethod } from '@core/contract/engine'
import type { FilePurpose, FileVault } from './fileVault'
import { isObject, type ErrorAnswer, type JsonObject } from './messages'

/** What the `file` of a request is for. Methods that are not here have none. */
const filePurposes: Partial<Record<EngineMethod, readonly FilePurpose[]>> = {
  openRecording: ['read', 'write'],
  openProject: ['read', 'write'],
  saveProject: ['write'],
  exportAudio: ['write'],
}

/**
 * The request as the engine takes it.
 * @throws ShellacError 'file-not-found' for ids that were not given out for this, 'bad-argument' for a path in a project
 */
export async function requestToEngine(
  method: EngineMethod,
  request: JsonObject,
  vault: FileVault,
): Promise<JsonObject> {
  const purposes = filePurposes[method]
  const withFile = purposes ? { ...request, file: await vault.resolve(request.file, purposes) } : request
  if (!isObject(withFile.project)) return withFile
  return { ...withFile, project: mapLinks(withFile.project, (id) => vault.pathOf(id, ['link'])) }
}

/** The engine's result as the page may see it. */
export function resultToPage(value: unknown, vault: FileVault): unknown {
  if (!isObject(value)) return value
  const hide = (path: unknown): string => {
    if (typeof path === 'string') return vault.idOf(path, 'link')
    throw new ShellacError('internal', 'The engine gave a linked recording without its path.')
  }
  const mapped: Record<string, unknown> = { ...mapLinks({ recording: value.recording }, hide) }
  const result: Record<string, unknown> = { ...value }
  if ('recording' in value) result.recording = mapped.recording
  if (isObject(value.project)) result.project = mapLinks(value.project, hide)
  for (const list of ['notes', 'warnings']) {
    const sentences = value[list]
    if (Array.isArray(sentences)) {
      result[list] = sentences.map((sentence: unknown) =>
        typeof sentence === 'string' ? vault.redact(sentence) : sentence,
      )
    }
  }
  if (Array.isArray(value.files)) {
    result.files = value.files.map((file: unknown) => (typeof file === 'string' ? basename(file) : file))
  }
  return result
}

/** Changes the two places where a project, or an opened recording, names the file it is linked to. */
function mapLinks(holder: JsonObject, change: (value: unknown) => string): JsonObject {
  const { recording } = holder
  if (!isObject(recording) || !isObject(recording.storage)) return holder
  const { storage } = recording
  if (storage.kind !== 'linked') return holder
  const relative = 'relativePath' in storage ? { relativePath: change(storage.relativePath) } : {}
  return {
    ...holder,
    recording: { ...recording, storage: { ...storage, path: change(storage.path), ...relative } },
  }
}

/** Any error as the page may see it: texts without folders; what is no ShellacError is 'internal' and says nothing more. */
export function errorToPage(error: unknown, vault: FileVault): ErrorAnswer {
  if (!(error instanceof ShellacError)) {
    return { code: 'internal', message: 'The server met an unexpected error.', details: {} }
  }
  const details = Object.entries(error.details).map(
    ([name, value]) => [name, typeof value === 'string' ? vault.redact(value) : value] as const,
  )
  return { code: error.code, message: vault.redact(error.message), details: Object.fromEntries(details) }
}
