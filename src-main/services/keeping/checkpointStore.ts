/** Where decompositions were, on the disk: one whose process was killed is gone on with, to the bit. */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as v from 'valibot'
import { version } from '../../../package.json'
import type { Samples } from '@core/audio/audioData'
import type { RunState } from '@core/nmf/restarts'
import type { DecomposeSettings } from '../../engine/decomposition'
import { chooseBuild } from '../../engine/kernels/kernelModule'
import { createAtomicFile } from '../files/atomicWrite'
import { createPatience, type Patience, type PatienceSettings } from '../files/patience'
import { sweepStaleTemporaries } from '../files/temporaryFiles'

/** Times that one checkpoint is gone on with without getting to the next: what ends its process every time is begun anew. */
const mostTries = 2
/** Bytes of a checkpoint that reading one is given time for. */
const largest = 2 ** 30
const keptMilliseconds = 14 * 24 * 60 * 60 * 1000

export interface CheckpointStore {
  /** The place of a decomposition, with what another process left there. Never rejects: without it one begins at the start. */
  open(samples: Samples, settings: DecomposeSettings): Promise<CheckpointPlace>
}

export interface CheckpointPlace {
  readonly resume: readonly RunState[] | undefined
  /** Writes in the background; while one is written others are left out. */
  keep(runs: readonly RunState[]): void
  /** Waits for what is being written, and removes it all when it is not needed any more. Never rejects. */
  close(isNeeded: boolean): Promise<void>
}

/** Milliseconds that the end of a decomposition waits for its checkpoint to go; a slow disk does it in the background. */
const closing = 2000

/**
 * @param folder made when it is missing, for its user only
 * @param settings of the calls to the disk
 */
export function createCheckpointStore(folder: string, settings: PatienceSettings = {}): CheckpointStore {
  const patience = createPatience(settings)
  const tidied = patience.wait(folder, () => sweep(folder)).catch(() => undefined)
  return {
    async open(samples, settings) {
      await tidied
      const path = join(folder, `${keyOf(samples, settings)}.checkpoint`)
      const resume = await patience.wait(path, () => resumeFrom(path), largest).catch(() => undefined)
      let writing: Promise<void> | undefined
      return {
        resume,
        keep(runs) {
          // A disk that is full is no reason to fail: what was kept before is still there.
          writing ??= writeCheckpoint(path, runs, patience)
            .catch(() => undefined)
            .finally(() => (writing = undefined))
        },
        async close(isNeeded) {
          if (isNeeded) return writing
          const done = Promise.resolve(writing).then(() => remove(path, patience))
          const late = new AbortController()
          await Promise.race([done, wait(closing, undefined, { signal: late.signal }).catch(() => undefined)])
          late.abort()
        },
      }
    },
  }
}

/** All that the bits depend on: the samples, the settings but for the number of threads, the program and its kernels. */
function keyOf(samples: Samples, { threads: _, ...settings }: DecomposeSettings): string {
  const hash = createHash('sha256').update(JSON.stringify([version, chooseBuild(), settings]))
  hash.update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
  return hash.digest('hex')
}

/** The checkpoint and what is beside it. Never rejects. */
async function remove(path: string, patience: Patience): Promise<void> {
  const paths = [path, triesOf(path)]
  await patience
    .wait(path, () => Promise.all(paths.map((it) => rm(it, { force: true }))))
    .catch(() => undefined)
}

const triesOf = (path: string): string => `${path}.tries`

async function resumeFrom(path: string): Promise<RunState[] | undefined> {
  const runs = await readCheckpoint(path)
  const tries = Number(await readFile(triesOf(path), 'utf8').catch(() => '0'))
  if (tries < mostTries) {
    await writeFile(triesOf(path), String(tries + 1))
    return runs
  }
  await Promise.all([path, triesOf(path)].map((it) => rm(it, { force: true })))
  return undefined
}

const headSchema = v.object({
  version: v.literal(1),
  runs: v.array(
    v.object({
      costs: v.array(v.number()),
      seconds: v.array(v.number()),
      state: v.nullable(v.object({ numbers: v.array(v.number()), byteLength: v.number() })),
    }),
  ),
})

/** Two lines, the SHA-256 of all that follows it and JSON, then the states one after the other. */
async function writeCheckpoint(path: string, runs: readonly RunState[], patience: Patience): Promise<void> {
  await patience.wait(path, () => mkdir(join(path, '..'), { recursive: true, mode: 0o700 }))
  const head = {
    version: 1,
    runs: runs.map(({ costs, seconds, state }) => ({
      costs,
      seconds,
      state: state ? { numbers: state.numbers, byteLength: state.bytes.byteLength } : null,
    })),
  }
  const parts = [
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...runs.flatMap(({ state }) => (state ? [state.bytes] : [])),
  ]
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  const file = await createAtomicFile(path, { overwrite: true, fileSystem: patience.fileSystem })
  await file.write(Buffer.from(`${hash.digest('hex')}\n`))
  for (const part of parts) await file.write(part)
  await file.commit()
  await patience.wait(path, () => rm(triesOf(path), { force: true }))
}

/** @throws what reading throws, or an Error for what is damaged */
async function readCheckpoint(path: string): Promise<RunState[]> {
  const bytes = await readFile(path)
  const sumEnd = bytes.indexOf('\n')
  const rest = bytes.subarray(sumEnd + 1)
  const sum = createHash('sha256').update(rest).digest('hex')
  if (bytes.toString('latin1', 0, sumEnd) !== sum) throw new Error('The checkpoint is damaged.')
  const headEnd = rest.indexOf('\n')
  const head = v.parse(headSchema, JSON.parse(rest.toString('utf8', 0, headEnd)))
  let place = headEnd + 1
  return head.runs.map(({ costs, seconds, state }) => {
    if (!state) return { costs, seconds, state: undefined }
    const own = new Uint8Array(rest.subarray(place, place + state.byteLength))
    place += state.byteLength
    return { costs, seconds, state: { numbers: state.numbers, bytes: own } }
  })
}

async function sweep(folder: string): Promise<void> {
  await sweepStaleTemporaries(folder)
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const isOwn = /^[0-9a-f]{64}\.checkpoint(\.tries)?$/.test(name)
    if (isOwn && Date.now() - (await stat(path)).mtimeMs > keptMilliseconds) await rm(path, { force: true })
  }
}
