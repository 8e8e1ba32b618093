import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunState } from '@core/nmf/restarts'
import type { DecomposeSettings } from '../../engine/decomposition'
import { createCheckpointStore } from './checkpointStore'

const samples = Float32Array.of(0, 0.5, -0.5)
const settings: DecomposeSettings = {
  framing: { windowLength: 256, hop: 128 },
  componentCount: 4,
  learned: [],
  smoothness: 10,
  algorithm: 'accelerated',
  maxIterations: 40,
  tolerance: 0,
  seed: 3,
  restarts: 2,
}
const runs: readonly RunState[] = [
  { costs: [3, 2], seconds: [0.1, 0.2], state: { bytes: Uint8Array.of(10, 0, 255), numbers: [0.1, -1e300] } },
  { costs: [5], seconds: [0.3], state: undefined },
]

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-checkpoints-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function keep(): Promise<void> {
  const place = await createCheckpointStore(folder).open(samples, settings)
  place.keep(runs)
  await place.close(true)
}

describe('a checkpoint', () => {
  it('is there for the next process, for the same samples and settings only', async () => {
    await keep()
    const store = createCheckpointStore(folder)
    expect((await store.open(samples, { ...settings, threads: 5 })).resume).toEqual(runs)
    expect((await store.open(samples, { ...settings, seed: 4 })).resume).toBeUndefined()
    expect((await store.open(Float32Array.of(0, 0.5, -0.25), settings)).resume).toBeUndefined()
  })

  it('is gone once the work is done', async () => {
    await keep()
    await (await createCheckpointStore(folder).open(samples, settings)).close(false)
    expect(await readdir(folder)).toEqual([])
  })

  it('with one bit changed, or cut, is none', async () => {
    await keep()
    const [name] = await readdir(folder)
    const path = join(folder, name)
    const bytes = await readFile(path)
    for (let place = 0; place < bytes.length; place += 7) {
      const changed = Buffer.from(bytes)
      changed[place] ^= 1 << (place % 8)
      for (const damaged of [changed, bytes.subarray(0, place)]) {
        await writeFile(path, damaged)
        expect((await createCheckpointStore(folder).open(samples, settings)).resume).toBeUndefined()
      }
    }
  })

  it('that leads to an end twice without getting on is given up', async () => {
    await keep()
    const resumes = async (): Promise<boolean> =>
      (await createCheckpointStore(folder).open(samples, settings)).resume !== undefined
    expect([await resumes(), await resumes(), await resumes(), await resumes()]).toEqual([
      true,
      true,
      false,
      false,
    ])
    await keep()
    expect([await resumes(), await resumes()]).toEqual([true, true])
    await keep()
    expect(await resumes()).toBe(true)
  })

  it('of a fortnight ago is removed, and nothing of others', async () => {
    await keep()
    await writeFile(join(folder, 'mine.checkpoint'), '')
    const past = new Date(Date.now() - 15 * 24 * 60 * 60 * 1000)
    for (const name of await readdir(folder)) await utimes(join(folder, name), past, past)
    await createCheckpointStore(folder).open(samples, settings)
    expect(await readdir(folder)).toEqual(['mine.checkpoint'])
  })

  it('that cannot be written fails nobody', async () => {
    const file = join(folder, 'in the way')
    await writeFile(file, '')
    const place = await createCheckpointStore(file).open(samples, settings)
    place.keep(runs)
    await place.close(true)
    expect(place.resume).toBeUndefined()
  })
})
