/** The loopback shell: the page, the engine and this machine's files behind one guarded server on 127.0.0.1. */
import { realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WebSocket } from 'ws'
import type { EngineClient } from '@core/contract/engine'
import { createAdmission, newSecret, redirectPage } from './admission'
import { createFileVault } from './fileVault'
import { createJobBoard } from './jobBoard'
import { createLifetime, systemClock, type Clock, type Lifetime } from './lifetime'
import { defaultLimits, type LoopbackLimits } from './limits'
import { readPageFiles, type PageFiles } from './pageFiles'
import { servePage } from './pageSocket'
import { createPicker } from './picker'
import { createRoutes } from './routes'
import { createRunFolder, sweepRunFolders, type RunFolder } from './runFolder'
import { openWebServer } from './webServer'

const graceMilliseconds = 60_000

export interface LoopbackSettings {
  /** Where the engine runs is not this server's business. */
  readonly client: EngineClient
  /** The folder of the built page. */
  readonly pageFolder: string
  /** Folders that the page may pick files from and write into. */
  readonly roots: readonly string[]
  /** The system's folder for temporary files by default. */
  readonly temporaryFolder?: string
  readonly clock?: Clock
  readonly limits?: Partial<LoopbackLimits>
}

export interface Loopback {
  /** The front page; opens nothing by itself, since it carries no code. */
  readonly url: string
  /** A file only this user can read, to be opened in the browser within a minute; see admission.ts. */
  readonly redirectFile: string
  /** Settles once the server has ended, by itself or by close(). */
  readonly ended: Promise<void>
  /** Ends the server and removes all its temporary files. The engine is left to its owner. */
  close(): Promise<void>
}

/** Starts the server; it ends by itself a minute after its last page has gone, when nothing runs. */
export async function startLoopback(settings: LoopbackSettings): Promise<Loopback> {
  const { temporaryFolder = tmpdir() } = settings
  const pageFiles = await readPageFiles(settings.pageFolder)
  const roots = await Promise.all(settings.roots.map((root) => realpath(root)))
  await sweepRunFolders(temporaryFolder)
  const run = await createRunFolder(temporaryFolder)
  try {
    return await openLoopback(settings, { pageFiles, roots, run })
  } catch (error) {
    await run.remove()
    throw error
  }
}

interface Prepared {
  readonly pageFiles: PageFiles
  readonly roots: readonly string[]
  readonly run: RunFolder
}

async function openLoopback(
  { client, clock = systemClock, limits: wishedLimits }: LoopbackSettings,
  { pageFiles, roots, run }: Prepared,
): Promise<Loopback> {
  const limits = { ...defaultLimits, ...wishedLimits }
  const vault = createFileVault([...roots, run.uploads, run.exports])
  const picker = createPicker({ vault, roots, exportFolder: run.exports })
  const token = newSecret()
  let lifetime: Lifetime | undefined = undefined
  const touch = (): void => lifetime?.touch()
  const jobs = createJobBoard(client, touch)
  const onPage = (socket: WebSocket): void => {
    touch()
    servePage(socket, { client, jobs, vault, picker })
  }
  const server = await openWebServer({ token, limits, vault, onPage, onPageGone: touch })
  const url = `http://${server.host}/`
  const admission = createAdmission(token, () => clock.now())
  const redirectFile = await writeRedirect(run.path, redirectPage(url, admission.code))
  const uploads = { vault, folder: run.uploads, byteLimit: limits.uploadBytes }
  const onAdmission = (): void => {
    touch()
    void rm(redirectFile, { force: true })
  }
  server.serve(createRoutes({ pageFiles, admission, vault, client, uploads, onAdmission }))
  const { promise: ended, settle } = ending(async () => {
    lifetime?.stop()
    await server.close()
    await run.remove()
  })
  const isBusy = (): boolean => server.pages > 0 || jobs.running > 0
  lifetime = createLifetime({ clock, graceMilliseconds, isBusy, onEnd: settle })
  touch()
  return { url, redirectFile, ended, close: () => (settle(), ended) }
}

async function writeRedirect(folder: string, page: string): Promise<string> {
  const path = join(folder, 'open.html')
  await writeFile(path, page, { mode: 0o600, flag: 'wx' })
  return path
}

/** Work that is done once, whoever asks for it and however often. */
function ending(work: () => Promise<void>): { promise: Promise<void>; settle: () => void } {
  let settle = (): void => undefined
  const asked = new Promise<void>((resolve) => {
    settle = resolve
  })
  return { promise: asked.then(work), settle: () => settle() }
}
