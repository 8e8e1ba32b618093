/**
 * Files that appear whole or not at all: written under a temporary name beside the target, every byte counted,
 * synced, then renamed over it. A failure or a kill at any moment leaves the old file as it was.
 */
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { FileSystem } from './fileSystem'
import { realFileSystem } from './fileSystem'
import { systemErrorCode, writeError } from './systemErrors'
import { temporaryPathFor } from './temporaryFiles'
import type { TargetRules, WriteTarget } from './writeTarget'
import { resolveTarget } from './writeTarget'

export interface AtomicOptions {
  /** False refuses an existing target, at the start and again at the end. */
  readonly overwrite: boolean
  /** Source recordings: never written, also when reached by a link or another spelling of case. */
  readonly protectedPaths?: readonly string[]
  readonly fileSystem?: FileSystem | undefined
}

export interface Committed {
  /** False when the folder could not be synced: the file is in place, but a power cut might still undo the rename. */
  readonly durable: boolean
}

/**
 * Call one method at a time and await it. Each throws ShellacError 'disk-full', 'disk-not-responding' or 'write-failed' (or what resolveTarget
 * throws) and has then removed the temporary file; the target is as it was.
 */
export interface AtomicFile {
  /** Appends the bytes. */
  write(bytes: Uint8Array): Promise<void>
  /** Overwrites bytes already written, from `offset`. */
  patch(offset: number, bytes: Uint8Array): Promise<void>
  /** Syncs, then lets `check` read the unfinished file; what it throws is thrown on. */
  verify(check: (temporaryPath: string) => Promise<void>): Promise<void>
  /** Puts the file in the target's place; at the last moment `lastCheck` may still refuse, by what it throws. */
  commit(lastCheck?: () => Promise<void>): Promise<Committed>
  /** Removes the temporary file. Never throws; does nothing after commit or abort. */
  abort(): Promise<void>
}

/** Opens a file that will be at `target` after commit. Throws ShellacError, see resolveTarget. */
export async function createAtomicFile(target: string, options: AtomicOptions): Promise<AtomicFile> {
  const fileSystem = options.fileSystem ?? realFileSystem
  const rules = { overwrite: options.overwrite, protectedPaths: options.protectedPaths ?? [] }
  const resolved = await resolveTarget(target, rules, fileSystem)
  const temporaryPath = temporaryPathFor(resolved.path)
  try {
    const handle = await fileSystem.open(temporaryPath, 'wx', 0o600)
    return new TemporaryFile({ target, rules, resolved, temporaryPath, handle, fileSystem })
  } catch (error) {
    throw writeError(error, target)
  }
}

/** Writes a whole file; see createAtomicFile. */
export async function writeFileAtomically(
  path: string,
  bytes: Uint8Array,
  options: AtomicOptions,
): Promise<Committed> {
  const file = await createAtomicFile(path, options)
  await file.write(bytes)
  return file.commit()
}

interface TemporaryParts {
  readonly target: string
  readonly rules: TargetRules
  readonly resolved: WriteTarget
  readonly temporaryPath: string
  readonly handle: FileHandle
  readonly fileSystem: FileSystem
}

class TemporaryFile implements AtomicFile {
  readonly #parts: TemporaryParts
  #length = 0
  #state: 'open' | 'closed' | 'finished' = 'open'

  constructor(parts: TemporaryParts) {
    this.#parts = parts
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#step(() => this.#writeAt(this.#length, bytes))
    this.#length += bytes.length
  }

  async patch(offset: number, bytes: Uint8Array): Promise<void> {
    await this.#step(async () => {
      if (offset < 0 || offset + bytes.length > this.#length) {
        throw new ShellacError(
          'internal',
          `Bytes ${offset}..${offset + bytes.length} are outside the ${this.#length} written.`,
        )
      }
      await this.#writeAt(offset, bytes)
    })
  }

  async verify(check: (temporaryPath: string) => Promise<void>): Promise<void> {
    await this.#step(async () => {
      await this.#parts.handle.sync()
      await check(this.#parts.temporaryPath)
    })
  }

  async commit(lastCheck?: () => Promise<void>): Promise<Committed> {
    await this.#step(() => this.#finishAndRename(lastCheck))
    this.#state = 'finished'
    return { durable: await syncFolder(dirname(this.#parts.resolved.path), this.#parts.fileSystem) }
  }

  async abort(): Promise<void> {
    if (this.#state === 'finished') return
    if (this.#state === 'open') await this.#parts.handle.close().catch(() => undefined)
    this.#state = 'finished'
    await this.#parts.fileSystem.unlink(this.#parts.temporaryPath).catch(() => undefined)
  }

  async #step(work: () => Promise<void>): Promise<void> {
    if (this.#state !== 'open') throw new ShellacError('internal', `${this.#parts.target} is closed already.`)
    try {
      await work()
    } catch (error) {
      await this.abort()
      throw writeError(error, this.#parts.target)
    }
  }

  /** The system may take fewer bytes than it is given, for instance on a full disk: go on until all are counted. */
  async #writeAt(position: number, bytes: Uint8Array): Promise<void> {
    let done = 0
    while (done < bytes.length) {
      const { bytesWritten } = await this.#parts.handle.write(
        bytes,
        done,
        bytes.length - done,
        position + done,
      )
      if (bytesWritten <= 0) throw new Error(`the system accepted ${done} of ${bytes.length} bytes`)
      done += bytesWritten
    }
  }

  async #finishAndRename(lastCheck?: () => Promise<void>): Promise<void> {
    const { handle, target, rules, resolved, fileSystem } = this.#parts
    await handle.chmod(resolved.mode ?? 0o666 & ~process.umask())
    await handle.sync()
    const { size } = await handle.stat()
    if (size !== this.#length) throw new Error(`${size} bytes are on the disk instead of ${this.#length}`)
    this.#state = 'closed'
    await handle.close()
    const now = await resolveTarget(target, rules, fileSystem)
    if (now.path !== resolved.path) throw new Error('the target was exchanged while it was written')
    await lastCheck?.()
    if (rules.overwrite) await fileSystem.rename(this.#parts.temporaryPath, resolved.path)
    else await placeExclusively(this.#parts)
  }
}

/** Gives the finished file its name unless the name appeared meanwhile. */
async function placeExclusively(parts: TemporaryParts): Promise<void> {
  const { target, resolved, temporaryPath, fileSystem } = parts
  try {
    await fileSystem.link(temporaryPath, resolved.path)
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') throw appeared(target)
    if (!linksUnsupported.has(systemErrorCode(error))) throw error
    return reserveAndRename(parts)
  }
  // The target is whole; a temporary name that cannot be removed now is left to the sweep.
  await fileSystem.unlink(temporaryPath).catch(() => undefined)
}

const linksUnsupported = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV'])

/** For disks without hard links (FAT): an empty file takes the name exclusively, then the rename replaces it. */
async function reserveAndRename(parts: TemporaryParts): Promise<void> {
  const { target, resolved, temporaryPath, fileSystem } = parts
  let reserved: FileHandle
  try {
    reserved = await fileSystem.open(resolved.path, 'wx')
  } catch (error) {
    throw systemErrorCode(error) === 'EEXIST' ? appeared(target) : error
  }
  try {
    await reserved.close()
    await fileSystem.rename(temporaryPath, resolved.path)
  } catch (error) {
    await fileSystem.unlink(resolved.path).catch(() => undefined)
    throw error
  }
}

function appeared(target: string): ShellacError {
  return new ShellacError('target-exists', `${target} appeared meanwhile and is not replaced.`, {
    path: target,
  })
}

/** Makes the rename survive a power cut; false where the system does not offer it (Windows, some network disks). */
async function syncFolder(folder: string, fileSystem: FileSystem): Promise<boolean> {
  try {
    const handle = await fileSystem.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    return true
  } catch {
    return false
  }
}
