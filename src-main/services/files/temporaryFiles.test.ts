import { lstat, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweepStaleTemporaries, temporaryPathFor } from './temporaryFiles'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-sweep-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const hour = 60 * 60 * 1000
const dead = { isAlive: () => false }

async function plant(name: string, ageInHours: number): Promise<void> {
  const path = join(folder, name)
  await writeFile(path, 'unfinished')
  const then = new Date(Date.now() - ageInHours * hour)
  await utimes(path, then, then)
}

describe('temporaryPathFor', () => {
  it('is in the folder of the target, begins with its name, and never repeats', () => {
    const paths = Array.from({ length: 100 }, () => temporaryPathFor(join(folder, 'mix.wav')))
    expect(new Set(paths).size).toBe(100)
    expect(dirname(paths[0])).toBe(folder)
    expect(basename(paths[0]).startsWith('mix.wav.')).toBe(true)
  })

  it.each(['a'.repeat(255), 'é'.repeat(127), '🎷'.repeat(63)])('fits 255 bytes for the name %s', (name) => {
    const path = basename(temporaryPathFor(join(folder, name)))
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(255)
    expect(path).not.toContain('\ufffd')
  })
})

describe('sweepStaleTemporaries', () => {
  const own = 'mix.wav.shellac-123-0123456789ab.part'

  it('removes an own file older than an hour whose process is gone', async () => {
    await plant(own, 2)
    expect(await sweepStaleTemporaries(folder, dead)).toEqual([own])
    expect(await readdir(folder)).toEqual([])
  })

  it('recognises the names that it gives', async () => {
    const name = basename(temporaryPathFor(join(folder, 'mix.wav')))
    await plant(name, 2)
    expect(await sweepStaleTemporaries(folder, dead)).toEqual([name])
  })

  it('keeps a file younger than an hour', async () => {
    await plant(own, 0.9)
    expect(await sweepStaleTemporaries(folder, dead)).toEqual([])
  })

  it('keeps the file of a living process, such as this one', async () => {
    const name = basename(temporaryPathFor(join(folder, 'mix.wav')))
    await plant(name, 48)
    expect(await sweepStaleTemporaries(folder)).toEqual([])
  })

  it('takes a process number that no system gives for a dead one', async () => {
    const name = 'mix.wav.shellac-2147483646-0123456789ab.part'
    await plant(name, 2)
    expect(await sweepStaleTemporaries(folder)).toEqual([name])
  })

  it('touches no look-alike', async () => {
    const lookAlikes = [
      'mix.wav',
      'mix.wav.part',
      'download.part',
      'mix.wav.123-0123456789ab.part',
      '.shellac-123-0123456789ab.part',
      'mix.wav.shellac-123-0123456789AB.part',
      'mix.wav.shellac-123-0123456789ab.part.wav',
      'mix.wav.shellac-123-0123456789abc.part',
      'mix.wav.shellac-123-0123456789.part',
      'mix.wav.shellac--1-0123456789ab.part',
      'mix.wav.shellac-x-0123456789ab.part',
      'mix.wav.shellac-12345678901-0123456789ab.part',
      'mix.wav.Shellac-123-0123456789ab.part',
      'mix.wav.shellac-123-0123456789ab.tmp',
      'mix.wav.shellac-123-0123456789ab',
      'mix.wav shellac-123-0123456789ab.part',
      'mix.shellac',
    ]
    for (const name of lookAlikes) await plant(name, 48)
    await mkdir(join(folder, 'a.shellac-123-0123456789ab.part'))
    await symlink(join(folder, 'mix.wav'), join(folder, 'b.shellac-123-0123456789ab.part'))
    const before = await readdir(folder)
    expect(await sweepStaleTemporaries(folder, { ...dead, now: Date.now() + 48 * hour })).toEqual([])
    expect(await readdir(folder)).toEqual(before)
    expect((await lstat(join(folder, 'mix.wav'))).size).toBe(10)
  })

  it('has nothing to do in a folder that does not exist', async () => {
    expect(await sweepStaleTemporaries(join(folder, 'gone'))).toEqual([])
  })
})
