/** Names of unfinished files beside their target, and the sweep of those that a killed process left. */
import { randomBytes } from 'node:crypto'
import { lstat, readdir, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { processIsAlive } from './processIsAlive'

const pattern = /^.+\.shellac-(\d{1,10})-[0-9a-f]{12}\.part$/
/** Bytes of the target's name that are kept, so that the whole stays below the 255 of most file systems. */
const keptNameBytes = 200
const staleAfter = 60 * 60 * 1000

/** `<folder>/<name>.shellac-<process id>-<random>.part`, new at each call. */
export function temporaryPathFor(target: string): string {
  const random = randomBytes(6).toString('hex')
  return join(dirname(target), `${cutName(basename(target))}.shellac-${process.pid}-${random}.part`)
}

export interface SweepOptions {
  /** Milliseconds since 1970; the present by default. */
  readonly now?: number
  readonly isAlive?: (processId: number) => boolean
}

/**
 * Removes unfinished files of this program from a folder: regular files with its name pattern, untouched for an
 * hour, whose process is gone. Returns the names removed. Never throws: a folder that cannot be read has
 * nothing to sweep, and a file that cannot be removed stays.
 */
export async function sweepStaleTemporaries(folder: string, options: SweepOptions = {}): Promise<string[]> {
  const { now = Date.now(), isAlive = processIsAlive } = options
  const names = await readdir(folder).catch(() => [])
  const removed: string[] = []
  for (const name of names) {
    const owner = pattern.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    if (await removeIfOld(join(folder, name), now)) removed.push(name)
  }
  return removed
}

async function removeIfOld(path: string, now: number): Promise<boolean> {
  try {
    const stats = await lstat(path)
    if (!stats.isFile() || now - stats.mtimeMs < staleAfter) return false
    await unlink(path)
    return true
  } catch {
    return false
  }
}

/** The name cut to whole characters within keptNameBytes of UTF-8. */
function cutName(name: string): string {
  let kept = ''
  let bytes = 0
  for (const character of name) {
    bytes += Buffer.byteLength(character)
    if (bytes > keptNameBytes) break
    kept += character
  }
  return kept
}
