import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAtomicFile, writeFileAtomically } from './atomicWrite'
import { countingFileSystem, systemError } from './faultyFileSystem'
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

describe('a committed file', () => {
  it('holds all bytes written, patched and in order, and no temporary file stays', async () => {
    const file = await createAtomicFile(target, { overwrite: false })
    await file.write(bytesOf('0000'))
    await file.write(bytesOf('-payload'))
    await file.patch(0, bytesOf('RIFF'))
    expect(await readdir(folder)).toEqual([
      expect.stringMatching(/^mix\.wav\.shellac-\d+-[0-9a-f]{12}\.part$/),
    ])
    expect(await file.commit()).toEqual({ durable: true })
    expect(await readFile(target, 'utf8')).toBe('RIFF-payload')
    expect(await readdir(folder)).toEqual(['mix.wav'])
  })

  it('is invisible and readable by its owner only until the commit, then has the usual permissions', async () => {
    const file = await createAtomicFile(target, { overwrite: false })
    const [name] = await temporaries()
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    await file.commit()
    expect((await stat(target)).mode & 0o777).toBe(0o666 & ~process.umask())
  })

  it('keeps the permissions of the file it replaces', async () => {
    await writeFile(target, oldText)
    await chmod(target, 0o640)
    await writeFileAtomically(target, bytesOf(newText), { overwrite: true })
    expect((await stat(target)).mode & 0o777).toBe(0o640)
    expect(await readFile(target, 'utf8')).toBe(newText)
  })

  it('replaces what a link names, and the link stays a link', async () => {
    await mkdir(join(folder, 'real'))
    const real = join(folder, 'real', 'file.wav')
    await writeFile(real, oldText)
    await symlink(real, target)
    await writeFileAtomically(target, bytesOf(newText), { overwrite: true })
    expect((await lstat(target)).isSymbolicLink()).toBe(true)
    expect(await readFile(real, 'utf8')).toBe(newText)
  })

  it.each(['Prélude – дует 二重奏 🎷.wav', `${'é'.repeat(125)}.wav`])('may be named %s', async (name) => {
    const path = join(folder, name)
    await writeFileAtomically(path, bytesOf(newText), { overwrite: false })
    expect(await readFile(path, 'utf8')).toBe(newText)
  })

  it('may be empty', async () => {
    await writeFileAtomically(target, new Uint8Array(0), { overwrite: false })
    expect((await stat(target)).size).toBe(0)
  })
})

describe('refused is', () => {
  it('an existing file without overwrite', async () => {
    await writeFile(target, oldText)
    expect(await refusal(createAtomicFile(target, { overwrite: false }))).toMatchObject({
      code: 'target-exists',
    })
  })

  it.each([
    ['with hard links', countingFileSystem({})],
    ['on a disk without hard links', countingFileSystem({ replace: { link: systemError('EPERM') } })],
  ])('a file that appeared while writing without overwrite, %s', async (_, { fileSystem }) => {
    const file = await createAtomicFile(target, { overwrite: false, fileSystem })
    await file.write(bytesOf(newText))
    await writeFile(target, oldText)
    expect(await refusal(file.commit())).toMatchObject({ code: 'target-exists' })
    expect(await readFile(target, 'utf8')).toBe(oldText)
    expect(await temporaries()).toEqual([])
  })

  it.each([
    ['with hard links', countingFileSystem({ beforeCall: { link: () => writeFile(target, oldText) } })],
    [
      'on a disk without hard links',
      countingFileSystem({
        replace: { link: systemError('EPERM') },
        beforeCall: { link: () => writeFile(target, oldText) },
      }),
    ],
  ])('a file that appeared at the last moment, %s', async (_, { fileSystem }) => {
    const options = { overwrite: false, fileSystem }
    expect(await refusal(writeFileAtomically(target, bytesOf(newText), options))).toMatchObject({
      code: 'target-exists',
    })
    expect(await readFile(target, 'utf8')).toBe(oldText)
    expect(await temporaries()).toEqual([])
  })

  it('a read-only file, whoever asks', async () => {
    await writeFile(target, oldText)
    await chmod(target, 0o444)
    const error = await refusal(createAtomicFile(target, { overwrite: true }))
    expect(error).toMatchObject({
      code: 'write-failed',
      message: `Cannot write ${target}: the file is read-only.`,
    })
    expect(await readFile(target, 'utf8')).toBe(oldText)
  })

  it('a file that became read-only while writing', async () => {
    await writeFile(target, oldText)
    const file = await createAtomicFile(target, { overwrite: true })
    await chmod(target, 0o444)
    expect((await refusal(file.commit())).code).toBe('write-failed')
    expect(await readFile(target, 'utf8')).toBe(oldText)
    expect(await temporaries()).toEqual([])
  })

  it('a missing folder, which the message names', async () => {
    const error = await refusal(createAtomicFile(join(folder, 'gone', 'mix.wav'), { overwrite: true }))
    expect(error.code).toBe('write-failed')
    expect(error.message).toContain(`the folder ${join(folder, 'gone')} does not exist`)
  })

  it('a folder, a device and a link to nothing', async () => {
    const dangling = join(folder, 'dangling')
    await symlink(join(folder, 'nothing'), dangling)
    for (const path of [folder, '/dev/null', dangling]) {
      expect((await refusal(createAtomicFile(path, { overwrite: true }))).code).toBe('write-failed')
    }
    expect(await temporaries()).toEqual([])
  })

  it('any call after commit or abort', async () => {
    const file = await createAtomicFile(target, { overwrite: false })
    await file.commit()
    expect((await refusal(file.write(bytesOf('x')))).code).toBe('internal')
    await file.abort()
    expect((await stat(target)).size).toBe(0)
  })

  it('a patch outside of what was written', async () => {
    const file = await createAtomicFile(target, { overwrite: false })
    await file.write(bytesOf('1234'))
    expect((await refusal(file.patch(2, bytesOf('567')))).code).toBe('internal')
    expect(await readdir(folder)).toEqual([])
  })
})
