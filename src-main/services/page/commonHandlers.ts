/** The answers that both shells give alike. */
import { homedir } from 'node:os'
import { basename, dirname } from 'node:path'
import type { CommonHostMethods, PickedFile, RecentFile, ShellKind } from '@core/contract/page'
import { collectDiagnostics, saveDiagnostics } from '../diagnostics/diagnostics'
import type { ErrorLog } from '../diagnostics/errorLog'
import type { FileVault } from './fileVault'
import type { HostHandlers } from './hostHandlers'
import type { JobBoard } from './jobBoard'
import type { Openings } from './openings'
import type { RecentFiles } from './recentFiles'
import { resultToPage } from './translation'

export interface CommonServices {
  readonly shell: ShellKind
  readonly version: string
  /** As `hello` tells it. */
  readonly sandboxLack: string | null
  readonly jobs: JobBoard
  readonly vault: FileVault
  readonly recentFiles: RecentFiles
  readonly openings: Openings
  /** The app's data folder, and the errors that it remembers. */
  readonly dataFolder: string
  readonly errors: ErrorLog
  /** Path of the demo recording, which must be among what the vault leads to. */
  readonly demoFile: string
}

export type CommonHandlers = Required<Pick<HostHandlers, keyof CommonHostMethods>>

export function createCommonHandlers(services: CommonServices): CommonHandlers {
  const { shell, version, sandboxLack, jobs, vault, recentFiles, openings, dataFolder, errors, demoFile } =
    services
  const pick = (path: string): PickedFile => ({ file: vault.idOf(path, 'read'), name: basename(path) })
  return {
    hello: () => ({ shell, version, platform: process.platform, sandboxLack }),
    jobs: () => ({ jobs: jobs.list() }),
    attach: async ({ job }, watch) => resultToPage(await jobs.attach(job, watch), vault),
    forget({ job }) {
      jobs.forget(job)
      return null
    },
    recentFiles: async () => ({ files: await describeRecent(await recentFiles.list(), vault) }),
    async forgetRecentFiles() {
      await recentFiles.clear()
      return null
    },
    takeOpenings: () => ({ files: openings.take().map(pick) }),
    demo: () => pick(demoFile),
    async saveDiagnostics({ file, overwrite }) {
      const path = await vault.resolve(file, ['write'])
      const state = { jobs: jobs.list().length, runningJobs: jobs.running }
      const diagnostics = await collectDiagnostics(
        { shell, sandboxLack, state },
        await errors.list(),
        dataFolder,
      )
      await saveDiagnostics(path, diagnostics, { overwrite })
      return null
    },
  }
}

/** Those that this page may open; in the browser the rest lies outside the chosen roots. */
async function describeRecent(paths: readonly string[], vault: FileVault): Promise<RecentFile[]> {
  const files: RecentFile[] = []
  for (const path of paths) {
    const file = vault.idOf(path, 'read')
    const isOpen = await vault.resolve(file, ['read']).then(
      () => true,
      () => false,
    )
    if (isOpen) files.push({ file, name: basename(path), folder: folderInWords(dirname(path), homedir()) })
  }
  return files
}

/** '/home/ann/Music' -> '~/Music' for Ann. */
export function folderInWords(folder: string, home: string): string {
  if (folder === home) return '~'
  const rest = folder.startsWith(home) ? folder.slice(home.length) : ''
  return /^[/\\]/.test(rest) ? `~${rest}` : folder
}
