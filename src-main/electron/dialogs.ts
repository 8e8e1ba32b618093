/** The system's dialogs for the page: it gets ids, the paths stay here. */
import { stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { BrowserWindow, Dialog, FileFilter, Shell } from 'electron'
import { exportExtensions, fileExtensions } from '@core/contract/fileExtensions'
import type { FileKind } from '@core/contract/page'
import { safeFileName } from '@core/export/fileNames'
import type { FileVault } from '../services/page/fileVault'
import type { HostHandlers } from '../services/page/hostHandlers'

export interface DialogSettings {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>
  readonly shell: Pick<Shell, 'showItemInFolder' | 'openPath'>
  readonly vault: FileVault
  /** The window that the dialogs belong to. */
  readonly window: () => BrowserWindow | undefined
  /** The folder that dialogs begin in, until one was chosen. */
  readonly firstFolder: string
}

const allFilter: FileFilter = { name: 'All files', extensions: ['*'] }

const filterNames: Readonly<Record<FileKind, string>> = {
  recording: 'Recordings',
  project: 'Shellac projects',
  picture: 'Pictures',
  diagnostics: 'Zip archives',
}

function filterOf(kind: FileKind): FileFilter {
  return { name: filterNames[kind], extensions: [...fileExtensions[kind]] }
}

/** Several kinds come first together: a person looks for a file, not for its kind. */
export function openFilters(kinds: readonly FileKind[]): FileFilter[] {
  const own = kinds.map(filterOf)
  const together = { name: 'Files of Shellac', extensions: own.flatMap(({ extensions }) => extensions) }
  return [...(own.length > 1 ? [together] : []), ...own, allFilter]
}

type DialogHandlers = Required<Pick<HostHandlers, 'openDialog' | 'saveDialog' | 'showInFolder'>>

export function createDialogHandlers(settings: DialogSettings): DialogHandlers {
  const { dialog, shell, vault, window } = settings
  let folder = settings.firstFolder
  const remember = (path: string): string => {
    folder = dirname(path)
    return path
  }

  return {
    async openDialog({ kinds }) {
      const options = { defaultPath: folder, properties: ['openFile' as const], filters: openFilters(kinds) }
      const parent = window()
      const { canceled, filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options))
      if (canceled || filePaths.length === 0) return { picked: null }
      const path = remember(filePaths[0])
      return { picked: { file: vault.idOf(path, 'read'), name: basename(path) } }
    },

    async saveDialog({ kind, name }) {
      const options = {
        defaultPath: join(folder, safeFileName(name)),
        filters: saveFilters(kind, name),
        properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const],
      }
      const parent = window()
      const { canceled, filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options))
      if (canceled || !filePath) return { target: null }
      const path = remember(withExtension(filePath, endingOf(kind, name)))
      const file = vault.idOf(path, 'write')
      // The system has asked about this very file; of an extension that is added here it knew nothing.
      const mayReplace = path === filePath && (await isFile(path))
      return { target: { file, name: basename(path), isDownload: false, mayReplace } }
    },

    async showInFolder({ file }) {
      await show(await vault.resolve(file, ['write', 'read']), shell)
      return null
    },
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}

async function show(path: string, shell: DialogSettings['shell']): Promise<void> {
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isFile()) shell.showItemInFolder(path)
  // An export of several files may write beside the name that was chosen.
  else await shell.openPath(facts ? path : dirname(path))
}

function saveFilters(kind: FileKind | 'export', name: string): FileFilter[] {
  if (kind !== 'picture' && kind !== 'export') return [filterOf(kind), allFilter]
  // A folder may have a dot in its name, too: "Sonata No. 5".
  const extension = extname(name).slice(1).toLowerCase()
  return (kind === 'picture' ? fileExtensions.picture : exportExtensions).includes(extension)
    ? [{ name: extension.toUpperCase(), extensions: [extension] }, allFilter]
    : [allFilter]
}

/** How the name must end; '' where the person has the last word. `suggestion` is of a picture's format. */
function endingOf(kind: FileKind | 'export', suggestion: string): string {
  if (kind === 'picture') return extname(suggestion).toLowerCase()
  return kind === 'project' || kind === 'diagnostics' ? `.${fileExtensions[kind][0]}` : ''
}

/** Not every system's dialog adds the extension by itself. */
function withExtension(path: string, extension: string): string {
  return extension === '' || extname(path).toLowerCase() === extension ? path : path + extension
}
