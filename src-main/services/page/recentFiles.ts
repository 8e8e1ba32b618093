/** The files that were opened or saved last, kept in the app's data folder. */
import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, isAbsolute } from 'node:path'
import { writeFileAtomically } from '../files/atomicWrite'
import { createPatience } from '../files/patience'

const mostFiles = 12
/** Bytes of the list's file; twelve paths take far less. */
const longestList = 1024 * 1024

export interface RecentFiles {
  /** Paths that still are files, the newest first. Never rejects. */
  list(): Promise<readonly string[]>
  /** Puts a file first. Never rejects: a list that cannot be written is no reason to fail. */
  add(path: string): Promise<void>
  clear(): Promise<void>
}

/** @param listFile where the list is kept; its folder is made when it is missing */
export function createRecentFiles(listFile: string): RecentFiles {
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = turn.then(work)
    turn = result
    return result
  }
  return {
    list: () => inTurn(async () => existing(await readList(listFile))),
    add: (path) =>
      inTurn(async () => {
        const others = (await readList(listFile)).filter((other) => other !== path)
        await writeList(listFile, [path, ...others].slice(0, mostFiles))
      }),
    clear: () => inTurn(() => writeList(listFile, [])),
  }
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const facts = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)))
  return paths.filter((_, index) => facts[index]?.isFile())
}

/** What is unreadable, too long or anything but a list of absolute paths counts as empty. */
async function readList(listFile: string): Promise<string[]> {
  try {
    if ((await stat(listFile)).size > longestList) return []
    const value: unknown = JSON.parse(await readFile(listFile, 'utf8'))
    if (!Array.isArray(value) || !value.every(isPath)) return []
    return [...new Set(value)].slice(0, mostFiles)
  } catch {
    return []
  }
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && isAbsolute(value) && !value.includes('\0')
}

async function writeList(listFile: string, paths: readonly string[]): Promise<void> {
  try {
    await mkdir(dirname(listFile), { recursive: true, mode: 0o700 })
    const bytes = Buffer.from(`${JSON.stringify(paths, null, 2)}\n`)
    const { fileSystem } = createPatience()
    await writeFileAtomically(listFile, bytes, { overwrite: true, fileSystem })
  } catch {
    // Said above: the work itself must not fail for this.
  }
}
