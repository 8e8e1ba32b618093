import { errorsIn } from '../diagnostics/errorsOfApp'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appDataFolder } from './appDataFolder'
import { createCommonHandlers, folderInWords } from './commonHandlers'
import { contentSecurityPolicy } from './contentSecurityPolicy'
import { demoFile } from './demoFile'
import { createFileVault } from './fileVault'
import { createJobBoard } from './jobBoard'
import { createOpenings } from './openings'
import { createRecentFiles } from './recentFiles'

let folder = ''
let list = ''
const songs = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => join(folder, `song-${index}.wav`))
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'shellac-memory-')))
  list = join(folder, 'new', 'data', 'recent-files.json')
  for (const song of songs(15)) await writeFile(song, '')
})
afterEach(() => rm(folder, { recursive: true }))

describe('recent files', () => {
  it('are the last twelve, the newest first, each once, and are there after a restart', async () => {
    const recent = createRecentFiles(list)
    expect(await recent.list()).toEqual([])
    for (const song of songs(15)) await recent.add(song)
    await recent.add(songs(15)[10])
    const expected = [10, 14, 13, 12, 11, 9, 8, 7, 6, 5, 4, 3].map((index) => songs(15)[index])
    expect(await recent.list()).toEqual(expected)
    expect(await createRecentFiles(list).list()).toEqual(expected)
    await recent.clear()
    expect(await createRecentFiles(list).list()).toEqual([])
  })

  it('added at the same time are all kept', async () => {
    const recent = createRecentFiles(list)
    await Promise.all(songs(8).map((song) => recent.add(song)))
    expect(await recent.list()).toEqual(songs(8).reverse())
  })

  it('that are gone are left out', async () => {
    const recent = createRecentFiles(list)
    await recent.add(songs(2)[0])
    await recent.add(songs(2)[1])
    await recent.add(folder)
    await rm(songs(2)[1])
    expect(await recent.list()).toEqual([songs(2)[0]])
  })

  it.each([
    'nonsense',
    '',
    '{}',
    'null',
    '[1]',
    '["relative.wav"]',
    '["/a\\u0000b"]',
    '[["/a"]]',
    ' '.repeat(1_048_577),
  ])('of a list like %.20j are none, and the next is kept', async (content) => {
    await mkdir(join(folder, 'new', 'data'), { recursive: true })
    await writeFile(list, content)
    const recent = createRecentFiles(list)
    expect(await recent.list()).toEqual([])
    await recent.add(songs(1)[0])
    expect(await recent.list()).toEqual(songs(1))
  })

  it('that cannot be written down fail nobody', async () => {
    await writeFile(join(folder, 'new'), 'a file in the way')
    const recent = createRecentFiles(list)
    await recent.add(songs(1)[0])
    expect(await recent.list()).toEqual([])
    expect(await readFile(join(folder, 'new'), 'utf8')).toBe('a file in the way')
  })
})

describe('files to open', () => {
  it('are told of and handed out once, each once, the last asked for last', () => {
    let told = 0
    const openings = createOpenings(() => (told += 1))
    for (const path of ['/a', '/b', '/a']) openings.add(path)
    expect(told).toBe(3)
    expect(openings.take()).toEqual(['/b', '/a'])
    expect(openings.take()).toEqual([])
  })
})

describe('the data folder', () => {
  const at = (platform: string, environment: Record<string, string> = {}): string =>
    appDataFolder({ environment, platform, home: platform === 'win32' ? 'C:\\Users\\ann' : '/home/ann' })

  it('is where the system has it, or where SHELLAC_DATA says', () => {
    expect(at('linux')).toBe('/home/ann/.config/shellac')
    expect(at('linux', { XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/shellac')
    expect(at('linux', { XDG_CONFIG_HOME: 'relative' })).toBe('/home/ann/.config/shellac')
    expect(at('darwin')).toBe('/home/ann/Library/Application Support/Shellac')
    expect(at('win32', { APPDATA: 'D:\\Roaming' })).toBe('D:\\Roaming\\Shellac')
    expect(at('win32')).toBe('C:\\Users\\ann\\AppData\\Roaming\\Shellac')
    for (const platform of ['linux', 'darwin', 'win32']) {
      expect(at(platform, { SHELLAC_DATA: '/mine', APPDATA: 'x', XDG_CONFIG_HOME: '/y' })).toBe('/mine')
    }
  })
})

describe('the handlers that both shells have', () => {
  const services = (): Parameters<typeof createCommonHandlers>[0] => ({
    shell: 'desktop',
    version: '1.2.3',
    sandboxLack: null,
    jobs: createJobBoard(undefined as never, () => undefined),
    vault: createFileVault('anywhere'),
    recentFiles: createRecentFiles(list),
    openings: createOpenings(),
    dataFolder: folder,
    errors: errorsIn(folder),
    demoFile: demoFile(),
  })
  const noWatch = (): void => undefined

  it('offer files by ids that can be read, the bundled demo among them', async () => {
    const given = services()
    const handlers = createCommonHandlers(given)
    given.openings.add(songs(1)[0])
    await given.recentFiles.add(songs(1)[0])
    const [opening] = (await handlers.takeOpenings({}, noWatch)).files
    const [recent] = (await handlers.recentFiles({}, noWatch)).files
    expect(recent).toEqual({ ...opening, folder })
    expect(await given.vault.resolve(opening.file, ['read'])).toBe(songs(1)[0])
    const demo = await handlers.demo({}, noWatch)
    expect((await readFile(await given.vault.resolve(demo.file, ['read']))).toString('latin1', 0, 4)).toBe(
      'fLaC',
    )
  })

  it('leave out recent files that the page may not open', async () => {
    const given = { ...services(), vault: createFileVault([songs(2)[0]]) }
    for (const song of songs(2)) await given.recentFiles.add(song)
    const { files } = await createCommonHandlers(given).recentFiles({}, noWatch)
    expect(files.map(({ name }) => name)).toEqual(['song-0.wav'])
  })

  it('save diagnostics with the errors of calls, where the person said, and replace nothing unasked', async () => {
    const given = services()
    const { saveDiagnostics } = createCommonHandlers(given)
    await given.errors.add(new Error('x'), 'analyse')
    const path = join(folder, 'diagnostics.zip')
    const file = given.vault.idOf(path, 'write')
    await saveDiagnostics({ file, overwrite: false }, noWatch)
    const start = (await readFile(path)).toString('latin1', 0, 4)
    expect(start).toBe('PK\x03\x04')
    await expect(saveDiagnostics({ file, overwrite: false }, noWatch)).rejects.toThrow('exists')
    await saveDiagnostics({ file, overwrite: true }, noWatch)
  })

  it('say folders the way a person does', () => {
    const words = ['/home/ann', '/home/ann/Music', '/home/anna', '/mnt/a'].map((path) =>
      folderInWords(path, '/home/ann'),
    )
    expect(words).toEqual(['~', '~/Music', '/home/anna', '/mnt/a'])
  })
})

describe('the content security policy', () => {
  it('lets nothing in from elsewhere, runs no text as code, and connects only where it is told', () => {
    const policy = contentSecurityPolicy(['ws://127.0.0.1:1'])
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|data:/)
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "connect-src 'self' ws://127.0.0.1:1",
        "require-trusted-types-for 'script'",
        'trusted-types default svelte-trusted-html app-worker',
      ]),
    )
    expect(contentSecurityPolicy()).toContain("connect-src 'self';")
  })
})
