import { mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Committed } from './atomicWrite'
import { createAtomicFile, writeFileAtomically } from './atomicWrite'
import { countingFileSystem, systemError } from './faultyFileSystem'
import type { FileSystem } from './fileSystem'
import { refusal } from './refusal.testSupport'

let folder = ''
let target = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-atomic-'))
  target = join(folder, 'mix.wav')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const oldText = 'the old file'
const newText = 'the new file, which is longer'
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

async function temporaries(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.part'))
}

describe('faults', () => {
  /** A recording that must not be written; it takes part so that the checks for it can fail as well. */
  let source = ''

  beforeEach(async () => {
    source = join(folder, 'source.flac')
    await writeFile(source, 'the recording')
  })

  it('short writes of 1 byte lose nothing', async () => {
    const { fileSystem } = countingFileSystem({ longestWrite: 1 })
    const file = await createAtomicFile(target, { overwrite: false, fileSystem })
    await file.write(bytesOf(newText))
    await file.patch(4, bytesOf('NEW'))
    await file.commit()
    expect(await readFile(target, 'utf8')).toBe(newText.replace('new', 'NEW'))
  })

  it('a disk that fills up after 10 bytes keeps the old file and says the disk is full', async () => {
    await writeFile(target, oldText)
    const { fileSystem } = countingFileSystem({ longestWrite: 10, room: 10 })
    const error = await refusal(
      writeFileAtomically(target, bytesOf(newText), { overwrite: true, fileSystem }),
    )
    expect(error).toMatchObject({
      code: 'disk-full',
      message: `Cannot write ${target}: the disk is full (ENOSPC).`,
    })
    expect(await temporaries()).toEqual([])
    expect(await readFile(target, 'utf8')).toBe(oldText)
  })

  it('a system that accepts no byte and reports nothing is an error, not an endless loop', async () => {
    const { fileSystem } = countingFileSystem({ longestWrite: 0 })
    const error = await refusal(
      writeFileAtomically(target, bytesOf(newText), { overwrite: true, fileSystem }),
    )
    expect(error.message).toContain(`accepted 0 of ${newText.length} bytes`)
    expect(await readdir(folder)).toEqual(['source.flac'])
  })

  it('a file shorter on the disk than counted is not put in place', async () => {
    await writeFile(target, oldText)
    const { fileSystem } = countingFileSystem({ loseLastByte: true })
    const error = await refusal(
      writeFileAtomically(target, bytesOf(newText), { overwrite: true, fileSystem }),
    )
    expect(error.message).toContain(
      `${newText.length - 1} bytes are on the disk instead of ${newText.length}`,
    )
    expect(await readFile(target, 'utf8')).toBe(oldText)
    expect(await temporaries()).toEqual([])
  })

  const codes = ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EMFILE', 'EROFS']
  const trials = codes.flatMap((code) => [true, false].map((overwrite) => ({ code, overwrite })))

  it.each(trials)(
    '$code at any one call, overwrite $overwrite: old file intact or new file whole',
    async (trial) => {
      let call = 0
      let failed = true
      while (failed) {
        call++
        failed = await failOnce(call, trial)
      }
      expect(call).toBeGreaterThan(10)
    },
  )

  /** One save with the call of that number failing; false when there were fewer calls. */
  async function failOnce(
    call: number,
    { code, overwrite }: { code: string; overwrite: boolean },
  ): Promise<boolean> {
    await rm(target, { force: true })
    if (overwrite) await writeFile(target, oldText)
    const before = await readdir(folder)
    const faulty = countingFileSystem({ failAt: call, error: systemError(code) })
    const outcome = await save(overwrite, faulty.fileSystem).catch((error: unknown) => error)
    const left = await temporaries()
    for (const name of left) await rm(join(folder, name))
    if (outcome instanceof ShellacError) {
      const full = code === 'ENOSPC' || code === 'EDQUOT'
      expect(outcome.code).toBe(full ? 'disk-full' : 'write-failed')
      expect(outcome.message).toContain(code)
      expect(left).toEqual([])
      expect(await readdir(folder)).toEqual(before)
      if (overwrite) expect(await readFile(target, 'utf8')).toBe(oldText)
    } else {
      expect(await readFile(target, 'utf8')).toBe(newText)
      expect(left.length).toBe(faulty.failedCall() === 'unlink' ? 1 : 0)
    }
    return faulty.failedCall() !== undefined
  }

  async function save(overwrite: boolean, fileSystem: FileSystem): Promise<Committed> {
    const file = await createAtomicFile(target, { overwrite, protectedPaths: [source], fileSystem })
    await file.write(bytesOf(newText))
    await file.patch(0, bytesOf('the'))
    await file.verify(() => Promise.resolve())
    return file.commit()
  }

  it.each(codes)('%s at every call from any one on: the old file is intact', async (code) => {
    for (let call = 1; call <= 60; call++) {
      await writeFile(target, oldText)
      const { fileSystem, failedCall } = countingFileSystem({ failFrom: call, error: systemError(code) })
      const outcome = await save(true, fileSystem).catch((error: unknown) => error)
      const expected = outcome instanceof ShellacError ? oldText : newText
      expect(await readFile(target, 'utf8')).toBe(expected)
      if (failedCall() === undefined) return
    }
    throw new Error('the save makes more calls than were tried')
  })

  it('a folder that cannot be synced is told, and the file is in place', async () => {
    const { fileSystem } = countingFileSystem({ replace: { syncFolder: systemError('EINVAL') } })
    expect(await writeFileAtomically(target, bytesOf(newText), { overwrite: true, fileSystem })).toEqual({
      durable: false,
    })
    expect(await readFile(target, 'utf8')).toBe(newText)
  })

  it('a disk without hard links gets the file all the same', async () => {
    const { fileSystem } = countingFileSystem({ replace: { link: systemError('EPERM') } })
    await writeFileAtomically(target, bytesOf(newText), { overwrite: false, fileSystem })
    expect(await readFile(target, 'utf8')).toBe(newText)
    expect(await temporaries()).toEqual([])
  })

  it('a failing check keeps the old file', async () => {
    await writeFile(target, oldText)
    const file = await createAtomicFile(target, { overwrite: true })
    await file.write(bytesOf(newText))
    const check = async (path: string): Promise<void> => {
      expect(await readFile(path, 'utf8')).toBe(newText)
      throw new Error(`${basename(path)} is wrong`)
    }
    expect((await refusal(file.verify(check))).code).toBe('write-failed')
    expect(await readFile(target, 'utf8')).toBe(oldText)
    expect(await temporaries()).toEqual([])
  })

  it('a target exchanged for a link while writing is not followed', async () => {
    await writeFile(target, oldText)
    const other = join(folder, 'other.wav')
    await writeFile(other, 'another file')
    const file = await createAtomicFile(target, { overwrite: true })
    await rename(target, join(folder, 'moved.wav'))
    await symlink(other, target)
    expect((await refusal(file.commit())).message).toContain('exchanged')
    expect(await readFile(other, 'utf8')).toBe('another file')
  })
})
