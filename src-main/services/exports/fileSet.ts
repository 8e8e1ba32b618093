/** Files that appear together or not at all. */
import { lstat, mkdir, rmdir, unlink } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { createAtomicFile, type AtomicFile, type AtomicOptions } from '../files/atomicWrite'
import { writeError } from '../files/systemErrors'
import { sweepStaleTemporaries } from '../files/temporaryFiles'

export interface FileSet {
  /** In the order of the paths. */
  readonly files: readonly AtomicFile[]
  /** Gives every file its name; if one cannot have it, those that are new are taken away again. */
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
  options: AtomicOptions & { readonly mayMakeFolder: boolean },
): Promise<FileSet> {
  const folder = dirname(resolve(paths[0]))
  const firstMade = options.mayMakeFolder ? await makeFolder(folder) : undefined
  await sweepStaleTemporaries(folder)
  const files: AtomicFile[] = []
  const placed: string[] = []
  async function abort(): Promise<void> {
    for (const file of files) await file.abort()
    for (const path of placed) await unlink(path).catch(() => undefined)
    if (firstMade !== undefined) await removeFolders(folder, firstMade)
  }
  async function commit(): Promise<void> {
    try {
      for (const [i, file] of files.entries()) {
        const isNew = !(await exists(paths[i]))
        await file.commit()
        if (isNew) placed.push(paths[i])
      }
    } catch (error) {
      await abort()
      throw error
    }
  }
  try {
    for (const path of paths) files.push(await createAtomicFile(path, options))
    return { files, commit, abort }
  } catch (error) {
    await abort()
    throw error
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

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
