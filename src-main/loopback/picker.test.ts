import { lstat, mkdir, mkdtemp, readdir, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../services/files/refusal.testSupport'
import { createFileVault, isWithin, type FileVault } from '../services/page/fileVault'
import { createPicker, type Picker } from './picker'
import { createRunFolder, sweepRunFolders } from '../services/page/runFolder'
import { traversalTargets } from '../scorecard/attacks/rawTargets'

let folder = ''
let root = ''
let exportFolder = ''
let vault: FileVault
let picker: Picker

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'shellac-picker-')))
  root = join(folder, 'music')
  exportFolder = join(folder, 'exports')
  for (const path of [join(root, 'old'), exportFolder, join(folder, 'music-private')]) {
    await mkdir(path, { recursive: true })
  }
  await writeFile(join(root, 'old', 'song.wav'), '1234')
  await writeFile(join(root, '.hidden'), '')
  await writeFile(join(folder, 'music-private', 'secret.wav'), 'secret')
  await symlink(join(folder, 'music-private'), join(root, 'way-out'))
  await symlink(join(folder, 'music-private', 'secret.wav'), join(root, 'secret.wav'))
  await symlink(join(root, 'old'), join(root, 'way-in'))
  vault = createFileVault([root, exportFolder])
  picker = createPicker({ vault, roots: [root], exportFolder })
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function listRoot(): ReturnType<Picker['listFolder']> {
  const { folders } = await picker.listFolder(null)
  return picker.listFolder(folders[0].folder)
}

describe('a listing', () => {
  it('begins at the roots and shows what is inside, without hidden entries and links that lead out', async () => {
    expect((await picker.listFolder(null)).folders.map(({ name }) => name)).toEqual(['music'])
    const listing = await listRoot()
    expect(listing.folders.map(({ name }) => name)).toEqual(['old', 'way-in'])
    expect(listing.files).toEqual([])
    const old = await picker.listFolder(listing.folders[0].folder)
    expect(old.files).toEqual([{ file: expect.any(String) as string, name: 'song.wav', bytes: 4 }])
    expect(await vault.resolve(old.files[0].file, ['read'])).toBe(join(root, 'old', 'song.wav'))
  })

  it('leads up again, from a root to the list of roots, and no further', async () => {
    const listing = await listRoot()
    expect((await picker.listFolder(null)).parent).toBeNull()
    expect(listing.parent).toBeNull()
    const old = await picker.listFolder(listing.folders[0].folder)
    expect(await picker.listFolder(old.parent)).toEqual(listing)
  })

  it('says no path', async () => {
    expect(JSON.stringify([await picker.listFolder(null), await listRoot()])).not.toContain('/')
  })

  it.each([...traversalTargets, '', 'folder-', undefined, 1, {}, ['a']])(
    'is refused for %j',
    async (target) => {
      expect((await refusal(picker.listFolder(target))).code).toBe('file-not-found')
      expect((await refusal(vault.resolve(target, ['read', 'folder', 'download']))).code).toBe(
        'file-not-found',
      )
    },
  )

  it('is refused when the folder has become a link that leads out', async () => {
    const { folders } = await listRoot()
    await rm(join(root, 'old'), { recursive: true })
    await symlink(join(folder, 'music-private'), join(root, 'old'))
    expect((await refusal(picker.listFolder(folders[0].folder))).code).toBe('file-not-found')
  })
})

describe('an id', () => {
  it('is the same for the same path, and good only for its purpose', async () => {
    const path = join(root, 'old', 'song.wav')
    const id = vault.idOf(path, 'read')
    expect(vault.idOf(path, 'read')).toBe(id)
    expect(await vault.resolve(id, ['read'])).toBe(path)
    expect((await refusal(vault.resolve(id, ['write']))).code).toBe('file-not-found')
    expect((await refusal(vault.resolve(id, ['download']))).code).toBe('file-not-found')
  })

  it('of a file outside the roots leads nowhere', async () => {
    for (const path of [
      join(folder, 'music-private', 'secret.wav'),
      join(root, '..', 'x'),
      join(root, 'secret.wav'),
    ]) {
      expect((await refusal(vault.resolve(vault.idOf(path, 'read'), ['read']))).code).toBe('file-not-found')
    }
  })
})

describe('a target', () => {
  it('in a folder of the roots is a path there', async () => {
    const { folders } = await listRoot()
    const { file, name, isDownload } = await picker.chooseTarget(folders[0].folder, 'mix?.wav')
    expect(isDownload).toBe(false)
    expect(name).toBe('mix_.wav')
    expect(await vault.resolve(file, ['write'])).toBe(join(root, 'old', 'mix_.wav'))
    expect((await refusal(picker.downloads(file))).code).toBe('file-not-found')
  })

  it.each(['', '.', '..', '../a', '..\\a', 'a/b', '/etc/passwd', 'a\0b', 'x'.repeat(256), null, 7])(
    'named %j is refused',
    async (name) => {
      expect((await refusal(picker.chooseTarget(null, name))).code).toBe('bad-argument')
    },
  )

  it('that is a link out of the roots leads nowhere', async () => {
    const { folders } = await picker.listFolder(null)
    const { file } = await picker.chooseTarget(folders[0].folder, 'secret.wav')
    expect((await refusal(vault.resolve(file, ['write']))).code).toBe('file-not-found')
  })

  it('for download gives what was written there, a file or a folder of them, and no other target', async () => {
    const one = await picker.chooseTarget(null, 'stems')
    const other = await picker.chooseTarget(null, 'mix.wav')
    const path = await vault.resolve(one.file, ['write'])
    await mkdir(path)
    await writeFile(join(path, 'voice.wav'), '12')
    await writeFile(await vault.resolve(other.file, ['write']), '123')
    const { downloads } = await picker.downloads(one.file)
    expect(downloads).toEqual([{ download: expect.any(String) as string, name: 'voice.wav', bytes: 2 }])
    expect(await vault.resolve(downloads[0].download, ['download'])).toBe(join(path, 'voice.wav'))
  })
})

describe('a text for the page', () => {
  it('names files without their folders', () => {
    vault.idOf(join(root, 'old', 'song.wav'), 'read')
    expect(vault.redact(`Cannot read ${root}/old/song.wav: gone. In ${root}/old, ${root}.`)).toBe(
      'Cannot read song.wav: gone. In old, music.',
    )
  })
})

describe('a folder', () => {
  it('is below another by whole names only', () => {
    expect(isWithin('/music', '/music/a')).toBe(true)
    expect(isWithin('/music', '/music')).toBe(true)
    expect(isWithin('/', '/music')).toBe(true)
    expect(isWithin('/music', '/music-private/a')).toBe(false)
  })
})

describe('the folder of a run', () => {
  it('is for its user only and is removed whole', async () => {
    const run = await createRunFolder(folder)
    expect((await lstat(run.path)).mode & 0o777).toBe(0o700)
    await writeFile(join(run.uploads, 'a'), '')
    await run.remove()
    expect((await readdir(folder)).filter((name) => name.startsWith('shellac-run-'))).toEqual([])
  })

  it('is swept when its process is gone and it is old; look-alikes stay', async () => {
    const now = Date.now() + 2 * 60 * 60 * 1000
    const names = [
      'shellac-run-1-abcdef',
      'shellac-run-2-abcdef',
      'shellac-run-x-abcdef',
      'my-shellac-run-1-abcdef',
    ]
    for (const name of names) await mkdir(join(folder, name, 'uploads'), { recursive: true })
    await writeFile(join(folder, 'shellac-run-3-abcdef'), '')
    await symlink(root, join(folder, 'shellac-run-4-abcdef'))
    const isAlive = (processId: number): boolean => processId === 2
    expect(await sweepRunFolders(folder, { isAlive })).toEqual([])
    expect(await sweepRunFolders(folder, { isAlive, now })).toEqual(['shellac-run-1-abcdef'])
    expect(await readdir(root)).toContain('old')
  })

  it('is kept when it is young', async () => {
    const path = join(folder, 'shellac-run-1-abcdef')
    await mkdir(path)
    await utimes(path, Date.now() / 1000 - 3000, Date.now() / 1000 - 3000)
    expect(await sweepRunFolders(folder, { isAlive: () => false })).toEqual([])
  })
})
