/** Where a write really goes, and whether it may go there. */
import type { Stats } from 'node:fs'
import { constants } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { FileSystem } from './fileSystem'
import { realFileSystem } from './fileSystem'
import { systemErrorCode, writeError } from './systemErrors'

export interface TargetRules {
  /** False refuses a target that exists. */
  readonly overwrite: boolean
  /** Source recordings: never written, under whatever name, link or spelling of case they are reached. */
  readonly protectedPaths: readonly string[]
}

export interface WriteTarget {
  /** Absolute path with links resolved: a link stays a link, and what it names is replaced. */
  readonly path: string
  /** Permission bits of the file to replace; undefined when there is none. */
  readonly mode: number | undefined
}

/**
 * Resolves the target and checks the rules. Throws ShellacError: 'target-exists', 'target-is-source', or
 * 'write-failed' for a missing or closed folder, a read-only file, a folder or device in its place, a link to nothing.
 */
export async function resolveTarget(
  target: string,
  rules: TargetRules,
  fileSystem: FileSystem,
): Promise<WriteTarget> {
  const named = join(
    await realFolder(dirname(resolve(target)), target, fileSystem),
    basename(resolve(target)),
  )
  const existing = await lstatOrUndefined(named, target, fileSystem)
  const path = existing?.isSymbolicLink() ? await followLink(named, target, fileSystem) : named
  await refuseSources({ path, target, protectedPaths: rules.protectedPaths }, fileSystem)
  if (existing && !rules.overwrite) {
    throw new ShellacError('target-exists', `${target} exists already and is not replaced.`, { path: target })
  }
  const mode = existing ? await requireReplaceable(path, target, fileSystem) : undefined
  await requireOpenFolder(dirname(path), target, fileSystem)
  return { path, mode }
}

async function realFolder(folder: string, target: string, fileSystem: FileSystem): Promise<string> {
  try {
    return await fileSystem.realpath(folder)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw writeError(error, target)
    const details = { path: target, cause: 'ENOENT' }
    throw new ShellacError(
      'write-failed',
      `Cannot write ${target}: the folder ${folder} does not exist.`,
      details,
      {
        cause: error,
      },
    )
  }
}

async function lstatOrUndefined(
  path: string,
  target: string,
  fileSystem: FileSystem,
): Promise<Stats | undefined> {
  try {
    return await fileSystem.lstat(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw writeError(error, target)
  }
}

async function followLink(link: string, target: string, fileSystem: FileSystem): Promise<string> {
  try {
    return await fileSystem.realpath(link)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw writeError(error, target)
    throw notWritable(target, 'it is a link to a file that does not exist', 'ENOENT')
  }
}

/** Permission bits. Rename would replace a file the person marked read-only, so the mark is asked for first. */
async function requireReplaceable(path: string, target: string, fileSystem: FileSystem): Promise<number> {
  try {
    const stats = await fileSystem.stat(path)
    if (stats.isDirectory()) throw notWritable(target, 'it is a folder', 'EISDIR')
    if (!stats.isFile()) throw notWritable(target, 'it is not a regular file', 'EINVAL')
    if ((stats.mode & 0o222) === 0) throw notWritable(target, 'the file is read-only', 'EACCES')
    await fileSystem.access(path, constants.W_OK)
    return stats.mode & 0o7777
  } catch (error) {
    throw writeError(error, target)
  }
}

/** The unfinished file lies beside the target, so its folder has to take new files, even to replace one. */
async function requireOpenFolder(folder: string, target: string, fileSystem: FileSystem): Promise<void> {
  try {
    await fileSystem.access(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code !== 'EACCES' && code !== 'EPERM') throw writeError(error, target)
    throw notWritable(target, `no file can be made in the folder ${folder} (${code})`, code)
  }
}

function notWritable(target: string, reason: string, cause: string): ShellacError {
  return new ShellacError('write-failed', `Cannot write ${target}: ${reason}.`, { path: target, cause })
}

interface SourceCheck {
  readonly path: string
  /** The path as the person gave it, for messages. */
  readonly target: string
  readonly protectedPaths: readonly string[]
}

async function refuseSources(check: SourceCheck, fileSystem: FileSystem): Promise<void> {
  const { path, target, protectedPaths } = check
  if (protectedPaths.length === 0) return
  const own = await identity(path, target, fileSystem)
  for (const source of protectedPaths) {
    const other = await identity(resolve(source), target, fileSystem)
    const sameFile = own.inode !== undefined && own.inode === other.inode
    if (!sameFile && own.foldedPath !== other.foldedPath) continue
    throw new ShellacError('target-is-source', `${target} is the source recording ${source}.`, {
      path: target,
      source,
    })
  }
}

interface Identity {
  /** Real path; its last part without case and Unicode form: two spellings are one file on many disks. */
  readonly foldedPath: string
  /** Device and inode: equal for hard links and for two spellings on a disk that ignores case. */
  readonly inode: string | undefined
}

async function identity(path: string, target: string, fileSystem: FileSystem): Promise<Identity> {
  try {
    const real = await fileSystem.realpath(path)
    const stats = await fileSystem.stat(real, { bigint: true })
    return { foldedPath: fold(real), inode: `${stats.dev}:${stats.ino}` }
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) throw writeError(error, target)
    return { foldedPath: fold(path), inode: undefined }
  }
}

function fold(path: string): string {
  return join(dirname(path), basename(path).normalize('NFC').toLowerCase())
}

/** Refuses at the start of long work what resolveTarget would refuse at its end. */
export async function checkTarget(target: string, rules: TargetRules): Promise<void> {
  await resolveTarget(target, rules, realFileSystem)
}
