/**
 * What pages need to go on after a reload, a crash or the end of the program: in memory for the page that is loaded anew, on the disk
 * for the next start.
 */
import { ShellacError } from '@core/contract/errors'
import type { EngineClient } from '@core/contract/engine'
import type { ArtifactId, FileId, WorkId } from '@core/contract/ids'
import type {
  KeptWork,
  ProjectOwner,
  RecoverableWork,
  RecoveredWork,
  WorkHostMethods,
} from '@core/contract/page'
import type { KeptPlace, WorkRecord } from '../keeping/workRecord'
import type { WorkShelf } from '../keeping/workShelf'
import { createPatience } from '../files/patience'
import { isWithin, type FileVault } from './fileVault'
import type { HostHandlers } from './hostHandlers'

const mostPages = 16
const mostBytes = 4 * 1024 * 1024

export type WorkHandlers = Required<Pick<HostHandlers, keyof WorkHostMethods>>

/** Where one page sits: what it has open is nobody else's to recover. */
export interface WorkSeat {
  readonly handlers: WorkHandlers
  /** The page has gone, for good or to be loaded anew. */
  leave(): void
}

export interface WorkKeeper {
  takeSeat(): WorkSeat
}

export interface WorkKeeperSettings {
  readonly shelf: WorkShelf
  readonly vault: FileVault
  readonly client: Pick<EngineClient, 'artifact'>
  /** Real paths of folders that do not outlast the run: files there are copied. */
  readonly passing: readonly string[]
}

export function createWorkKeeper(settings: WorkKeeperSettings): WorkKeeper {
  const texts = new Map<string, KeptWork>()
  const open = new Map<WorkSeat, WorkId | null>()
  const write = createWriter(settings)
  const { shelf } = settings
  const isOpen = (id: string): boolean => [...open.values()].some((other) => other === id)

  function takeSeat(): WorkSeat {
    const seat: WorkSeat = {
      handlers: {
        async keepWork({ page, work }) {
          requireFitting(work)
          const before = texts.get(page)
          texts.delete(page)
          if (work) texts.set(page, work)
          for (const oldest of [...texts.keys()].slice(0, -mostPages)) texts.delete(oldest)
          open.set(seat, work?.id ?? null)
          await write(before, work)
          return null
        },
        findWork({ page }) {
          const found = texts.get(page)
          if (found) open.set(seat, found.id)
          return { work: found?.text ?? null }
        },
        recoverableWork: async () => {
          const works = await shelf.list()
          return { works: works.filter(({ id }) => !isOpen(id)).map(describe) }
        },
        async recoverWork({ id }) {
          const recovered = await recover(id, settings)
          open.set(seat, id)
          return recovered
        },
        async whoHasOpen({ file }) {
          const path = await settings.vault.resolve(file, ['read', 'write'])
          const works = await shelf.savedOver(path)
          const others = [...open].filter(([other]) => other !== seat).map(([, id]) => id)
          const isElsewhere = ({ id, owner }: WorkRecord): boolean =>
            shelf.isOwn(owner) ? others.some((other) => other === id) : true
          return { owner: await ownerOf(works.find(isElsewhere), shelf) }
        },
        async forgetWork({ id }) {
          await shelf.remove(id)
          return null
        },
      },
      leave: () => void open.delete(seat),
    }
    open.set(seat, null)
    return seat
  }
  return { takeSeat }
}

async function ownerOf(work: WorkRecord | undefined, shelf: WorkShelf): Promise<ProjectOwner | null> {
  const described = work?.owner ? await shelf.describeOwner(work.owner) : undefined
  return described && work?.saves ? { ...described, since: work.saves.since } : null
}

/** @throws ShellacError 'bad-argument' */
function requireFitting(work: KeptWork | null): void {
  const bytes = work ? Buffer.byteLength(work.text) : 0
  if (bytes <= mostBytes) return
  throw new ShellacError('bad-argument', `The work has ${bytes} bytes; the limit is ${mostBytes}.`)
}

/**
 * Writes one after the other; of what comes while one is written, only the newest of each document: what waits for an older one is let
 * go, so that a disk that does not answer holds few calls.
 */
function createWriter(
  settings: WorkKeeperSettings,
): (before: KeptWork | undefined, work: KeptWork | null) => Promise<void> {
  const { shelf } = settings
  const contents = new Map<ArtifactId, string>()
  const newest = new Map<WorkId, Waiting>()
  const patience = createPatience()
  /** Since when a project is saved over, by its path and work. */
  const openSince = new Map<string, number>()
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn(step: () => Promise<void>): Promise<void> {
    const result = turn.then(step)
    turn = result.catch(() => undefined)
    return result
  }

  async function put(work: KeptWork): Promise<void> {
    // A later call has it, and has done or will do this one's work.
    if (newest.get(work.id)?.work !== work) return
    newest.delete(work.id)
    const { artifacts, saves: file, ...facts } = work
    const arrays: Record<string, string> = {}
    for (const artifact of artifacts) {
      const content = contents.get(artifact) ?? (await keepArtifact(artifact, settings))
      if (content === undefined) continue
      contents.set(artifact, content)
      arrays[artifact] = content
    }
    const saves = file && (await placeOf(file, work.id))
    await shelf.put({ ...facts, files: await keepFiles(work.text, settings), arrays, saves })
  }

  async function placeOf(file: FileId, id: WorkId): Promise<WorkRecord['saves']> {
    const place = patience.wait('', () => settings.vault.resolve(file, ['read', 'write']))
    const path = await place.catch(() => undefined)
    if (path === undefined) return null
    const since = openSince.get(`${id} ${path}`) ?? Date.now()
    openSince.set(`${id} ${path}`, since)
    return { path, since }
  }

  return async (before, work) => {
    const steps: Promise<void>[] = []
    if (work) {
      newest.get(work.id)?.letGo()
      const isOutdated = new Promise<void>((letGo) => newest.set(work.id, { work, letGo }))
      steps.push(Promise.race([inTurn(() => put(work)), isOutdated]))
    }
    if (before && before.id !== work?.id) steps.push(inTurn(() => shelf.release(before.id)))
    await Promise.all(steps)
  }
}

/** Work that is not written yet. */
interface Waiting {
  readonly work: KeptWork
  /** Ends the waiting for it: newer work is there. */
  readonly letGo: () => void
}

/** Undefined for one that the engine does not have any more. */
async function keepArtifact(
  artifact: ArtifactId,
  { client, shelf }: WorkKeeperSettings,
): Promise<string | undefined> {
  const bytes = await client.artifact(artifact).catch(() => undefined)
  return bytes && shelf.contents.keepBytes(bytes)
}

async function keepFiles(text: string, { vault, passing, shelf }: WorkKeeperSettings): Promise<KeptPlace[]> {
  const places: KeptPlace[] = []
  for (const { id, path, purpose } of vault.entriesIn(text)) {
    const isPassing = purpose === 'read' && passing.some((folder) => isWithin(folder, path))
    places.push({ id, path, purpose, ...(isPassing ? { copy: await shelf.contents.keepFile(path) } : {}) })
  }
  return places
}

function describe({ id, name, isAnalysing, changes, lastChange, at }: WorkRecord): RecoverableWork {
  return { id: id as WorkId, name, isAnalysing, changes, lastChange, at }
}

/** @throws ShellacError 'file-not-found' */
async function recover(id: WorkId, { shelf, vault }: WorkKeeperSettings): Promise<RecoveredWork> {
  const record = await shelf.find(id)
  if (!record) throw new ShellacError('file-not-found', 'That work is not there any more, or it is damaged.')
  let { text } = record
  for (const { id: before, path, purpose, copy } of record.files) {
    const kept = copy === undefined ? undefined : await shelf.contents.findFile(copy)
    text = text.replaceAll(before, vault.idOf(kept ?? path, purpose))
  }
  const arrays: { artifact: ArtifactId; file: FileId }[] = []
  for (const [artifact, content] of Object.entries(record.arrays)) {
    const path = await shelf.contents.findBytes(content)
    if (path !== undefined) arrays.push({ artifact: artifact as ArtifactId, file: vault.idOf(path, 'read') })
  }
  return { text, arrays }
}
