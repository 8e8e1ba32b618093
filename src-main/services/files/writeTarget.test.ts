import { chmod, link, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAtomicFile, writeFileAtomically } from './atomicWrite'
import { refusal } from './refusal.testSupport'
import { checkTarget } from './writeTarget'

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

describe('a source recording is never written', () => {
  const ways: readonly [string, (source: string) => Promise<string>][] = [
    ['by its own path', (source) => Promise.resolve(source)],
    [
      'by a path with dots',
      () => Promise.resolve(join(folder, 'x', '..', 'source.wav').replace(folder, `${folder}/.`)),
    ],
    [
      'by a symbolic link',
      async (source) => {
        await symlink(source, join(folder, 'alias.wav'))
        return join(folder, 'alias.wav')
      },
    ],
    [
      'by a symbolic link to a symbolic link',
      async (source) => {
        await symlink(source, join(folder, 'one.wav'))
        await symlink(join(folder, 'one.wav'), join(folder, 'two.wav'))
        return join(folder, 'two.wav')
      },
    ],
    [
      'by a hard link',
      async (source) => {
        await link(source, join(folder, 'hard.wav'))
        return join(folder, 'hard.wav')
      },
    ],
    [
      'through a linked folder',
      async () => {
        await symlink(folder, join(folder, 'same'))
        return join(folder, 'same', 'source.wav')
      },
    ],
    ['by another spelling of case', () => Promise.resolve(join(folder, 'SOURCE.Wav'))],
  ]

  it.each(ways)('%s', async (_, way) => {
    const source = join(folder, 'source.wav')
    await writeFile(source, oldText)
    const path = await way(source)
    const error = await refusal(
      writeFileAtomically(path, bytesOf(newText), { overwrite: true, protectedPaths: [source] }),
    )
    expect(error.code).toBe('target-is-source')
    expect(await readFile(source, 'utf8')).toBe(oldText)
  })

  it('when the project itself names it by a link', async () => {
    const source = join(folder, 'source.wav')
    await writeFile(source, oldText)
    await symlink(source, join(folder, 'alias.wav'))
    const options = { overwrite: true, protectedPaths: [join(folder, 'alias.wav')] }
    expect((await refusal(createAtomicFile(source, options))).code).toBe('target-is-source')
  })

  it('when it takes the place of the target while writing', async () => {
    const source = join(folder, 'source.wav')
    await writeFile(source, oldText)
    const file = await createAtomicFile(target, { overwrite: true, protectedPaths: [source] })
    await link(source, target)
    expect((await refusal(file.commit())).code).toBe('target-is-source')
    expect((await stat(source)).nlink).toBe(2)
  })

  it('and a file beside it is', async () => {
    const source = join(folder, 'source.wav')
    await writeFile(source, oldText)
    await writeFileAtomically(target, bytesOf(newText), { overwrite: true, protectedPaths: [source] })
    expect(await readFile(target, 'utf8')).toBe(newText)
  })
})

// Neither the administrator nor Windows heeds the mark on a folder.
const heedsMarks = process.platform !== 'win32' && process.getuid?.() !== 0

it.runIf(heedsMarks)('a folder that takes no files is refused before anything is computed', async () => {
  await writeFile(target, oldText)
  await chmod(folder, 0o555)
  try {
    for (const path of [target, join(folder, 'new.wav')]) {
      const error = await refusal(checkTarget(path, { overwrite: true, protectedPaths: [] }))
      expect(error.code).toBe('write-failed')
      expect(error.message).toContain(`no file can be made in the folder ${folder}`)
    }
  } finally {
    await chmod(folder, 0o755)
  }
})
