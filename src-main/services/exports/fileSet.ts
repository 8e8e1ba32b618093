/** Files that appear together or not at all. */
import { mkdir, rmdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { createAtomicFile, type AtomicFile, type AtomicOptions } from '../files/atomicWrite'
import type { FileSystem } from '../files/fileSystem'
import { createPatience, type Patience } from '../files/patience'
import { writeError } from '../files/systemErrors'
import { sweepStaleTemporaries, temporaryPathFor } from '../files/temporaryFiles'

export interface FileSetOptions extends Omit<AtomicOptions, 'fileSystem'> {
  readonly patience?: Patience
  /** The folder is made if it is missing. */
  readonly mayMakeFolder: boolean
}

export interface FileSet {
  /** In the order of the paths. */
  readonly files: readonly AtomicFile[]
  /** Gives every file its name; if one cannot have it, those that are new are taken away again, and what was replaced is put back. */
  commit(): Promise<void>
  /** Removes what was begun, and the folder if it was made for it. Never throws. */
  abort(): Promise<void>
}

/**
 * Opens a file for each path. All paths lie in one folder; it is made when `mayMakeFolder` is set, and swept of unfinished files
 * that a killed process left.
 * @throws ShellacError as createAtomicFile; nothing is left behind then
 */
export async function openFileSet(
  paths: readonly string[],
  { patience = createPatience(), mayMakeFolder, ...options }: FileSetOptions,
): Promise<FileSet> {
  const { fileSystem } = patience
  const folder = dirname(resolve(paths[0]))
  const firstMade = mayMakeFolder ? await patience.wait(folder, () => makeFolder(folder)) : undefined
  await patience.wait(folder, () => sweepStaleTemporaries(folder))
  const files: AtomicFile[] = []
  const placed: string[] = []
  const replaced = keepReplaced(patience)
  async function abort(): Promise<void> {
    for (const file of files) await file.abort()
    for (const path of placed) await fileSystem.unlink(path).catch(() => undefined)
    await replaced.putBack()
    if (firstMade === undefined) return
    await patience.wait(folder, () => removeFolders(folder, firstMade)).catch(() => undefined)
  }
  async function commit(): Promise<void> {
    try {
      for (const [i, file] of files.entries()) {
        const isNew = !(await exists(paths[i], fileSystem))
        if (!isNew) await replaced.keep(paths[i])
        await file.commit()
        if (isNew) placed.push(paths[i])
      }
      await replaced.forget()
    } catch (error) {
      await abort()
      throw error
    }
  }
  try {
    for (const path of paths) files.push(await createAtomicFile(path, { ...options, fileSystem }))
    return { files, commit, abort }
  } catch (error) {
    await abort()
    throw error
  }
}

interface Replaced {
  /** Gives a file that will be replaced a second name. A disk without such names has nothing to put back. */
  keep(path: string): Promise<void>
  putBack(): Promise<void>
  forget(): Promise<void>
}

/** Nothing here throws: whoever commits says what is wrong. */
function keepReplaced({ fileSystem, tidyUp }: Patience): Replaced {
  const names = new Map<string, string>()
  const remove = (kept: string): Promise<void> => fileSystem.unlink(kept).catch(() => undefined)
  return {
    async keep(path) {
      try {
        // Of a link, what it names is replaced.
        const real = await fileSystem.realpath(path)
        const kept = temporaryPathFor(real)
        // Before it is there: it may come late, on a disk that did not answer.
        names.set(kept, real)
        await fileSystem.link(real, kept)
      } catch {
        // It stays replaced then.
      }
    },
    async putBack() {
      for (const [kept, path] of names) {
        await tidyUp(async (disk) => {
          await disk.rename(kept, path)
          // Where the file was not replaced yet both names are one file, which the system leaves as it is.
          await disk.unlink(kept)
        })
      }
      names.clear()
    },
    async forget() {
      for (const kept of names.keys()) await remove(kept)
      names.clear()
    },
  }
}

/** Returns the outermost folder that had to be made. */
async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true })
  } catch (error) {
    throw writeError(error, folder)
  }
}

/** Removes empty folders from `folder` up to `outermost`. */
async function removeFolders(folder: string, outermost: string): Promise<void> {
  const removed = await rmdir(folder).then(
    () => true,
    () => false,
  )
  if (removed && folder !== outermost) await removeFolders(dirname(folder), outermost)
}

async function exists(path: string, fileSystem: FileSystem): Promise<boolean> {
  return fileSystem.lstat(path).then(
    () => true,
    () => false,
  )
}
