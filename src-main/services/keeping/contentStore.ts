/** Large things that kept work needs, by their content: each is written once, whoever asks for it and how often. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, link, lstat, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeFileAtomically } from '../files/atomicWrite'
import type { Patience } from '../files/patience'
import { temporaryPathFor } from '../files/temporaryFiles'
import { readError, writeError } from '../files/systemErrors'

/** SHA-256 of the content, hexadecimal. */
export type ContentName = string

export interface ContentStore {
  /** @throws ShellacError 'disk-full', 'disk-not-responding', 'write-failed' */
  keepBytes(bytes: Uint8Array): Promise<ContentName>
  /**
   * Keeps a copy of a file that nobody changes, under its own name.
   * @throws ShellacError 'file-not-found', 'unreadable-file', 'disk-full', 'disk-not-responding', 'write-failed'
   */
  keepFile(path: string): Promise<ContentName>
  /** Where the bytes are, if they are whole. */
  findBytes(name: ContentName): Promise<string | undefined>
  /** Where the copy of a file is. */
  findFile(name: ContentName): Promise<string | undefined>
  /** Removes what is not among the names and was not asked for within an hour. Never throws. */
  sweep(needed: ReadonlySet<ContentName>, now: number): Promise<void>
}

const contentName = /^[0-9a-f]{64}$/
const staleAfter = 60 * 60 * 1000

/** @param folder made when it is missing, for its user only */
export function createContentStore(folder: string, patience: Patience): ContentStore {
  const { fileSystem } = patience
  const places = { bytes: join(folder, 'arrays'), files: join(folder, 'copies') }
  return {
    async keepBytes(bytes) {
      const name = createHash('sha256').update(bytes).digest('hex')
      const path = join(places.bytes, name)
      if (await patience.wait(path, () => touch(path, bytes.byteLength))) return name
      await patience.wait(path, () => makeFolder(places.bytes))
      await writeFileAtomically(path, bytes, { overwrite: true, fileSystem })
      return name
    },
    async keepFile(path) {
      const { size } = await patience
        .wait(path, () => stat(path))
        .catch((error: unknown) => {
          throw readError(error, path)
        })
      // It is read twice.
      return patience.wait(path, () => keepCopy(path, places.files), 2 * size)
    },
    async findBytes(name) {
      const path = join(places.bytes, name)
      const bytes = contentName.test(name) ? await readFile(path).catch(() => undefined) : undefined
      const isWhole = bytes && createHash('sha256').update(bytes).digest('hex') === name
      return isWhole ? path : undefined
    },
    async findFile(name) {
      const home = join(places.files, name)
      const names = contentName.test(name) ? await readdir(home).catch(() => []) : []
      const whole = names.find((found) => !found.endsWith('.part'))
      return whole === undefined ? undefined : join(home, whole)
    },
    async sweep(needed, now) {
      for (const place of Object.values(places)) {
        for (const name of await readdir(place).catch(() => [])) {
          if (contentName.test(name) && !needed.has(name)) await removeIfStale(join(place, name), now)
        }
      }
    },
  }
}

async function keepCopy(path: string, folder: string): Promise<ContentName> {
  const name = await sha256OfFile(path).catch((error: unknown) => {
    throw readError(error, path)
  })
  const home = join(folder, name)
  await makeFolder(home)
  if (!(await touch(join(home, basename(path))))) await copyWhole(path, join(home, basename(path)))
  await touch(home)
  return name
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw writeError(error, path)
  })
}

/** Whether it is there, with so many bytes; then it is as good as new for the sweep. */
async function touch(path: string, byteLength?: number): Promise<boolean> {
  try {
    const facts = await lstat(path)
    if (byteLength !== undefined && facts.size !== byteLength) return false
    await utimes(path, new Date(), new Date())
    return true
  } catch {
    return false
  }
}

/** A copy that appears whole or not at all. */
async function copyWhole(path: string, target: string): Promise<void> {
  const unfinished = temporaryPathFor(target)
  try {
    // A second name for the same bytes costs nothing, where the disk is the same.
    await link(path, unfinished).catch(() => copyFile(path, unfinished))
    await rename(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw writeError(error, target)
  }
}

async function removeIfStale(path: string, now: number): Promise<void> {
  try {
    if (now - (await lstat(path)).mtimeMs > staleAfter) await rm(path, { recursive: true })
  } catch {
    // What cannot be removed stays.
  }
}

async function sha256OfFile(path: string): Promise<ContentName> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
