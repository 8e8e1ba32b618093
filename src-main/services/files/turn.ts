/** One program at a time on this machine, for the moment in which a file is compared and replaced. */
import { createHash, randomBytes } from 'node:crypto'
import { link, lstat, open, readFile, rename, unlink } from 'node:fs/promises'
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
export async function inTurnOn<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const lock = join(tmpdir(), `shellac-${process.getuid?.() ?? 'user'}-${nameOf(path)}.lock`)
  const isHeld = await take(lock)
  try {
    return await work()
  } finally {
    if (isHeld) await unlink(lock).catch(() => undefined)
  }
}

function nameOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32)
}

async function take(lock: string): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += interval) {
    try {
      const handle = await open(lock, 'wx', 0o600)
      await handle.writeFile(String(process.pid))
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
    const owner = Number(await readFile(lock, 'utf8'))
    if (owner > 0) return !processIsAlive(owner)
    return Date.now() - (await lstat(lock)).mtimeMs > emptyFor
  } catch {
    return false
  }
}

/** Takes a lock away that was left; one that was made anew in between is put back. */
async function breakLock(lock: string): Promise<void> {
  const aside = `${lock}.${randomBytes(6).toString('hex')}`
  try {
    await rename(lock, aside)
    if (!(await isLeft(aside))) await link(aside, lock)
    await unlink(aside)
  } catch {
    // Another program was faster.
  }
}
