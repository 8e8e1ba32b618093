/** The loopback shell: the page, the engine and this machine's files behind one guarded server on 127.0.0.1. */
import { realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { WebSocket } from 'ws'
import type { EngineHost } from '../services/engineHost'
import { openKeeping, type Keeping } from '../services/keeping/keeping'
import { readPageFiles, type PageFiles } from '../services/page/pageFiles'
import { createRunFolder, sweepRunFolders, type RunFolder } from '../services/page/runFolder'
import { createAdmission, newSecret } from './admission'
import { createEntrances, type Entrance, type Entrances } from './entrances'
import { createLifetime, systemClock, type Clock, type Lifetime } from './lifetime'
import { defaultLimits, type LoopbackLimits } from './limits'
import { createPages, createPageServices, type Pages } from './pageServices'
import { createRoutes } from './routes'
import { openWebServer } from './webServer'

const graceMilliseconds = 60_000

export interface LoopbackSettings {
  /** Where the engine runs is not this server's business. */
  readonly engine: Pick<EngineHost, 'client' | 'onExit'>
  readonly version: string
  /** The folder of the built page. */
  readonly pageFolder: string
  /** Folders that the page may pick files from and write into. */
  readonly roots: readonly string[]
  /** Files for the first page to open, wherever they lie. */
  readonly openings?: readonly string[]
  readonly demoFile: string
  /** Where the list of recent files is kept. */
  readonly dataFolder: string
  /** How long a way in is good: a minute by default, which is enough for a browser but not for a person. */
  readonly entranceMilliseconds?: number
  /** The system's folder for temporary files by default. */
  readonly temporaryFolder?: string
  readonly clock?: Clock
  readonly limits?: Partial<LoopbackLimits>
}

export interface Loopback {
  /** The front page; opens nothing by itself, since it carries no code. */
  readonly url: string
  /** The first way in; see admission.ts. */
  readonly entrance: Entrance
  /** Another way in, as good as the first was. */
  newEntrance(): Promise<Entrance>
  /** Settles once the server has ended, by itself or by close(). */
  readonly ended: Promise<void>
  /** Ends the server and removes all its temporary files. The engine is left to its owner. */
  close(): Promise<void>
}

/** Starts the server; it ends by itself a minute after its last page has gone, when nothing runs and nobody is expected. */
export async function startLoopback(settings: LoopbackSettings): Promise<Loopback> {
  const { temporaryFolder = tmpdir(), openings = [] } = settings
  const pageFiles = await readPageFiles(settings.pageFolder)
  const real = (paths: readonly string[]): Promise<string[]> =>
    Promise.all(paths.map((path) => realpath(path)))
  const roots = await real(settings.roots)
  const prepared = {
    pageFiles,
    roots,
    openings: await real(openings),
    demoFile: await realpath(settings.demoFile),
  }
  await sweepRunFolders(temporaryFolder)
  const run = await createRunFolder(temporaryFolder)
  const keeping = await openKeeping(settings.dataFolder, 'browser')
  try {
    return await openLoopback(settings, { ...prepared, run, ...keeping })
  } catch (error) {
    await run.remove()
    await keeping.shelf.close()
    throw error
  }
}

interface Prepared extends Keeping {
  readonly pageFiles: PageFiles
  readonly run: RunFolder
  /** Real paths, all of them. */
  readonly roots: readonly string[]
  readonly openings: readonly string[]
  readonly demoFile: string
}

async function openLoopback(settings: LoopbackSettings, prepared: Prepared): Promise<Loopback> {
  const { engine, clock = systemClock, entranceMilliseconds = graceMilliseconds } = settings
  let lifetime: Lifetime | undefined = undefined
  const onChange = (): void => lifetime?.touch()
  const { url, pages, entrances, close, ...doors } = await openDoors({ settings, prepared, clock, onChange })
  const stopListening = engine.onExit(({ isCrash }) => {
    if (isCrash) pages.tell({ kind: 'engine-crashed' })
  })
  const { promise: ended, settle } = ending(async () => {
    lifetime?.stop()
    stopListening()
    await close()
    await prepared.run.remove()
    await prepared.shelf.close()
  })
  lifetime = createLifetime({ ...doors, clock, graceMilliseconds, onEnd: settle })
  const newEntrance = (): Promise<Entrance> => {
    const entrance = entrances.create(entranceMilliseconds)
    onChange()
    return entrance
  }
  return { url, entrance: await newEntrance(), newEntrance, ended, close: () => (settle(), ended) }
}

interface DoorSettings {
  readonly settings: LoopbackSettings
  readonly prepared: Prepared
  readonly clock: Clock
  /** Told whenever `isBusy` may have changed, and at signs of life. */
  readonly onChange: () => void
}

interface Doors {
  readonly url: string
  readonly pages: Pages
  readonly entrances: Entrances
  /** Whether a page is here, a call runs or a file is on its way. */
  readonly isBusy: () => boolean
  /** Until when somebody may come in by an entrance. */
  readonly expectedUntil: () => number
  readonly close: () => Promise<void>
}

async function openDoors({ settings, prepared, clock, onChange }: DoorSettings): Promise<Doors> {
  const { version, dataFolder } = settings
  const { run, pageFiles } = prepared
  const limits = { ...defaultLimits, ...settings.limits }
  const engine = settings.engine.client
  const services = createPageServices({ ...prepared, client: engine, version, dataFolder, onJobs: onChange })
  const { client, vault, jobs } = services
  const pages = createPages(services)
  const token = newSecret()
  const onPage = (socket: WebSocket): void => {
    onChange()
    pages.serve(socket)
  }
  const server = await openWebServer({ token, limits, vault, onPage, onPageGone: onChange })
  const url = `http://${server.host}/`
  const admission = createAdmission(token, () => clock.now())
  const entrances = createEntrances({ admission, url, folder: run.path })
  let uploadsUnderWay = 0
  const onUploads = (underWay: number): void => {
    uploadsUnderWay = underWay
    onChange()
  }
  const onAdmission = (code: string): void => {
    entrances.spend(code)
    onChange()
  }
  const uploads = { vault, folder: run.uploads, byteLimit: limits.uploadBytes }
  server.serve(createRoutes({ pageFiles, admission, vault, client, uploads, onAdmission, onUploads }))
  const isBusy = (): boolean => server.pages > 0 || jobs.running > 0 || uploadsUnderWay > 0
  const expectedUntil = (): number => admission.openUntil()
  return { url, pages, entrances, isBusy, expectedUntil, close: () => server.close() }
}

/** Work that is done once, whoever asks for it and however often. */
function ending(work: () => Promise<void>): { promise: Promise<void>; settle: () => void } {
  let settle = (): void => undefined
  const asked = new Promise<void>((resolve) => {
    settle = resolve
  })
  return { promise: asked.then(work), settle: () => settle() }
}
