/** Which running program work belongs to: a sign of life in the data folder, since a process's number is given out again. */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import type { ShellKind } from '@core/contract/page'
import { processIsAlive } from '../files/processIsAlive'

const pattern = /^(\d{1,10})-[0-9a-f]{12}$/
/** Milliseconds between two signs of life, and after which a program counts as gone. */
const beat = 10_000
const silence = 60_000

const description = v.object({
  user: v.string(),
  host: v.string(),
  shell: v.picklist(['desktop', 'browser']),
  processId: v.number(),
})

/** Who a program is, in words of people. */
export type OwnerDescription = Readonly<v.InferOutput<typeof description>>

export interface Owners {
  /** The name of this program. */
  readonly own: string
  /** Undefined for a program that left no sign. */
  describe(name: string): Promise<OwnerDescription | undefined>
  /** Whether another program of that name still runs. */
  isOther(name: string): Promise<boolean>
  /** Removes the signs of programs that are gone. Never throws. */
  sweep(): Promise<void>
  /** Ends the signs of life. */
  close(): Promise<void>
}

/** @param folder made when it is missing; without it nobody else is known */
export function createOwners(folder: string, shell: ShellKind): Owners {
  const here = describeHere(shell)
  const own = `${process.pid}-${randomBytes(6).toString('hex')}`
  const sign = join(folder, own)
  const live = async (): Promise<void> => {
    const now = new Date()
    await utimes(sign, now, now).catch(async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(sign, JSON.stringify(here))
    })
  }
  const beginning = live().catch(() => undefined)
  // On a disk that does not answer, one call waits and not more and more of them.
  let last: Promise<void> | undefined
  const timer = setInterval(() => {
    last ??= live()
      .catch(() => undefined)
      .finally(() => (last = undefined))
  }, beat)
  timer.unref()

  async function describe(name: string): Promise<OwnerDescription | undefined> {
    if (!pattern.test(name)) return undefined
    try {
      return v.parse(description, JSON.parse(await readFile(join(folder, name), 'utf8')))
    } catch {
      return undefined
    }
  }

  async function isAlive(name: string): Promise<boolean> {
    const processId = pattern.exec(name)?.[1]
    if (processId === undefined) return false
    // A folder of the network has programs of other machines, whose numbers mean nothing here.
    const isHere = ((await describe(name))?.host ?? here.host) === here.host
    if (isHere && !processIsAlive(Number(processId))) return false
    const facts = await lstat(join(folder, name)).catch(() => undefined)
    // A clock that was put back leaves signs of the future; a living program soon gives one of the present.
    return facts !== undefined && Math.abs(Date.now() - facts.mtimeMs) < silence
  }

  return {
    own,
    describe,
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

function describeHere(shell: ShellKind): OwnerDescription {
  return { user: nameOfUser(), host: hostname(), shell, processId: process.pid }
}

/** A user whom the system does not know by name has only a number. */
function nameOfUser(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? '')
  }
}
