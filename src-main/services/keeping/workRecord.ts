/** Kept work as a file: one line with the SHA-256 of the rest, then JSON. Anything that does not fit its sum counts as not there. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import * as v from 'valibot'
import { writeFileAtomically } from '../files/atomicWrite'
import { realFileSystem } from '../files/fileSystem'

const largest = 32 * 2 ** 20

const place = v.object({
  /** As the text calls it. */
  id: v.string(),
  path: v.string(),
  purpose: v.picklist(['read', 'write', 'folder', 'download', 'link']),
  /** Content of the copy that was kept of it, where the file itself would not outlast the run. */
  copy: v.optional(v.string()),
})

const schema = v.object({
  version: v.literal(1),
  id: v.string(),
  name: v.string(),
  isEdited: v.boolean(),
  isAnalysing: v.boolean(),
  changes: v.number(),
  lastChange: v.nullable(v.string()),
  /** Milliseconds since 1970. */
  at: v.number(),
  /** The program it belongs to; null once it was closed. */
  owner: v.nullable(v.string()),
  /** The project that it is saved over, and since when it is open. */
  saves: v.nullish(v.object({ path: v.string(), since: v.number() })),
  text: v.string(),
  files: v.array(place),
  /** What the engine called an array -> its content. */
  arrays: v.record(v.string(), v.string()),
})

export type WorkRecord = Readonly<v.InferOutput<typeof schema>>
export type KeptPlace = Readonly<v.InferOutput<typeof place>>

/** @throws ShellacError 'disk-full', 'disk-not-responding', 'write-failed' */
export async function writeRecord(
  path: string,
  record: WorkRecord,
  fileSystem = realFileSystem,
): Promise<void> {
  const json = JSON.stringify(record)
  await writeFileAtomically(path, Buffer.from(`${sumOf(json)}\n${json}\n`), { overwrite: true, fileSystem })
}

/** Undefined for what is damaged or no record. */
export async function readRecord(path: string): Promise<WorkRecord | undefined> {
  try {
    if ((await stat(path)).size > largest) return undefined
    const [sum, json] = (await readFile(path, 'utf8')).split('\n', 2)
    return sum === sumOf(json) ? v.parse(schema, JSON.parse(json)) : undefined
  } catch {
    return undefined
  }
}

function sumOf(json: string): string {
  return createHash('sha256').update(json).digest('hex')
}
