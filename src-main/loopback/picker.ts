/** What a page may see of this machine's folders: names and ids below the chosen roots, by real path. */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { FileId } from '@core/contract/ids'
import type { BrowserHostMethods, Download, FolderListing, SaveTarget } from '@core/contract/page'
import { safeFileName } from '@core/export/fileNames'
import { realPathWithin, type FileVault } from '../services/page/fileVault'
import type { HostHandlers } from '../services/page/hostHandlers'

/** Entries of a folder that a listing shows at most, in the order of their names. */
const longestListing = 5000
const longestName = 255

export interface Picker {
  /** Lists a folder; null: the roots. Hidden entries and links out of the roots are left out. */
  listFolder(folder: unknown): Promise<FolderListing>
  /** A target for a save or export: `name` in a folder of the roots, or for download when the folder is null. */
  chooseTarget(folder: unknown, name: unknown): Promise<SaveTarget>
  /** What was written to a target that is for download. */
  downloads(file: unknown): Promise<{ downloads: Download[] }>
}

export interface PickerSettings {
  readonly vault: FileVault
  /** Real paths of the folders a person may pick from. */
  readonly roots: readonly string[]
  /** Where exports for download go. */
  readonly exportFolder: string
}

export function createPicker({ vault, roots, exportFolder }: PickerSettings): Picker {
  return {
    async listFolder(folder) {
      if (folder === null) return listRoots(vault, roots)
      return listFolder(vault, roots, await realPathWithin(roots, vault.pathOf(folder, ['folder'])))
    },
    async chooseTarget(folder, name) {
      const safe = targetName(name)
      const parent =
        folder === null
          ? await freshFolder(exportFolder)
          : await realPathWithin(roots, vault.pathOf(folder, ['folder']))
      const file = vault.idOf(join(parent, safe), 'write')
      return { file, name: safe, isDownload: folder === null, mayReplace: false }
    },
    async downloads(file) {
      const path = await realPathWithin([exportFolder], vault.pathOf(file, ['write']))
      return { downloads: await listDownloads(vault, join(path, '..')) }
    },
  }
}

/** The picker as the page asks for it. */
export function pickerHandlers(picker: Picker): Required<Pick<HostHandlers, keyof BrowserHostMethods>> {
  return {
    listFolder: ({ folder }) => picker.listFolder(folder),
    chooseTarget: ({ folder, name }) => picker.chooseTarget(folder, name),
    downloads: ({ file }) => picker.downloads(file),
  }
}

function listRoots(vault: FileVault, roots: readonly string[]): FolderListing {
  const folders = roots.map((root) => ({
    folder: vault.idOf(root, 'folder'),
    name: basename(root) || 'This computer',
  }))
  return { name: '', parent: null, folders, files: [], isCut: false }
}

async function listFolder(vault: FileVault, roots: readonly string[], path: string): Promise<FolderListing> {
  const names = (await readdir(path).catch(() => refuseFolder(path)))
    .filter((name) => !name.startsWith('.'))
    .sort((a, b) => a.localeCompare(b))
  const folders: { folder: FileId; name: string }[] = []
  const files: { file: FileId; name: string; bytes: number }[] = []
  for (const name of names.slice(0, longestListing)) {
    const real = await realPathWithin(roots, join(path, name)).catch(() => undefined)
    const stats = real === undefined ? undefined : await stat(real).catch(() => undefined)
    if (real === undefined || !stats) continue
    if (stats.isDirectory()) folders.push({ folder: vault.idOf(real, 'folder'), name })
    if (stats.isFile()) files.push({ file: vault.idOf(real, 'read'), name, bytes: stats.size })
  }
  const parent = roots.includes(path) ? null : vault.idOf(dirname(path), 'folder')
  return { name: basename(path), parent, folders, files, isCut: names.length > longestListing }
}

function refuseFolder(path: string): never {
  throw new ShellacError('unreadable-file', `The folder ${basename(path)} cannot be listed.`)
}

/** One name, never a way to another folder. */
function targetName(name: unknown): string {
  const plain = typeof name === 'string' && name !== '' && name.length <= longestName && !/[/\\\0]/.test(name)
  if (!plain || name === '.' || name === '..') {
    throw new ShellacError('bad-argument', 'A file name must be 1 to 255 characters without slashes.')
  }
  return safeFileName(name)
}

async function freshFolder(parent: string): Promise<string> {
  const folder = join(parent, randomBytes(8).toString('hex'))
  await mkdir(folder, { mode: 0o700 })
  return folder
}

async function listDownloads(vault: FileVault, folder: string): Promise<Download[]> {
  const names = await readdir(folder, { recursive: true })
  const downloads: Download[] = []
  for (const name of names.sort()) {
    const path = join(folder, name)
    const stats = await lstat(path)
    if (!stats.isFile()) continue
    downloads.push({ download: vault.idOf(path, 'download'), name: basename(name), bytes: stats.size })
  }
  return downloads
}
