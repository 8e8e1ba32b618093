/** A file system to try writing with: the real one, which remembers what was asked of the disk, in order. */
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileSystem } from './fileSystem'
import { realFileSystem } from './fileSystem'

/** Number of a file, whatever it is called at the time. */
export type FileNumber = number

export type DiskOperation =
  | { readonly kind: 'write'; readonly file: FileNumber; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'sync'; readonly file: FileNumber }
  /** The file has a name from now on; another file of that name has lost it. */
  | { readonly kind: 'name'; readonly path: string; readonly file: FileNumber; readonly without?: string }
  | { readonly kind: 'unname'; readonly path: string }
  | { readonly kind: 'sync-folder'; readonly folder: string }

export interface OperationLog {
  readonly fileSystem: FileSystem
  readonly operations: readonly DiskOperation[]
}

export function createOperationLog(): OperationLog {
  const operations: DiskOperation[] = []
  const numbers = new Map<string, FileNumber>()
  let files = 0
  const log = (operation: DiskOperation): void => void operations.push(operation)

  const open: FileSystem['open'] = async (path, flags, mode) => {
    const handle = await realFileSystem.open(path, flags, mode)
    const place = String(path)
    if (flags !== 'wx') return folderHandle(handle, place, log)
    const file = ++files
    numbers.set(place, file)
    log({ kind: 'name', path: place, file })
    return loggingHandle(handle, file, log)
  }
  const name = (from: string, path: string, without?: string): void => {
    const file = numbers.get(from)
    // A file that was there before is none of those that were written.
    if (file === undefined) return
    numbers.set(path, file)
    log({ kind: 'name', path, file, ...(without === undefined ? {} : { without }) })
  }
  const fileSystem: FileSystem = {
    ...realFileSystem,
    open,
    async rename(from, to) {
      await realFileSystem.rename(from, to)
      name(String(from), String(to), String(from))
    },
    async link(from, to) {
      await realFileSystem.link(from, to)
      name(String(from), String(to))
    },
    async unlink(path) {
      await realFileSystem.unlink(path)
      log({ kind: 'unname', path: String(path) })
    },
  }
  return { fileSystem, operations }
}

type Log = (operation: DiskOperation) => void

function loggingHandle(handle: FileHandle, file: FileNumber, log: Log): FileHandle {
  // eslint-disable-next-line max-params -- as a file handle takes them
  const write = async (bytes: Uint8Array, from: number, length: number, offset: number) => {
    const written = await handle.write(bytes, from, length, offset)
    log({ kind: 'write', file, offset, bytes: bytes.slice(from, from + written.bytesWritten) })
    return written
  }
  const sync = async (): Promise<void> => {
    await handle.sync()
    log({ kind: 'sync', file })
  }
  const logging = {
    write,
    sync,
    chmod: (mode: number) => handle.chmod(mode),
    stat: () => handle.stat(),
    close: () => handle.close(),
  }
  return logging as unknown as FileHandle
}

function folderHandle(handle: FileHandle, folder: string, log: Log): FileHandle {
  const sync = async (): Promise<void> => {
    await handle.sync()
    log({ kind: 'sync-folder', folder })
  }
  return { sync, close: () => handle.close() } as unknown as FileHandle
}

/** The folder in which an operation changes a name; undefined for one that changes bytes. */
export function folderOf(operation: DiskOperation): string | undefined {
  return operation.kind === 'name' || operation.kind === 'unname' ? dirname(operation.path) : undefined
}
