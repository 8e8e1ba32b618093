/** Room that the machine has for a job: memory, and space on its disks. */
import { stat, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { availableMemory } from '../../engine/availableMemory'

export interface Room {
  /** Bytes. */
  memory(): number
  /** Of the disk that a path is or would be on. */
  disk(path: string): Promise<DiskRoom>
}

export interface DiskRoom {
  /** The same for paths on one disk. */
  readonly disk: number
  /** Bytes that a file of this user may still take; Infinity where the system does not say. */
  readonly free: number
}

/** Memory that is free, and no more than the person allows. */
export const systemRoom: Room = {
  memory: () => Math.min(availableMemory(), allowedMemory(process.env)),
  disk: diskOf,
}

/**
 * Bytes that a job may take: SHELLAC_MEMORY in megabytes; Infinity where it is not set.
 * @throws ShellacError 'bad-argument' for what is no number above 0
 */
export function allowedMemory({
  SHELLAC_MEMORY: text,
}: Readonly<Record<string, string | undefined>>): number {
  if (text === undefined || text === '') return Infinity
  const bytes = 1e6 * Number(text)
  if (bytes > 0) return bytes
  throw new ShellacError(
    'bad-argument',
    `SHELLAC_MEMORY is "${text}"; it must be a number of megabytes above 0.`,
  )
}

async function diskOf(path: string): Promise<DiskRoom> {
  const place = await existing(resolve(path))
  try {
    const [{ dev }, { bavail, bsize }] = await Promise.all([stat(place), statfs(place)])
    return { disk: dev, free: bavail * bsize }
  } catch {
    // What cannot be asked is tried: writing tells when it is full.
    return { disk: -1, free: Infinity }
  }
}

/** The path, or the first folder around it that is there. */
async function existing(path: string): Promise<string> {
  const parent = dirname(path)
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  return isThere || parent === path ? path : existing(parent)
}

/** Bytes that will be written at a path. */
export interface Written {
  readonly path: string
  readonly bytes: number
}

/** What is written to one disk, all together. */
export interface DiskNeed {
  /** One of the paths on it. */
  readonly path: string
  readonly needed: number
  readonly free: number
}

export async function diskNeeds(written: readonly Written[], room: Room): Promise<DiskNeed[]> {
  const disks = new Map<number, DiskNeed>()
  for (const { path, bytes } of written) {
    const { disk, free } = await room.disk(path)
    const before = disks.get(disk)
    disks.set(disk, { path: before?.path ?? path, needed: bytes + (before?.needed ?? 0), free })
  }
  return [...disks.values()]
}

/**
 * @param what such as 'Decomposing side a.wav'
 * @throws ShellacError 'disk-full'
 */
export async function requireDisk(what: string, written: readonly Written[], room: Room): Promise<void> {
  for (const { path, needed, free } of await diskNeeds(written, room)) {
    if (needed <= free) continue
    throw new ShellacError(
      'disk-full',
      `${what} takes ${megabytes(needed)} MB on the disk of ${path}; ${megabytes(free)} MB are free there.`,
      { path, neededBytes: needed, availableBytes: free },
    )
  }
}

/**
 * @param way what would fit, a sentence
 * @throws ShellacError 'not-enough-memory'
 */
export function requireMemory(what: string, needed: number, room: Room, way: () => string = () => ''): void {
  const available = room.memory()
  if (needed <= available) return
  const numbers = `${what} takes ${megabytes(needed)} MB of memory; ${megabytes(available)} MB are free.`
  throw new ShellacError('not-enough-memory', [numbers, way()].filter(Boolean).join(' '), {
    neededBytes: needed,
    availableBytes: available,
  })
}

/** Rounded up. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6)
}
