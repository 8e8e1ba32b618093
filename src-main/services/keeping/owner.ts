/** Which running program work belongs to: a sign of life in the data folder, since a process's number is given out again. */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { processIsAlive } from '../files/processIsAlive'

const pattern = /^(\d{1,10})-[0-9a-f]{12}$/
/** Milliseconds between two signs of life, and after which a program counts as gone. */
const beat = 10_000
const silence = 60_000

export interface Owners {
  /** The name of this program. */
  readonly own: string
  /** Whether another program of that name still runs. */
  isOther(name: string): Promise<boolean>
  /** Removes the signs of programs that are gone. Never throws. */
  sweep(): Promise<void>
  /** Ends the signs of life. */
  close(): Promise<void>
}

/** @param folder made when it is missing; without it nobody else is known */
export function createOwners(folder: string): Owners {
  const own = `${process.pid}-${randomBytes(6).toString('hex')}`
  const sign = join(folder, own)
  const live = async (): Promise<void> => {
    const now = new Date()
    await utimes(sign, now, now).catch(async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(sign, '')
    })
  }
  const beginning = live().catch(() => undefined)
  const timer = setInterval(() => void live().catch(() => undefined), beat)
  timer.unref()

  async function isAlive(name: string): Promise<boolean> {
    const processId = pattern.exec(name)?.[1]
    if (processId === undefined || !processIsAlive(Number(processId))) return false
    const facts = await lstat(join(folder, name)).catch(() => undefined)
    return facts !== undefined && Date.now() - facts.mtimeMs < silence
  }

  return {
    own,
    isOther: async (name) => name !== own && (await isAlive(name)),
    async sweep() {
      await beginning
      for (const name of await readdir(folder).catch(() => [])) {
        if (!pattern.test(name) || name === own || (await isAlive(name))) continue
        await rm(join(folder, name)).catch(() => undefined)
      }
    },
    async close() {
      clearInterval(timer)
      await beginning
      await rm(sign, { force: true }).catch(() => undefined)
    },
  }
}
