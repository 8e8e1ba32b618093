import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../files/refusal.testSupport'
import { openFileSet } from './fileSet'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-set-'))
})
afterEach(() => rm(folder, { recursive: true }))

const inFolder = (...names: string[]): string[] => names.map((name) => join(folder, name))
const careful = { overwrite: false, mayMakeFolder: false }

describe('a set of files', () => {
  it('appears together', async () => {
    const set = await openFileSet(inFolder('a', 'b'), careful)
    for (const file of set.files) await file.write(Buffer.from('whole'))
    expect((await readdir(folder)).filter((name) => !name.endsWith('.part'))).toEqual([])
    await set.commit()
    expect((await readdir(folder)).sort()).toEqual(['a', 'b'])
  })

  it('leaves nothing after abort, not even the folders made for it', async () => {
    const paths = inFolder('x/y/a', 'x/y/b')
    const set = await openFileSet(paths, { ...careful, mayMakeFolder: true })
    await set.files[0].write(Buffer.from('begun'))
    await set.abort()
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves a folder that was there, and what others put into one that was not', async () => {
    await mkdir(join(folder, 'x'))
    const set = await openFileSet(inFolder('x/y/a'), { ...careful, mayMakeFolder: true })
    await writeFile(join(folder, 'x', 'y', 'mine'), '')
    await set.abort()
    expect(await readdir(join(folder, 'x', 'y'))).toEqual(['mine'])
  })

  it('takes new files away again when a later one cannot be placed, and puts back those it replaced', async () => {
    await writeFile(join(folder, 'a'), 'old')
    const set = await openFileSet(inFolder('a', 'b', 'c'), { ...careful, overwrite: true })
    for (const file of set.files) await file.write(Buffer.from('new'))
    await mkdir(join(folder, 'c'))
    expect((await refusal(set.commit())).code).toBe('write-failed')
    expect((await readdir(folder)).sort()).toEqual(['a', 'c'])
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('old')
  })

  it('refuses a missing folder unless it may make it', async () => {
    const { code, message } = await refusal(openFileSet(inFolder('no/a'), careful))
    expect([code, message]).toEqual(['write-failed', expect.stringContaining('does not exist')])
  })

  it('sweeps what a killed process left an hour ago, and nothing else', async () => {
    const [stale, fresh] = inFolder(
      'a.shellac-999999999-0123456789ab.part',
      'b.shellac-999999999-0123456789ab.part',
    )
    await writeFile(stale, '')
    await writeFile(fresh, '')
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
    await utimes(stale, longAgo, longAgo)
    await (await openFileSet(inFolder('c'), careful)).commit()
    expect((await readdir(folder)).sort()).toEqual(['b.shellac-999999999-0123456789ab.part', 'c'])
  })
})
