/** All that lies behind the window but needs none: the engine, the files, the jobs and the answers to the page's calls. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { version } from '../../package.json'
import { builtFile } from '../engine/builtFile'
import { startEngineHost, type EngineProcess } from '../services/engineHost'
import { openKeeping } from '../services/keeping/keeping'
import { createCommonHandlers, type CommonHandlers } from '../services/page/commonHandlers'
import { demoFile } from '../services/page/demoFile'
import { errorsIn } from '../services/diagnostics/errorsOfApp'
import { createFileVault, type FileVault } from '../services/page/fileVault'
import { createJobBoard } from '../services/page/jobBoard'
import type { Openings } from '../services/page/openings'
import { readPageFiles } from '../services/page/pageFiles'
import { createRecentFiles, type RecentFiles } from '../services/page/recentFiles'
import { rememberFiles } from '../services/page/rememberFiles'
import { createRunFolder, sweepRunFolders } from '../services/page/runFolder'
import type { PageServices } from '../services/page/servePage'
import { createWorkKeeper } from '../services/page/workKeeper'
import { answerFor, type AppRequest } from './appScheme'

export interface DesktopSettings {
  readonly dataFolder: string
  readonly openings: Openings
  readonly sandboxLack: string | null
  readonly spawn: () => EngineProcess
  /** Told when work begins, and when the last of it ends. */
  readonly onWork: (isWorking: boolean) => void
  readonly onEngineCrash: () => void
  /** The list of recent files has changed; `added` went to its top. */
  readonly onRecentFiles: (added: string | null) => void
}

export interface DesktopServices extends Omit<PageServices, 'host'> {
  readonly recentFiles: RecentFiles
  readonly common: CommonHandlers
  /** Answers the page's requests to its own scheme. */
  answer(request: AppRequest): Promise<Response>
  /** Ends the engine with all its work and removes the temporary files. */
  close(): Promise<void>
}

/** Bytes of the largest file the page may bring: sound that it has decoded, an hour in 32 bits at 192 kHz. */
const uploadBytes = 4 * 1024 ** 3

/** @throws ShellacError 'unreadable-file' when the page is not built */
export async function openDesktopServices(settings: DesktopSettings): Promise<DesktopServices> {
  const { openings, sandboxLack, spawn, onWork, onEngineCrash } = settings
  const pageFiles = await readPageFiles(builtFile('renderer'))
  await sweepRunFolders(tmpdir())
  const run = await createRunFolder(tmpdir())
  const { shelf, keptFolder } = await openKeeping(settings.dataFolder, 'desktop')
  const vault: FileVault = createFileVault('anywhere')
  const recentFiles = watchRecentFiles(settings)
  const engine = startEngineHost({ spawn })
  engine.onExit(({ isCrash }) => {
    if (isCrash) onEngineCrash()
  })
  const passing = [run.path, demoFile(), keptFolder]
  const client = rememberFiles(engine.client, { recentFiles, vault, passing })
  const jobs = createJobBoard(client, () => onWork(jobs.running > 0))
  const errors = errorsIn(settings.dataFolder)
  const common = createCommonHandlers({
    ...{ shell: 'desktop', version, sandboxLack, jobs, vault, recentFiles, openings },
    ...{ dataFolder: settings.dataFolder, errors },
    demoFile: demoFile(),
  })
  const work = createWorkKeeper({ shelf, vault, client, passing: [run.path] })
  const uploads = { vault, folder: run.uploads, byteLimit: uploadBytes }
  return {
    ...{ client, jobs, vault, work, errors, recentFiles, common },
    answer: (request) => answerFor(request, { pageFiles, client, vault, uploads }),
    async close() {
      await engine.close()
      await run.remove()
      await shelf.close()
    },
  }
}

function watchRecentFiles({ dataFolder, onRecentFiles }: DesktopSettings): RecentFiles {
  const recentFiles = createRecentFiles(join(dataFolder, 'recent-files.json'))
  return {
    ...recentFiles,
    async add(path) {
      await recentFiles.add(path)
      onRecentFiles(path)
    },
    async clear() {
      await recentFiles.clear()
      onRecentFiles(null)
    },
  }
}
