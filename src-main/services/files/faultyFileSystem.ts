/** A file system to try writing with: the real one, with chosen calls failing, cut short or preceded by something. */
import type { FileHandle } from 'node:fs/promises'
import type { FileSystem } from './fileSystem'
import { realFileSystem } from './fileSystem'

type CallName = keyof FileSystem | 'write' | 'sync' | 'syncFolder' | 'chmod' | 'fileStat' | 'close'

export interface Faults {
  /** Number, from 1, of the one call that fails with `error`. */
  readonly failAt?: number
  /** Number, from 1, of the first call that fails; all later ones fail too. */
  readonly failFrom?: number
  readonly error?: Error
  /** Number, from 1, of the one call that hangs until `released`. */
  readonly hangAt?: number
  readonly released?: Promise<void>
  /** Calls that always fail. */
  readonly replace?: Partial<Record<CallName, Error>>
  readonly beforeCall?: Partial<Record<CallName, () => Promise<void>>>
  /** Bytes that one write accepts at most. */
  readonly longestWrite?: number
  /** Bytes after which the disk is full, of all files together. */
  readonly room?: number
  /** The last byte of each write is counted, but not written. */
  readonly loseLastByte?: boolean
}

export interface CountingFileSystem {
  readonly fileSystem: FileSystem
  /** Name of the first call that failed or hung by number. */
  readonly failedCall: () => string | undefined
}

/** An error as the system throws it. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected`), { code })
}

/** Closing and removing really happen before they report a failure, as on a real disk handles do not leak. */
export function countingFileSystem(faults: Faults): CountingFileSystem {
  let calls = 0
  let failedCall: string | undefined
  const disk = { room: faults.room ?? Infinity }
  const pass = async (name: CallName): Promise<void> => {
    calls++
    await faults.beforeCall?.[name]?.()
    const always = faults.replace?.[name]
    if (always) throw always
    if (calls === faults.hangAt) {
      failedCall ??= name
      await faults.released
    }
    const fails = calls === faults.failAt || calls >= (faults.failFrom ?? Infinity)
    if (!fails) return
    failedCall ??= name
    throw faults.error ?? new Error('injected')
  }
  const fileSystem = Object.fromEntries(
    (['access', 'link', 'lstat', 'realpath', 'rename', 'stat', 'unlink'] as const).map((name) => [
      name,
      async (...parameters: never[]) => {
        await pass(name)
        return (realFileSystem[name] as (...all: never[]) => Promise<unknown>)(...parameters)
      },
    ]),
  ) as unknown as FileSystem
  const open: FileSystem['open'] = async (path, flags, mode) => {
    await pass('open')
    return faultyHandle(await realFileSystem.open(path, flags, mode), flags === 'r', { faults, disk, pass })
  }
  return { fileSystem: { ...fileSystem, open }, failedCall: () => failedCall }
}

interface Injection {
  readonly faults: Faults
  readonly disk: { room: number }
  readonly pass: (name: CallName) => Promise<void>
}

function faultyHandle(handle: FileHandle, isFolder: boolean, { faults, disk, pass }: Injection): FileHandle {
  const write = async (bytes: Uint8Array, offset: number, length: number, position: number) => {
    await pass('write')
    if (disk.room <= 0) throw systemError('ENOSPC')
    const accepted = Math.min(length, faults.longestWrite ?? Infinity, disk.room)
    disk.room -= accepted
    await handle.write(bytes, offset, faults.loseLastByte ? accepted - 1 : accepted, position)
    return { bytesWritten: accepted, buffer: bytes }
  }
  const close = async (): Promise<void> => {
    await handle.close()
    await pass('close')
  }
  const faulty = {
    write,
    close,
    sync: () => pass(isFolder ? 'syncFolder' : 'sync').then(() => handle.sync()),
    chmod: (mode: number) => pass('chmod').then(() => handle.chmod(mode)),
    stat: () => pass('fileStat').then(() => handle.stat()),
  }
  return faulty as unknown as FileHandle
}
