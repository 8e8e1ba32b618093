/**
 * Paths on this side, opaque ids on the page's side. The page can use only ids that it was given, each for what it was given
 * for; a path that it makes up means nothing here.
 */
import { randomBytes } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { FileId } from '@core/contract/ids'

/**
 * 'read': a file picked or uploaded. 'write': a target for a save or export, which may be read afterwards. 'folder': to be listed.
 * 'download': handed out to the browser. 'link': the place a project says its recording is at, never opened by id.
 */
export type FilePurpose = 'read' | 'write' | 'folder' | 'download' | 'link'

export interface FileVault {
  /** The id of a path for a purpose; the same one each time. */
  idOf(path: string, purpose: FilePurpose): FileId
  /** The path of an id given out for one of the purposes. @throws ShellacError 'file-not-found' */
  pathOf(id: unknown, purposes: readonly FilePurpose[]): string
  /**
   * The real path of an id, looked up anew at each use, so that a link put there since leads nowhere.
   * @throws ShellacError 'file-not-found' outside the roots
   */
  resolve(id: unknown, purposes: readonly FilePurpose[]): Promise<string>
  /** Lets a file that was given out to be read be written, too: a project that was opened is saved over. */
  allowSaving(realPath: string): void
  /** What the ids of a text stand for, each once. */
  entriesIn(text: string): readonly VaultEntry[]
  /** A text without the folders of this machine: every known path is replaced by its name. */
  redact(text: string): string
}

export interface VaultEntry {
  readonly id: FileId
  readonly path: string
  readonly purpose: FilePurpose
}

/** Real paths of folders, or of single files; 'anywhere' where ids come only from the system's own dialogs and the like. */
export type VaultRoots = readonly string[] | 'anywhere'

/** @param roots what ids may lead into */
export function createFileVault(roots: VaultRoots): FileVault {
  const entries = new Map<string, { readonly path: string; readonly purpose: FilePurpose }>()
  const ids = new Map<string, FileId>()
  const savable = new Set<string>()

  const find = (id: unknown): { readonly path: string; readonly purpose: FilePurpose } => {
    const entry = typeof id === 'string' ? entries.get(id) : undefined
    if (entry) return entry
    throw notFound()
  }

  return {
    idOf(path, purpose) {
      const key = `${purpose} ${path}`
      const id = ids.get(key) ?? (`${purpose}-${randomBytes(16).toString('hex')}` as FileId)
      ids.set(key, id)
      entries.set(id, { path, purpose })
      return id
    },
    pathOf(id, purposes) {
      const { path, purpose } = find(id)
      if (purposes.includes(purpose)) return path
      throw notFound()
    },
    async resolve(id, purposes) {
      const { path, purpose } = find(id)
      const real = await realPathWithin(roots, path)
      const isSavedOver = purpose === 'read' && purposes.includes('write') && savable.has(real)
      if (purposes.includes(purpose) || isSavedOver) return real
      throw notFound()
    },
    entriesIn(text) {
      const named = new Set(text.match(/\b(?:read|write|folder|download|link)-[0-9a-f]{32}\b/g))
      return [...named].flatMap((id) => {
        const entry = entries.get(id)
        return entry ? [{ ...entry, id: id as FileId }] : []
      })
    },
    allowSaving: (realPath) => void savable.add(realPath),
    redact(text) {
      const known = [...entries.values()].map((entry) => entry.path)
      const given = roots === 'anywhere' ? [] : roots
      const folders = [...new Set([...known, ...known.map(dirname), ...given])].filter((path) => path !== '/')
      folders.sort((a, b) => b.length - a.length)
      return folders.reduce((redacted, path) => redacted.replaceAll(path, basename(path)), text)
    },
  }
}

/**
 * The real path of something within the roots. Of a target that does not exist yet, its folder's real path counts.
 * @throws ShellacError 'file-not-found'
 */
export async function realPathWithin(roots: VaultRoots, path: string): Promise<string> {
  const real = await realpath(path).catch(async () => {
    const folder = await realpath(dirname(path)).catch(() => undefined)
    return folder === undefined ? undefined : join(folder, basename(path))
  })
  if (real === undefined) throw notFound()
  if (roots !== 'anywhere' && !roots.some((root) => isWithin(root, real))) throw notFound()
  return real
}

/** Whether a real path is a root or below it; '/music-private' is not below '/music'. */
export function isWithin(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

function notFound(): ShellacError {
  return new ShellacError('file-not-found', 'There is no such file, or it was not offered to this page.')
}
