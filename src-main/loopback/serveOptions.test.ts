import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusal } from '../services/files/refusal.testSupport'
import { browserCommand, canOpenBrowser } from './browser'
import { existingPath, parseServeOptions } from './serveOptions'

describe('the words after serve', () => {
  it('are a file, roots that add up, and options in any order', () => {
    expect(parseServeOptions([])).toEqual({ help: false, file: undefined, roots: [], open: true })
    expect(parseServeOptions(['--root', 'a', 'side-a.flac', '--no-open', '--root=b'])).toEqual({
      help: false,
      file: 'side-a.flac',
      roots: ['a', 'b'],
      open: false,
    })
    expect(parseServeOptions(['--', '-odd.wav']).file).toBe('-odd.wav')
    expect(parseServeOptions(['-h']).help).toBe(true)
  })

  it.each([[['--port', '80']], [['--root']], [['a', 'b']], [['--no-open=x']], [['-x']]])(
    '%j are refused as a bad argument, in one sentence',
    async (words) => {
      const error = await refusal(Promise.resolve().then(() => parseServeOptions(words)))
      expect(error.code).toBe('bad-argument')
      expect(error.message).toMatch(/^[^.\n]*\.$/)
    },
  )
})

describe('a path given at the start', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'shellac-serve-')))
    await mkdir(join(folder, 'music'))
    await writeFile(join(folder, 'song.wav'), 'song')
    await symlink(join(folder, 'song.wav'), join(folder, 'link.wav'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is its real path', async () => {
    expect(await existingPath(join(folder, 'link.wav'), 'file')).toBe(join(folder, 'song.wav'))
    expect(await existingPath(join(folder, 'music'), 'folder')).toBe(join(folder, 'music'))
  })

  it.each([
    ['nothing.wav', 'file', 'file-not-found'],
    ['song.wav/x', 'file', 'file-not-found'],
    ['music', 'file', 'bad-argument'],
    ['song.wav', 'folder', 'bad-argument'],
  ] as const)('%s is refused as a %s with %s', async (name, kind, code) => {
    expect((await refusal(existingPath(join(folder, name), kind))).code).toBe(code)
  })
})

describe('the browser', () => {
  it('is opened where there is a screen and no automaton', () => {
    expect(canOpenBrowser({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(canOpenBrowser({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(canOpenBrowser({}, 'linux')).toBe(false)
    expect(canOpenBrowser({}, 'darwin')).toBe(true)
    expect(canOpenBrowser({}, 'win32')).toBe(true)
    expect(canOpenBrowser({ DISPLAY: ':0', CI: 'true' }, 'linux')).toBe(false)
  })

  it("is opened by the system's own program", () => {
    expect(['linux', 'freebsd', 'darwin', 'win32'].map(browserCommand)).toEqual([
      'xdg-open',
      'xdg-open',
      'open',
      'explorer.exe',
    ])
  })
})
