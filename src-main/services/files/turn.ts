/** One program at a time on this machine, for the moment in which a file is compared and replaced. */
import { createHash, randomBytes } from 'node:crypto'
import { lstat, open, readFile, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { processIsAlive } from './processIsAlive'
import { systemErrorCode } from './systemErrors'

/** Milliseconds between two looks at a lock, and until it is done without: the work inside takes far less. */
const interval = 5
const patience = 10_000
/** Milliseconds after which a lock that nobody wrote a number into was left by a kill. */
const emptyFor = 2000

/**
 * Does the work while no other program of this user does some on the same path. The lock lies in the system's temporary folder, so that
 * nothing appears beside the file; one whose program is gone is taken over. Where no lock can be made the work is done without: it
 * must be safe by itself, and only loses the certainty of the last millisecond.
 */
export async function inTurnOn<Result>(path: string, work: (turn: Turn) => Promise<Result>): Promise<Result> {
  const lock = lockOf(path)
  const mark = `${process.pid} ${randomBytes(6).toString('hex')}`
  let isHeld = await take(lock, mark)
  const isOurs = async (): Promise<boolean> => (await readFile(lock, 'utf8').catch(() => '')) === mark
  try {
    return await work({
      async confirm() {
        if (!isHeld || (await isOurs())) return true
        isHeld = await take(lock, mark)
        return false
      },
    })
  } finally {
    if (isHeld && (await isOurs())) await unlink(lock).catch(() => undefined)
  }
}

export interface Turn {
  /**
   * Whether it is still ours. A lock that somebody took away is taken anew, and what was looked at before may not hold any more.
   * True where no lock can be made.
   */
  confirm(): Promise<boolean>
}

/** The file that is there while somebody's turn is on a path; it begins with the number of the process. */
export function lockOf(path: string): string {
  const name = createHash('sha256').update(path).digest('hex').slice(0, 32)
  return join(tmpdir(), `shellac-${process.getuid?.() ?? 'user'}-${name}.lock`)
}

async function take(lock: string, mark: string): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += interval) {
    try {
      const handle = await open(lock, 'wx', 0o600)
      await handle.writeFile(mark)
      await handle.close()
      return true
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') return false
    }
    if (await isLeft(lock)) await breakLock(lock)
    else await wait(interval)
  }
  return false
}

/** Whether its program is gone. */
async function isLeft(lock: string): Promise<boolean> {
  try {
    const owner = parseInt(await readFile(lock, 'utf8'), 10)
    if (owner > 0) return !processIsAlive(owner)
    return Date.now() - (await lstat(lock)).mtimeMs > emptyFor
  } catch {
    return false
  }
}

/**
 * Takes a lock away that was left. One program at a time does so, and looks again: else another one could have done it and a third one made
 * a new lock, which would be taken away as well.
 */
async function breakLock(lock: string): Promise<void> {
  const breaking = `${lock}.breaking`
  try {
    await (await open(breaking, 'wx', 0o600)).close()
  } catch {
    if (await isLeft(breaking)) await unlink(breaking).catch(() => undefined)
    else await wait(interval)
    return
  }
  try {
    // Somebody may have taken it away meanwhile.
    if (await isLeft(lock)) await unlink(lock).catch(() => undefined)
  } finally {
    await unlink(breaking).catch(() => undefined)
  }
}
