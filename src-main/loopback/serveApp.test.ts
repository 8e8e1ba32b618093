import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryPorts } from '../services/engine/memoryPorts'
import { refusal } from '../services/files/refusal.testSupport'
import { ask, createFakeClock } from './loopback.testSupport'
import { serveApp, type ServeWorld } from './serveApp'
import { parseServeOptions } from './serveOptions'

let folder = ''
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'shellac-serve-')))
  for (const name of ['page', 'temporary', 'music']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'page', 'index.html'), 'page')
  await writeFile(join(folder, 'demo.flac'), 'demo')
})
afterEach(() => rm(folder, { recursive: true }))

function createWorld({ isInteractive = true, hasBrowser = true } = {}) {
  const lines: string[] = []
  const opened: string[] = []
  const listeners = { enter: new Set<() => void>(), interrupt: new Set<() => void>() }
  const listen = (set: Set<() => void>) => (listener: () => void) => {
    set.add(listener)
    return () => void set.delete(listener)
  }
  const time = createFakeClock()
  const world: ServeWorld = {
    version: '1.2.3',
    pageFolder: join(folder, 'page'),
    demoFile: join(folder, 'demo.flac'),
    dataFolder: join(folder, 'data'),
    temporaryFolder: join(folder, 'temporary'),
    clock: time.clock,
    spawn: () => ({ port: createMemoryPorts()[0], end: () => Promise.resolve() }),
    openBrowser: hasBrowser ? (file) => void opened.push(file) : null,
    say: (line) => void lines.push(line),
    isInteractive,
    onEnter: listen(listeners.enter),
    onInterrupt: listen(listeners.interrupt),
  }
  const raise = (kind: keyof typeof listeners): void => {
    for (const listener of listeners[kind]) listener()
  }
  const listening = (): number => listeners.enter.size + listeners.interrupt.size
  return { world, lines, opened, time, raise, listening }
}

const options = (...words: string[]): ReturnType<typeof parseServeOptions> =>
  parseServeOptions(['--root', join(folder, 'music'), ...words])

async function exchange(line: string): Promise<number> {
  const [, url, code] = /(http:\S+\/)#code=([0-9a-f]{64})/.exec(line) ?? []
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ code })
  return (await ask(url, { method: 'POST', path: '/session', headers, body })).status
}

describe('shellac serve', () => {
  it('opens the browser by a file, says one line without a code, and leaves nothing at Ctrl-C', async () => {
    const { world, lines, opened, raise, listening } = createWorld()
    const served = serveApp(options(), world)
    await expect.poll(() => lines.length).toBe(1)
    expect(lines[0]).toMatch(/^Shellac opens in the browser \(http:\/\/127\.0\.0\.1:\d+\/\)/)
    expect(lines[0]).not.toContain('#')
    expect(await readFile(opened[0], 'utf8')).toContain('#code=')
    raise('interrupt')
    await served
    expect(listening()).toBe(0)
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })

  it.each([
    ['--no-open', { words: ['--no-open'], hasBrowser: true }],
    ['no browser', { words: [], hasBrowser: false }],
  ])('with %s says an address that works ten minutes later, and another at Enter', async (_, given) => {
    const { world, lines, opened, raise, time } = createWorld(given)
    const served = serveApp(options(...given.words), world)
    await expect.poll(() => lines.length).toBe(1)
    raise('enter')
    await expect.poll(() => lines.length).toBe(2)
    time.advance(599_999)
    expect(opened).toEqual([])
    expect(await exchange(lines[0])).toBe(200)
    expect(await exchange(lines[0])).toBe(403)
    expect(await exchange(lines[1])).toBe(200)
    raise('interrupt')
    await served
  })

  it('ends by itself when nobody comes', async () => {
    const { world, lines, time } = createWorld()
    const served = serveApp(options(), world)
    await expect.poll(() => lines.length).toBe(1)
    time.advance(60_000)
    await served
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })

  it('does not begin with a file or a root that is not there', async () => {
    const { world, lines } = createWorld()
    for (const words of [['gone.wav'], ['--root', 'gone']]) {
      expect((await refusal(serveApp(options(...words), world))).code).toBe('file-not-found')
    }
    expect(lines).toEqual([])
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })
})
