import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { run, start, writeRecording, type Running } from './commandLine.testSupport'

/** Work that goes on until it is interrupted. */
const endless = ['--iterations', '100000', '--tolerance', '0', '--json']
/** What stderr says at each moment of interest. */
const factorising = '"stage":"factorising"'
const measuring = '"stage":"measuring"'
const writing = '"stage":"writing"'
const stopping = 'Stopping and keeping what is there; press Ctrl-C again to cancel.'
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-interruption-'))
  await writeRecording(join(folder, 'short.wav'), { seconds: 1 })
  // Long enough for a signal to arrive while it is rendered or encoded.
  await writeRecording(join(folder, 'long.wav'), { seconds: 20, sampleRate: 44_100 })
  await run(['decompose', 'long.wav', '-o', 'long.shellac', '--components', '8', '--iterations', '1'], folder)
})
afterAll(() => rm(folder, { recursive: true }))

/** Names beyond those that were there at the start. */
async function left(): Promise<string[]> {
  const given = ['short.wav', 'long.wav', 'long.shellac']
  return (await readdir(folder)).filter((name) => !given.includes(name)).sort()
}
afterEach(async () => {
  for (const name of await left()) await rm(join(folder, name), { recursive: true })
})

const shellac = (...words: string[]): Running => start(words, folder)

describe('Ctrl-C once', () => {
  it('ends the factorisation and keeps the components in a project that opens', async () => {
    const { child, says, ended } = shellac('decompose', 'short.wav', '-o', 'kept.shellac', ...endless)
    await says(factorising)
    child.kill('SIGINT')
    const { code, stderr, stdout } = await ended
    expect([code, stderr]).toEqual([3, expect.stringContaining(stopping)])
    expect(JSON.parse(stdout)).toMatchObject({ project: 'kept.shellac', stopReason: 'stopped' })
    expect(await left()).toEqual(['kept.shellac'])
    expect((await run(['components', 'kept.shellac'], folder)).code).toBe(0)
  })

  it('ends the factorisation of a remaster and goes on to its mix', async () => {
    const { child, says, ended } = shellac('remaster', 'short.wav', '-o', 'mix.wav', ...endless)
    await says(factorising)
    child.kill('SIGINT')
    expect((await ended).code).toBe(3)
    expect(await left()).toEqual(
      ['', '.report.html', '.report.json', '.report.md'].map((end) => `mix.wav${end}`),
    )
  })

  it.each([measuring, writing])(
    'cancels an export at %s, where there is nothing to keep: 130, nothing is left',
    async (moment) => {
      const { child, says, ended } = shellac(
        'export',
        'long.shellac',
        '-o',
        'a/b',
        '--what',
        'components',
        '--json',
      )
      await says(moment)
      child.kill('SIGINT')
      const { code, stderr } = await ended
      expect([code, stderr]).toEqual([130, expect.stringContaining('"code":"cancelled"')])
      expect(await left()).toEqual([])
    },
  )
})

describe('Ctrl-C twice', () => {
  it('cancels a decomposition: 130, nothing is left', async () => {
    const { child, says, ended } = shellac('decompose', 'long.wav', '-o', 'none.shellac', ...endless)
    await says(factorising)
    child.kill('SIGINT')
    await says(stopping)
    child.kill('SIGINT')
    expect((await ended).code).toBe(130)
    expect(await left()).toEqual([])
  })

  it('cancels a remaster, the second time while it is rendered: 130, nothing is left', async () => {
    const { child, says, ended } = shellac('remaster', 'long.wav', '-o', 'none.wav', ...endless)
    await says(factorising)
    child.kill('SIGINT')
    await says(measuring)
    child.kill('SIGINT')
    expect((await ended).code).toBe(130)
    expect(await left()).toEqual([])
  })
})

describe('a request to terminate', () => {
  it.each([
    ['decompose', ['decompose', 'short.wav', '-o', 'none.shellac', ...endless], factorising],
    ['export', ['export', 'long.shellac', '-o', 'none.wav', '--json'], writing],
  ])('cancels %s at once: 143, nothing is left', async (_, words, moment) => {
    const { child, says, ended } = shellac(...words)
    await says(moment)
    child.kill('SIGTERM')
    expect((await ended).code).toBe(143)
    expect(await left()).toEqual([])
  })
})

describe('kill -9', () => {
  it('leaves no file under its final name, and the same command works again', async () => {
    const words = ['export', 'long.shellac', '-o', 'mix.flac', '--json']
    const { child, says, ended } = shellac(...words)
    await says(writing)
    child.kill('SIGKILL')
    await ended
    expect((await left()).filter((name) => !name.endsWith('.part'))).toEqual([])
    expect((await run(words, folder)).code).toBe(0)
  })
})

describe.skipIf(process.platform === 'win32')('a data folder that does not answer', () => {
  it('holds up neither the error nor the end of the program', async () => {
    const home = join(folder, 'home')
    await mkdir(home)
    // Opening a pipe that nobody writes to hangs in the system, as a call to a network folder does.
    execFileSync('mkfifo', [join(home, 'errors.jsonl')])
    const { code, stderr } = await start(['info', 'missing.wav'], folder, home).ended
    expect(stderr).toContain('missing.wav')
    expect(code).toBeNull()
  })
})
