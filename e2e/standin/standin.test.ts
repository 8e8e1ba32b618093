import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AppUnderTest } from '../shells/app'
import { chromiumPath } from '../shells/chromium'
import { startStandin, type Standin } from './driver.mjs'

// The desktop shell's own code, unmodified, with a page so small that only the shell can be at fault.
const root = resolve(import.meta.dirname, '..', '..')
const page = `<!doctype html><title>Tiny</title><p id="state">waiting</p>
<a id="away" href="https://example.org/">away</a><a id="paper" target="_blank"
href="https://doi.org/10.1162/neco.2008.04-08-771">paper</a><a id="other" target="_blank"
href="https://example.org/">other</a><p id="drop">drop here</p><script type="module" src="/page.js"></script>`
const script = `
const waiting = new Map()
let last = 0
let port
window.events = []
window.taken = []
window.call = (method, request, job) => new Promise((resolve, reject) => {
  waiting.set((last += 1), { resolve, reject })
  port.postMessage(JSON.stringify({ type: 'call', id: last, method, request, job }))
})
window.addEventListener('message', ({ data, ports, source }) => {
  if (data !== 'shellac-port' || source !== window) return
  port = ports[0]
  port.onmessage = ({ data }) => {
    const { type, id, value, event, error } = JSON.parse(data)
    if (type === 'event') window.events.push(event.kind === 'command' ? event.command : event.kind)
    if (type === 'result') waiting.get(id).resolve(value)
    if (type === 'error') waiting.get(id).reject(new Error(error.code))
  }
  document.querySelector('#state').textContent = 'connected'
})
const drop = document.querySelector('#drop')
drop.addEventListener('dragover', (event) => event.preventDefault())
drop.addEventListener('drop', (event) => {
  event.preventDefault()
  for (const file of event.dataTransfer.files) {
    window.shellac.takeFile(file).then((taken) => window.taken.push(taken.name), (error) => window.taken.push(error.message))
  }
})
window.shellac.connect()
`

interface TinyWindow {
  events: string[]
  taken: string[]
  call(method: string, request: object, job?: string): Promise<Record<string, unknown>>
  shellac: { connect(): void; takeFile(file: File): Promise<{ name: string }> }
}
declare const window: TinyWindow & typeof globalThis

let folder = ''
let home = ''
let standins: Standin[] = []
const appFolder = (): string => join(folder, 'app')
const demo = join(root, 'resources', 'demo', 'vesti-la-giubba-1907-excerpt.flac')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-standin-'))
  await mkdir(join(appFolder(), 'out', 'renderer'), { recursive: true })
  for (const part of ['main', 'preload']) {
    await cp(join(root, 'out', part), join(appFolder(), 'out', part), { recursive: true })
  }
  for (const part of ['node_modules', 'resources', 'package.json', join('out', 'wasm')]) {
    await symlink(join(root, part), join(appFolder(), part))
  }
  await writeFile(join(appFolder(), 'out', 'renderer', 'index.html'), page)
  await writeFile(join(appFolder(), 'out', 'renderer', 'page.js'), script)
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  home = await mkdtemp(join(folder, 'home-'))
  standins = []
})
afterEach(() => Promise.all(standins.map((standin) => standin.close())))

async function start(words: readonly string[] = [], entry = 'index.js'): Promise<Standin> {
  const executablePath = chromiumPath()
  const standin = await startStandin({
    entry: join(appFolder(), 'out', 'main', entry),
    words,
    home,
    environment: { SHELLAC_DATA: home, STANDIN_PATIENCE: entry === 'index.js' ? '20000' : '1000' },
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  standins.push(standin)
  return standin
}

async function connected(standin: Standin): Promise<Page> {
  const shown = await standin.page()
  await shown.waitForFunction(() => document.querySelector('#state')?.textContent === 'connected')
  return shown
}

const call = (shown: Page, method: string, request: object = {}): Promise<Record<string, unknown>> =>
  shown.evaluate(([name, value]) => window.call(name, value), [method, request] as const)
const openRecording = (shown: Page, file: unknown, job: string): Promise<Record<string, unknown>> =>
  shown.evaluate(([id, name]) => window.call('openRecording', { file: id }, name), [file, job] as const)
const events = (shown: Page, event: string): Promise<unknown> =>
  shown.waitForFunction((kind) => window.events.includes(kind), event)

describe('the page of the desktop shell', () => {
  it('has two calls and nothing else of the program around it', async () => {
    const shown = await connected(await start())
    const seen = await shown.evaluate(() => ({
      calls: Object.keys(window.shellac),
      isFrozen: Object.isFrozen(window.shellac),
      strangers: ['require', 'process', 'standinSend', 'standinReceive'].filter((name) => name in window),
      isIsolated: crossOriginIsolated,
    }))
    expect(seen).toEqual({ calls: ['connect', 'takeFile'], isFrozen: true, strangers: [], isIsolated: true })
  })

  it('reaches the host by its port and the engine through it, and fetches what the engine made', async () => {
    const standin = await start([demo])
    const shown = await connected(standin)
    expect(await call(shown, 'hello')).toMatchObject({ shell: 'desktop' })
    const { files } = (await call(shown, 'takeOpenings')) as { files: { file: string; name: string }[] }
    expect(files.map(({ name }) => name)).toEqual(['vesti-la-giubba-1907-excerpt.flac'])
    expect(JSON.stringify(files)).not.toContain('resources')
    const { peaks } = await openRecording(shown, files[0].file, 'job')
    const peak = await shown.evaluate(async (id) => {
      const answer = await fetch(`/artifacts/${String(id)}`)
      return new Float32Array(await answer.arrayBuffer()).reduce(
        (most, value) => Math.max(most, Math.abs(value)),
        0,
      )
    }, peaks)
    expect(peak).toBeCloseTo(10 ** (-0.626135 / 20), 3)
    expect(await standin.do('facts')).toMatchObject({
      awakeKinds: ['prevent-app-suspension'],
      isKeptAwake: false,
    })
  })

  it('stores what the page has decoded, and gives files by their ids', async () => {
    const shown = await connected(await start())
    const [sent, got] = await shown.evaluate(async () => {
      const bytes = new Uint8Array(3_000_000).map((_, index) => index % 251)
      const answer = await fetch('/files?name=a%20b.wav', { method: 'POST', body: bytes })
      const { file } = (await answer.json()) as { file: string }
      const back = new Uint8Array(await (await fetch(`/files/${file}`)).arrayBuffer())
      return [bytes.length, back.every((value, index) => value === index % 251) ? back.length : -1]
    })
    expect(got).toBe(sent)
  })

  it('cannot leave, and opens no window but an address of the list in the browser', async () => {
    const standin = await start()
    const shown = await connected(standin)
    const address = shown.url()
    for (const link of ['#away', '#other', '#paper']) await shown.click(link)
    await expect
      .poll(async () => ((await standin.do('facts')) as { openedAddresses: string[] }).openedAddresses)
      .toEqual(['https://doi.org/10.1162/neco.2008.04-08-771'])
    expect(shown.url()).toBe(address)
    expect(await shown.locator('#state').textContent()).toBe('connected')
    expect(shown.context().pages()).toHaveLength(1)
    const reached = await shown.evaluate(() =>
      fetch('https://example.org/').then(
        () => true,
        () => false,
      ),
    )
    expect(reached).toBe(false)
  })

  it.each(['media', 'clipboard-read', 'openExternal', 'notifications'])(
    'is refused the permission %s',
    async (permission) => {
      const standin = await start()
      await connected(standin)
      expect(await standin.do('askPermission', permission)).toEqual({ isGranted: false, isAllowed: false })
    },
  )

  it('may choose the loudspeakers', async () => {
    const standin = await start()
    await connected(standin)
    const answer: unknown = await standin.do('askPermission', 'speaker-selection')
    expect(answer).toEqual({ isGranted: true, isAllowed: true })
  })
})

describe('files from outside', () => {
  it('that are dropped become known by name, and those the page makes up do not', async () => {
    const standin = await start()
    const shown = await connected(standin)
    const box = await shown.locator('#drop').boundingBox()
    await standin.dropFiles([demo], { x: (box?.x ?? 0) + 5, y: (box?.y ?? 0) + 5 })
    await shown.waitForFunction(() => window.taken.length > 0)
    expect(await shown.evaluate(() => window.taken)).toEqual(['vesti-la-giubba-1907-excerpt.flac'])
    const own = await shown.evaluate(() => window.shellac.takeFile(new File(['x'], 'x.wav')).catch(String))
    expect(own).toContain('not one of this disk')
  })

  it('of a second start go to the first one', async () => {
    const shown = await connected(await start())
    const second = await start([demo])
    expect((await second.exited).code).toBe(0)
    await events(shown, 'openings')
    expect(await call(shown, 'takeOpenings')).toMatchObject({
      files: [{ name: 'vesti-la-giubba-1907-excerpt.flac' }],
    })
  })

  it('that the system asks to open are told to the page', async () => {
    const standin = await start()
    const shown = await connected(standin)
    await standin.do('openFile', demo)
    await events(shown, 'openings')
  })

  it('go through the dialogs as ids', async () => {
    const standin = await start()
    const shown = await connected(standin)
    expect(await call(shown, 'openDialog', { kinds: ['recording'] })).toEqual({ picked: null })
    await standin.do('answerDialogs', { open: demo, save: join(home, 'mine') })
    const { picked } = (await call(shown, 'openDialog', { kinds: ['recording'] })) as { picked: object }
    expect(picked).toMatchObject({ name: 'vesti-la-giubba-1907-excerpt.flac' })
    const { target } = (await call(shown, 'saveDialog', { kind: 'project', name: 'a.shellac' })) as {
      target: { file: string }
    }
    expect(target).toMatchObject({ name: 'mine.shellac', isDownload: false })
    await call(shown, 'showInFolder', { file: target.file })
    expect(standin.shownInFolder).toEqual([home])
  })
})

describe('the frame of the window', () => {
  it('says what the page says of its document, and gives the commands that it offers', async () => {
    const standin = await start()
    const shown = await connected(standin)
    const facts = {
      title: 'aria.shellac',
      isEdited: true,
      commands: ['save', 'undo'],
      undo: 'Rename',
      redo: null,
    }
    await call(shown, 'describePage', facts)
    expect(await standin.do('facts')).toMatchObject({ title: '• aria.shellac – Shellac', isEdited: true })
    await standin.do('clickMenu', ['Edit', 'Undo Rename'])
    await events(shown, 'undo')
    await expect(standin.do('clickMenu', ['Edit', 'Redo'])).rejects.toThrow('disabled')
  })

  it('lists recent files, which open again', async () => {
    const own = join(home, 'own.flac')
    await cp(demo, own)
    const standin = await start([own])
    const shown = await connected(standin)
    const { files } = (await call(shown, 'takeOpenings')) as { files: { file: string }[] }
    await openRecording(shown, files[0].file, 'job')
    const recent = async (): Promise<string[]> => {
      const [{ items }] = (await standin.do('menu')) as {
        items: { label: string; items?: { label: string }[] }[]
      }[]
      return items.find(({ label }) => label === 'Open recent')?.items?.map(({ label }) => label) ?? []
    }
    await expect.poll(recent).toContainEqual(expect.stringContaining('own.flac'))
    const [label] = await recent()
    await standin.do('clickMenu', ['File', 'Open recent', label])
    await events(shown, 'openings')
    await standin.do('clickMenu', ['File', 'Open recent', 'Clear'])
    await expect.poll(recent).not.toContainEqual(expect.stringContaining('own.flac'))
  })
})

describe('the end of the window', () => {
  it('waits for the page, which may stay', async () => {
    const standin = await start()
    const shown = await connected(standin)
    await standin.do('closeWindow')
    await events(shown, 'close-wish')
    await call(shown, 'answerCloseWish', { answer: 'stay' })
    expect(await standin.do('facts')).toMatchObject({ windows: 1 })
    await standin.do('quit')
    await shown.waitForFunction(() => window.events.filter((event) => event === 'close-wish').length === 2)
    await call(shown, 'answerCloseWish', { answer: 'close' }).catch(() => undefined)
    expect((await standin.exited).code).toBe(0)
    expect(JSON.parse(await readFile(join(home, 'window.json'), 'utf8'))).toMatchObject({
      isMaximised: false,
    })
  })

  it('is the decision of the person when the page does not answer', async () => {
    const standin = await start()
    await connected(standin)
    await standin.do('answerDialogs', { button: 0 })
    await standin.do('closeWindow')
    expect((await standin.exited).code).toBe(0)
  })

  it('ends the engine too', async () => {
    const standin = await start()
    const shown = await connected(standin)
    await call(shown, 'openRecording', { file: 'none' }).catch(() => undefined)
    const { file } = (await call(shown, 'demo')) as { file: string }
    await openRecording(shown, file, 'job')
    const { engines } = (await standin.do('facts')) as { engines: number[] }
    expect(engines).toHaveLength(1)
    await standin.do('quit')
    await events(shown, 'close-wish')
    await call(shown, 'answerCloseWish', { answer: 'close' }).catch(() => undefined)
    await standin.exited
    expect(() => process.kill(engines[0], 0)).toThrow('ESRCH')
  })
})

describe('what breaks', () => {
  it('an engine that is killed is told, and a new one answers', async () => {
    const standin = await start()
    const shown = await connected(standin)
    const { file } = (await call(shown, 'demo')) as { file: string }
    await openRecording(shown, file, 'one')
    await standin.do('killUtilities')
    await events(shown, 'engine-crashed')
    expect(await openRecording(shown, file, 'two')).toHaveProperty('session')
  })

  it('a page that is reloaded has a new port, and finds its jobs and its work', async () => {
    const shown = await connected(await start())
    const { file } = (await call(shown, 'demo')) as { file: string }
    await openRecording(shown, file, 'one')
    const facts = {
      isEdited: true,
      isAnalysing: false,
      changes: 1,
      lastChange: 'Edit',
      artifacts: [],
      saves: null,
    }
    await call(shown, 'keepWork', { page: 'p', work: { id: 'i', name: 'n', text: 'w', ...facts } })
    await shown.reload()
    await shown.waitForFunction(() => document.querySelector('#state')?.textContent === 'connected')
    expect(await call(shown, 'jobs')).toMatchObject({ jobs: [{ job: 'one', state: 'done' }] })
    expect(await call(shown, 'findWork', { page: 'p' })).toEqual({ work: 'w' })
  })

  it('a page that crashes is offered to be loaded again', async () => {
    const standin = await start()
    const shown = await connected(standin)
    await standin.do('answerDialogs', { button: 0 })
    void shown.goto('chrome://crash').catch(() => undefined)
    await expect
      .poll(async () => ((await standin.do('facts')) as { dialogsAsked: unknown[] }).dialogsAsked)
      .toMatchObject([{ kind: 'message', options: { message: 'The window has crashed.' } }])
  })
})

describe('the stand-in itself', () => {
  it('ends an app that waits for "ready" at the top level, as Electron would hang', async () => {
    const entry = 'waiting.mjs'
    await writeFile(
      join(appFolder(), 'out', 'main', entry),
      `import { app } from 'electron'\nawait app.whenReady()\n`,
    )
    const { code, said } = await (await start([], entry)).exited
    expect(code).toBe(86)
    expect(said).toContain('top-level await')
  })

  it('names what it does not have', async () => {
    const entry = 'missing.mjs'
    await writeFile(join(appFolder(), 'out', 'main', entry), `import { Tray } from 'electron'\nnew Tray()\n`)
    const { code, said } = await (await start([], entry)).exited
    expect(code).not.toBe(0)
    expect(said).toContain("does not provide an export named 'Tray'")
  })

  it('is the shell that the tests of the app get here', async () => {
    const { launchElectron } = await import('../shells/electron')
    const app: AppUnderTest = await launchElectron({
      dataFolder: home,
      appFolder: appFolder(),
      files: [demo],
    })
    expect(app.shell).toMatch(/^electron/)
    await app.close()
  })
})
