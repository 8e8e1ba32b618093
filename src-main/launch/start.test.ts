import { describe, expect, it } from 'vitest'
import type { Machine } from './electronRuntime.mjs'
import { programFor } from './program.mjs'
import { chooseShell, runDesktop } from './start.mjs'

const runtime = '/app/node_modules/electron/dist/electron'

/** A Linux desktop on which everything is as it should be, but for what is given. */
function machine({ files = [runtime], ...given }: Partial<Machine> & { files?: string[] } = {}): Machine {
  return {
    environment: { DISPLAY: ':0' },
    platform: 'linux',
    userId: 1000,
    exists: (path) => ['/app/out/main/index.js', ...files].includes(path),
    readText: () => 'electron\n',
    packageFolder: () => '/app/node_modules/electron',
    run: () => ({ status: 0, output: '45.4.1\n', complaint: '' }),
    ...given,
  }
}

const choose = (given: Parameters<typeof machine>[0] = {}, ...words: string[]) =>
  chooseShell(words, '/app', machine(given))

describe('the desktop app is chosen', () => {
  it('where a runtime is found and runs, and gets all that was said', () => {
    expect(choose({}, 'side-a.flac')).toEqual({
      shell: 'desktop',
      executable: runtime,
      parameters: ['/app', 'side-a.flac'],
    })
  })

  it.each([
    ['the note of the package', { files: [runtime, '/app/node_modules/electron/path.txt'] }, runtime],
    [
      'another folder',
      { environment: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/else' }, files: ['/else/electron'] },
      '/else/electron',
    ],
    [
      'another folder, without the package',
      {
        environment: { WAYLAND_DISPLAY: 'w', ELECTRON_OVERRIDE_DIST_PATH: '/else' },
        files: ['/else/electron'],
        packageFolder: () => undefined,
      },
      '/else/electron',
    ],
    [
      'a file named outright',
      { environment: { DISPLAY: ':0', ELECTRON_EXEC_PATH: '/mine' }, files: ['/mine'] },
      '/mine',
    ],
    [
      "a Mac's own name, without a display variable",
      {
        environment: {},
        platform: 'darwin',
        files: ['/app/node_modules/electron/dist/Electron.app/Contents/MacOS/Electron'],
      },
      '/app/node_modules/electron/dist/Electron.app/Contents/MacOS/Electron',
    ],
  ])('by %s', (_, given, executable) => {
    expect(choose(given)).toMatchObject({ shell: 'desktop', executable })
  })

  it('for root only without the sandbox, and only when told so', () => {
    expect(choose({ userId: 0 })).toMatchObject({ shell: 'browser' })
    expect(choose({ userId: 0 }, '--no-sandbox')).toMatchObject({
      shell: 'desktop',
      parameters: ['/app', '--no-sandbox'],
    })
    expect(choose({ userId: 0, platform: 'darwin', environment: {} })).toMatchObject({
      why: expect.stringContaining('not downloaded') as string,
    })
  })
})

describe('the browser is chosen, with the reason,', () => {
  it.each([
    ['when it is asked for', {}, ['--web'], /--web/],
    ['when only the address is wanted', {}, ['--no-open'], /--no-open/],
    ['when roots are given', {}, ['--root=/music'], /--root/],
    ['without the package', { packageFolder: () => undefined }, [], /not installed/],
    ['without a runtime', { files: [] }, [], /not downloaded/],
    ['when the named file is not there', { environment: { ELECTRON_EXEC_PATH: '/gone' } }, [], /\/gone/],
    ['without a display', { environment: {} }, [], /no display/],
    [
      'when the runtime lacks a library',
      { run: () => ({ status: 127, output: '', complaint: 'libgtk-3.so.0: not found\nmore' }) },
      [],
      /does not run \(libgtk-3\.so\.0: not found\)/,
    ],
    [
      'when the runtime hangs',
      { run: () => ({ status: null, output: '', complaint: '' }) },
      [],
      /says nothing/,
    ],
    ['when the desktop app is not built', { exists: () => false }, [], /not built/],
  ])('%s', (...[, given, words, why]) => {
    expect(choose(given, ...words)).toMatchObject({
      shell: 'browser',
      why: expect.stringMatching(why) as string,
    })
  })

  it('and gets what was said but for what only chooses', () => {
    const { parameters } = choose({}, '--web', 'side-a.flac', '--no-open', '--no-sandbox')
    expect(parameters).toEqual(['side-a.flac', '--no-open'])
  })

  it('without asking a runtime anything when it is asked for', () => {
    const run = (): never => {
      throw new Error('asked')
    }
    expect(choose({ run }, '--web').shell).toBe('browser')
  })
})

describe('the desktop app that runs', () => {
  it('ends with its own exit code, and is no plain Node even where we are', async () => {
    process.env.ELECTRON_RUN_AS_NODE = '1'
    try {
      const script = 'process.exit(process.env.ELECTRON_RUN_AS_NODE === undefined ? 7 : 1)'
      expect(await runDesktop(process.execPath, ['-e', script])).toBe(7)
    } finally {
      delete process.env.ELECTRON_RUN_AS_NODE
    }
  })

  it('hears the signals, and one that a signal ended did not end well', async () => {
    const script = "setInterval(() => {}, 1000); process.kill(process.ppid, 'SIGHUP')"
    // This process hears the signal only because runDesktop listens.
    expect(await runDesktop(process.execPath, ['-e', script])).toBe(143)
    expect(process.listenerCount('SIGHUP')).toBe(0)
  })
})

describe('shellac', () => {
  it.each([
    [['serve', 'a.wav', '--no-open'], 'serve.js', ['a.wav', '--no-open']],
    [['help', 'serve'], 'serve.js', ['--help']],
    [['info', 'serve'], 'cli.js', ['info', 'serve']],
    [['help'], 'cli.js', ['help']],
    [[], 'cli.js', []],
  ])('%j is for its own program', (words, program, parameters) => {
    expect(programFor(words)).toEqual({ program, parameters })
  })
})
