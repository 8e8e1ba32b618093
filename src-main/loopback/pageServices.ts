/** What the pages of a loopback server share. */
import { join } from 'node:path'
import type { WebSocket } from 'ws'
import type { EngineClient } from '@core/contract/engine'
import type { HostEvent } from '@core/contract/page'
import { createCommonHandlers } from '../services/page/commonHandlers'
import { errorsIn } from '../services/diagnostics/errorsOfApp'
import { createFileVault } from '../services/page/fileVault'
import { createJobBoard } from '../services/page/jobBoard'
import { createOpenings } from '../services/page/openings'
import { createRecentFiles } from '../services/page/recentFiles'
import { rememberFiles } from '../services/page/rememberFiles'
import type { RunFolder } from '../services/page/runFolder'
import { servePage, type PageServices, type ServedPage } from '../services/page/servePage'
import { createWorkKeeper } from '../services/page/workKeeper'
import type { WorkShelf } from '../services/keeping/workShelf'
import { createPicker, pickerHandlers } from './picker'
import { portOfSocket } from './socketPort'

export interface PageServicesSettings {
  readonly client: EngineClient
  readonly version: string
  readonly run: RunFolder
  readonly dataFolder: string
  readonly shelf: WorkShelf
  /** Real path of what the shelf keeps. */
  readonly keptFolder: string
  /** Real paths, as are the next two. */
  readonly roots: readonly string[]
  readonly openings: readonly string[]
  readonly demoFile: string
  /** Told whenever a call begins or ends. */
  readonly onJobs: () => void
}

export function createPageServices(settings: PageServicesSettings): PageServices {
  const { version, run, roots, demoFile, shelf, keptFolder } = settings
  const reach = [...roots, ...settings.openings, demoFile, run.uploads, run.exports, keptFolder]
  const vault = createFileVault(reach)
  const recentFiles = createRecentFiles(join(settings.dataFolder, 'recent-files.json'))
  const passing = [run.path, demoFile, keptFolder]
  const client = rememberFiles(settings.client, { recentFiles, vault, passing })
  const jobs = createJobBoard(client, settings.onJobs)
  const openings = createOpenings()
  for (const path of settings.openings) openings.add(path)
  const work = createWorkKeeper({ shelf, vault, client, passing: [run.path] })
  const facts = { shell: 'browser', version, sandboxLack: null } as const
  const { dataFolder } = settings
  const errors = errorsIn(dataFolder)
  const common = { ...facts, jobs, vault, recentFiles, openings, dataFolder, errors, demoFile }
  const picker = createPicker({ vault, roots, exportFolder: run.exports })
  return {
    client,
    jobs,
    vault,
    work,
    errors,
    host: { ...createCommonHandlers(common), ...pickerHandlers(picker) },
  }
}

export interface Pages {
  serve(socket: WebSocket): void
  /** Tells every page that is open. */
  tell(event: HostEvent): void
}

export function createPages(services: PageServices): Pages {
  const open = new Set<ServedPage>()
  return {
    serve(socket) {
      const page = servePage(portOfSocket(socket), services)
      open.add(page)
      socket.once('close', () => open.delete(page))
    },
    tell(event) {
      for (const page of open) page.tell(event)
    },
  }
}
