/** Requests of the page with its ids -> requests of the engine with paths, and back: no path ever reaches the page. */
import { basename } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { EngineMethod } from '@core/contract/engine'
import type { ErrorAnswer } from '@core/contract/page'
import { withoutFolders } from '../diagnostics/withoutFolders'
import type { FilePurpose, FileVault } from './fileVault'
import { isObject, type JsonObject } from './messages'

type FileFields = Readonly<Record<string, readonly FilePurpose[]>>

/** What the files that a request names are for. Methods that are not here name none. */
const fileFields: Partial<Record<EngineMethod, FileFields>> = {
  openRecording: { file: ['read', 'write'], decoded: ['read'] },
  openProject: { file: ['read', 'write'], recording: ['read', 'write'] },
  openUndecomposed: { file: ['read', 'write'], recording: ['read', 'write'] },
  restoreDecomposition: { dictionary: ['read'], activations: ['read'] },
  saveProject: { file: ['write'] },
  exportAudio: { file: ['write'] },
  exportPicture: { file: ['write'] },
}

const mayBeLeftOut: ReadonlySet<string> = new Set(['decoded', 'recording'])

/**
 * The request as the engine takes it.
 * @throws ShellacError 'file-not-found' for ids that were not given out for this, 'bad-argument' for a path in a project
 */
export async function requestToEngine(
  method: EngineMethod,
  request: JsonObject,
  vault: FileVault,
): Promise<JsonObject> {
  const translated: Record<string, unknown> = { ...request }
  for (const [field, purposes] of Object.entries(fileFields[method] ?? {})) {
    const isLeftOut = mayBeLeftOut.has(field) && request[field] === undefined
    if (!isLeftOut) translated[field] = await vault.resolve(request[field], purposes)
  }
  return mapProjects(translated, (id) => vault.pathOf(id, ['link']))
}

/** The engine's result as the page may see it. */
export function resultToPage(value: unknown, vault: FileVault): unknown {
  if (!isObject(value)) return value
  const hide = (path: unknown): string => {
    if (typeof path === 'string') return vault.idOf(path, 'link')
    throw new ShellacError('internal', 'The engine gave a linked recording without its path.')
  }
  const mapped: Record<string, unknown> = { ...mapLinks({ recording: value.recording }, hide) }
  const result: Record<string, unknown> = { ...mapProjects(value, hide) }
  if ('recording' in value) result.recording = mapped.recording
  if (Array.isArray(value.variants)) {
    result.variants = value.variants.map((variant: unknown) => resultToPage(variant, vault))
  }
  for (const list of ['notes', 'warnings', 'damage']) {
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

/** Changes the links of a project that is a field, or in the field `document`. */
function mapProjects(holder: JsonObject, change: (value: unknown) => string): JsonObject {
  const { project, document } = holder
  return {
    ...holder,
    ...(isObject(project) ? { project: mapLinks(project, change) } : {}),
    ...(isObject(document) ? { document: mapProjects(document, change) } : {}),
  }
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
  const redact = (text: string): string => withoutFolders(vault.redact(text))
  const details = Object.entries(error.details).map(
    ([name, value]) => [name, typeof value === 'string' ? redact(value) : value] as const,
  )
  return { code: error.code, message: redact(error.message), details: Object.fromEntries(details) }
}
