import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeFileAtomically } from './atomicWrite'
import { countingFileSystem, type Faults } from './faultyFileSystem'
import { createPatience, type PatienceSettings } from './patience'
import { refusal } from './refusal.testSupport'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-patience-'))
})
afterEach(() => rm(folder, { recursive: true }))

type Hanging = keyof NonNullable<Faults['beforeCall']>

/** A disk on which each call of a name hangs until `release`, and how often such a call was made. */
function hangingDisk(name: Hanging, settings: PatienceSettings = {}) {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let calls = 0
  const hang = (): Promise<void> => {
    calls += 1
    return released
  }
  const { fileSystem } = countingFileSystem({ beforeCall: { [name]: hang } })
  const patience = createPatience({ seconds: 0.1, ...settings, fileSystem })
  return { patience, release, calls: () => calls }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(5)
}

const isAlone = async (name: string): Promise<boolean> =>
  JSON.stringify(await readdir(folder)) === JSON.stringify([name])

it.each(['lstat', 'open', 'write', 'sync', 'chmod', 'fileStat', 'close', 'rename'] as const)(
  'a hanging %s is told by the name of the file; the old one is whole, and the rest goes once the call returns',
  async (name) => {
    const path = join(folder, 'song.wav')
    await writeFile(path, 'old')
    const { patience, release, calls } = hangingDisk(name)
    const { fileSystem } = patience
    const error = await refusal(
      writeFileAtomically(path, Buffer.from('new'), { overwrite: true, fileSystem }),
    )
    expect(error.code).toBe('disk-not-responding')
    expect(error.message).toBe(
      `Cannot write ${path}: the disk or the network folder does not answer (ETIMEDOUT).`,
    )
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(calls()).toBe(1)
    release()
    await until(() => isAlone('song.wav'))
    // A rename that was given up may have been done in the end; either is whole.
    expect(['old', ...(name === 'rename' ? ['new'] : [])]).toContain(await readFile(path, 'utf8'))
  },
)

it('a folder that cannot be synced in time is no failure: the file is in its place', async () => {
  const path = join(folder, 'song.wav')
  const { patience, release } = hangingDisk('syncFolder')
  const { fileSystem } = patience
  const committed = await writeFileAtomically(path, Buffer.from('new'), { overwrite: true, fileSystem })
  expect(committed).toEqual({ durable: false })
  expect(await readFile(path, 'utf8')).toBe('new')
  release()
})

it('while a call hangs no other is made; once it has returned the disk is used again', async () => {
  const { patience, release, calls } = hangingDisk('lstat')
  const { fileSystem } = patience
  const write = (): Promise<unknown> =>
    writeFileAtomically(join(folder, 'song.wav'), Buffer.from('new'), { overwrite: true, fileSystem })
  await refusal(write())
  for (let again = 0; again < 20; again++) expect((await refusal(write())).code).toBe('disk-not-responding')
  expect(calls()).toBe(1)
  release()
  await wait(0)
  await write()
  expect(await readdir(folder)).toEqual(['song.wav'])
})

it('a job that is cancelled does not wait for a call that hangs', async () => {
  let wish: 'go-on' | 'cancel' = 'go-on'
  const { patience, release } = hangingDisk('write', { seconds: Infinity, control: { wish: () => wish } })
  const { fileSystem } = patience
  const writing = writeFileAtomically(join(folder, 'song.wav'), Buffer.from('new'), {
    ...{ overwrite: true, fileSystem },
  })
  wish = 'cancel'
  expect((await refusal(writing)).code).toBe('cancelled')
  release()
  await until(async () => (await readdir(folder)).length === 0)
})

it('other work on files is given up alike, later where it reads many bytes', async () => {
  const patience = createPatience({ seconds: 0.1 })
  const path = join(folder, 'song.wav')
  const slow = (): Promise<string> => wait(400, 'read')
  expect(await patience.wait(path, slow, 4e6)).toBe('read')
  const error = await refusal(patience.wait(path, slow))
  expect(error.code).toBe('disk-not-responding')
  expect(error.details.path).toBe(path)
  await expect(createPatience().wait(path, () => Promise.reject(new Error('its own')))).rejects.toThrow(
    'its own',
  )
})
