/** The temporary folder of one run of the server, for its user only, and the sweep of those that killed runs left. */
import { lstat, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { processIsAlive } from '../files/processIsAlive'

const pattern = /^shellac-run-(\d{1,10})-[A-Za-z0-9]{6}$/
const staleAfter = 60 * 60 * 1000

export interface RunFolder {
  /** Real path; mode 0700. */
  readonly path: string
  readonly uploads: string
  readonly exports: string
  /** Removes the folder with all it holds. */
  remove(): Promise<void>
}

/** Makes `<parent>/shellac-run-<process id>-<random>`. */
export async function createRunFolder(parent: string): Promise<RunFolder> {
  const path = await mkdtemp(join(await realpath(parent), `shellac-run-${process.pid}-`))
  const uploads = join(path, 'uploads')
  const exports = join(path, 'exports')
  await mkdir(uploads, { mode: 0o700 })
  await mkdir(exports, { mode: 0o700 })
  return { path, uploads, exports, remove: () => rm(path, { recursive: true, force: true }) }
}

export interface RunSweepOptions {
  /** Milliseconds since 1970; the present by default. */
  readonly now?: number
  readonly isAlive?: (processId: number) => boolean
}

/**
 * Removes run folders of this user whose process is gone and that are untouched for an hour. Returns their names. Links and
 * files of that name stay, and so does what cannot be removed; never throws.
 */
export async function sweepRunFolders(parent: string, options: RunSweepOptions = {}): Promise<string[]> {
  const { now = Date.now(), isAlive = processIsAlive } = options
  const removed: string[] = []
  for (const name of await readdir(parent).catch(() => [])) {
    const owner = pattern.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    if (await removeIfOld(join(parent, name), now)) removed.push(name)
  }
  return removed
}

async function removeIfOld(path: string, now: number): Promise<boolean> {
  try {
    const stats = await lstat(path)
    const user = process.getuid?.() ?? stats.uid
    if (!stats.isDirectory() || stats.uid !== user || now - stats.mtimeMs < staleAfter) return false
    await rm(path, { recursive: true })
    return true
  } catch {
    return false
  }
}
