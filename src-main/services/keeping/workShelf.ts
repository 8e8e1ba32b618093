/** Work that outlives the program: what pages did and nobody saved, in the app's data folder. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ShellKind } from '@core/contract/page'
import type { FileSystem } from '../files/fileSystem'
import { createPatience } from '../files/patience'
import { writeError } from '../files/systemErrors'
import { sweepStaleTemporaries } from '../files/temporaryFiles'
import { createContentStore, type ContentStore } from './contentStore'
import { createOwners, type OwnerDescription } from './owner'
import { readRecord, writeRecord, type WorkRecord } from './workRecord'

/** Days that work is kept after its last change. */
export const keptDays = 14
const mostKept = 50
const day = 24 * 60 * 60 * 1000

/** A record without what the shelf adds. */
export type NewRecord = Omit<WorkRecord, 'version' | 'at' | 'owner'>

export interface WorkShelf {
  readonly contents: ContentStore
  /**
   * Writes the record of work that is open here, whole or not at all.
   * @throws ShellacError 'disk-full', 'disk-not-responding', 'write-failed'
   */
  put(record: NewRecord): Promise<void>
  /** The work was closed: it is offered if something of it was not saved, and removed otherwise. Never throws. */
  release(id: string): Promise<void>
  /** Unsaved work that no other running program has, the newest first; also what is open here. Never throws. */
  list(): Promise<readonly WorkRecord[]>
  /** Work that is saved over the file and that a program has which runs, this one among them. Never throws. */
  savedOver(path: string): Promise<readonly WorkRecord[]>
  /** Undefined for a program that left no sign. */
  describeOwner(name: string): Promise<OwnerDescription | undefined>
  /** Whether that is the name of this program. */
  isOwn(owner: string | null): boolean
  /** The record, if it is whole. */
  find(id: string): Promise<WorkRecord | undefined>
  remove(id: string): Promise<void>
  /** Removes what is older than keptDays, saved work of programs that are gone, and leftovers of kills. Never throws. */
  sweep(now?: number): Promise<void>
  close(): Promise<void>
}

const idPattern = /^[\w-]{1,64}$/

export interface ShelfSettings {
  readonly shell?: ShellKind
  /** What records and arrays are written with. */
  readonly fileSystem?: FileSystem | undefined
  /** Seconds that a call to the disk may take; see createPatience. */
  readonly patience?: number | undefined
}

/** @param folder made when it is missing, for its user only */
export function createWorkShelf(
  folder: string,
  { shell = 'desktop', fileSystem, patience: seconds }: ShelfSettings = {},
): WorkShelf {
  const recordFolder = join(folder, 'works')
  const patience = createPatience({ fileSystem, seconds })
  const contents = createContentStore(folder, patience)
  const owners = createOwners(join(folder, 'owners'), shell)
  const pathOf = (id: string): string => join(recordFolder, `${id}.work`)

  async function all(): Promise<WorkRecord[]> {
    const names = await readdir(recordFolder).catch(() => [])
    const paths = names.filter((name) => name.endsWith('.work')).map((name) => join(recordFolder, name))
    const records = await Promise.all(paths.map(readRecord))
    return records.filter((record) => record !== undefined).sort((a, b) => b.at - a.at)
  }

  const isOthers = async ({ owner }: WorkRecord): Promise<boolean> =>
    owner !== null && (await owners.isOther(owner))

  async function find(id: string): Promise<WorkRecord | undefined> {
    return idPattern.test(id) ? readRecord(pathOf(id)) : undefined
  }

  return {
    contents,
    find,
    isOwn: (owner) => owner === owners.own,
    async put(record) {
      await patience.wait(recordFolder, () => makeFolder(recordFolder))
      const kept: WorkRecord = { ...record, version: 1, at: Date.now(), owner: owners.own }
      await writeRecord(pathOf(record.id), kept, patience.fileSystem)
    },
    async release(id) {
      try {
        const record = await patience.wait(pathOf(id), () => find(id))
        if (!record) return
        if (!isWorthKeeping(record)) await patience.wait(pathOf(id), () => rm(pathOf(id), { force: true }))
        // Its program is not bound to it any more; without this another would offer it only when this one has ended.
        else await writeRecord(pathOf(id), { ...record, owner: null }, patience.fileSystem)
      } catch {
        // It stays; its program is gone sooner or later.
      }
    },
    async list() {
      const offered: WorkRecord[] = []
      for (const record of await all()) {
        if (isWorthKeeping(record) && !(await isOthers(record))) offered.push(record)
      }
      return offered.slice(0, mostKept)
    },
    describeOwner: (name) => owners.describe(name),
    async savedOver(path) {
      const found: WorkRecord[] = []
      for (const record of await all()) {
        const isOpen = record.owner === owners.own || (await isOthers(record))
        if (isOpen && record.saves?.path === path) found.push(record)
      }
      return found
    },
    async remove(id) {
      if (idPattern.test(id)) await rm(pathOf(id), { force: true })
    },
    async sweep(now = Date.now()) {
      await owners.sweep()
      const records = await all()
      const needed = new Set<string>()
      for (const [place, record] of records.entries()) {
        const others = await isOthers(record)
        const isPast = now - record.at > keptDays * day || place >= mostKept || !isWorthKeeping(record)
        if (isPast && !others && record.owner !== owners.own) {
          await rm(pathOf(record.id), { force: true }).catch(() => undefined)
        } else {
          for (const name of namesIn(record)) needed.add(name)
        }
      }
      await removeDamaged(recordFolder, now)
      await sweepStaleTemporaries(recordFolder, { now })
      await sweepStaleTemporaries(join(folder, 'arrays'), { now })
      await contents.sweep(needed, now)
    },
    close: () => owners.close(),
  }
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw writeError(error, path)
  })
}

function isWorthKeeping({ isEdited, isAnalysing }: WorkRecord): boolean {
  return isEdited || isAnalysing
}

function namesIn({ files, arrays }: WorkRecord): string[] {
  return [...Object.values(arrays), ...files.flatMap(({ copy }) => (copy === undefined ? [] : [copy]))]
}

/** Records that nobody could read for so long are of no use. */
async function removeDamaged(recordFolder: string, now: number): Promise<void> {
  for (const name of await readdir(recordFolder).catch(() => [])) {
    const path = join(recordFolder, name)
    if (!name.endsWith('.work') || (await readRecord(path))) continue
    const facts = await stat(path).catch(() => undefined)
    if (facts && now - facts.mtimeMs > keptDays * day) await rm(path, { force: true }).catch(() => undefined)
  }
}
