/** The desktop shell: under Electron where its runtime is here, else under the stand-in. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Locator, type Page } from '@playwright/test'
import { startStandin } from '../standin/driver.mjs'
import type { AppUnderTest, LaunchSettings } from './app'
import { chromiumPath } from './chromium'

const projectFolder = resolve(import.meta.dirname, '..', '..')

export interface ElectronSettings extends LaunchSettings {
  /** Holds `package.json` and `out`; the project by default. */
  readonly appFolder?: string
}

export function launchElectron(settings: ElectronSettings): Promise<AppUnderTest> {
  const executablePath = findElectron()
  return executablePath === undefined ? launchStandin(settings) : launchReal(settings, executablePath)
}

/** Path of an Electron that can be started here. The package itself is never loaded: that alone begins a download. */
function findElectron(): string | undefined {
  const { ELECTRON_EXEC_PATH: given, ELECTRON_OVERRIDE_DIST_PATH: otherFolder } = process.env
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const note = join(folder, 'path.txt')
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron'
  const path = given ?? join(otherFolder ?? join(folder, 'dist'), name)
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  return hasDisplay && existsSync(path) ? path : undefined
}

async function launchStandin({
  files = [],
  dataFolder,
  environment,
  appFolder = projectFolder,
}: ElectronSettings): Promise<AppUnderTest> {
  const executablePath = chromiumPath()
  const standin = await startStandin({
    entry: join(appFolder, 'out', 'main', 'index.js'),
    words: files,
    home: dataFolder,
    environment: { ...environment, SHELLAC_DATA: dataFolder },
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  return {
    page: await standin.page(),
    shell: 'electron stand-in',
    close: () => standin.close(),
    answerOpen: (path) => void standin.do('answerDialogs', { open: path }),
    answerSave: (path) => void standin.do('answerDialogs', { save: path }),
    clickMenu: (...labels) => standin.do('clickMenu', labels),
    dropFiles: async (paths, onto) => standin.dropFiles(paths, await centreOf(onto)),
    wishClose: () => standin.do('closeWindow'),
    kill: () => standin.kill(),
    killEngine: () => standin.do('killUtilities'),
    shownInFolder: () => [...standin.shownInFolder],
  }
}

async function launchReal(
  { files = [], dataFolder, environment, appFolder = projectFolder }: ElectronSettings,
  executablePath: string,
): Promise<AppUnderTest> {
  // Chromium's sandbox refuses to run as root; tests in containers do.
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath,
    args: [...switches, appFolder, ...files],
    env: { ...definedOnly(process.env), ...environment, SHELLAC_DATA: dataFolder },
  })
  const page = await app.firstWindow()
  const shown: string[] = []
  await watchShell(app, shown)
  return {
    page,
    shell: 'electron',
    close: () => endApp(app),
    answerOpen: (path) => void answerDialog(app, 'showOpenDialog', path),
    answerSave: (path) => void answerDialog(app, 'showSaveDialog', path),
    clickMenu: (...labels) => app.evaluate(clickItem, labels),
    dropFiles: async (paths, onto) => dropFromDisk(page, paths, await centreOf(onto)),
    wishClose: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    async kill() {
      const ended = app.waitForEvent('close')
      app.process().kill('SIGKILL')
      await ended
    },
    async killEngine() {
      const engines = await app.evaluate(({ app: main }) =>
        main.getAppMetrics().flatMap(({ name, pid }) => (name === 'Shellac engine' ? [pid] : [])),
      )
      for (const engine of engines) process.kill(engine, 'SIGKILL')
    },
    shownInFolder: () => shown,
  }
}

/** The app tidies up as at any end, but its page is not asked. */
async function endApp(app: ElectronApplication): Promise<void> {
  const ended = app.waitForEvent('close')
  await app
    .evaluate(({ app: main, BrowserWindow }: ElectronModule) => {
      for (const window of BrowserWindow.getAllWindows()) window.destroy()
      main.quit()
    })
    .catch(() => undefined)
  await ended
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(entries)
}

type ElectronModule = typeof import('electron')

const shownMark = 'shown in folder: '

/** The shell of the test's Electron opens nothing: it says in the main process's output what it was asked to open. */
async function watchShell(app: ElectronApplication, shown: string[]): Promise<void> {
  app.on('console', (message) => {
    const text = message.text()
    if (text.startsWith(shownMark)) shown.push(text.slice(shownMark.length))
  })
  await app.evaluate(({ shell }: ElectronModule, mark) => {
    shell.showItemInFolder = (path) => console.log(mark + path)
    shell.openPath = (path) => {
      console.log(mark + path)
      return Promise.resolve('')
    }
  }, shownMark)
}

function answerDialog(
  app: ElectronApplication,
  name: 'showOpenDialog' | 'showSaveDialog',
  path: string | null,
): Promise<void> {
  return app.evaluate(
    ({ dialog }: ElectronModule, answer) => {
      const canceled = answer.path === null
      const filePath = answer.path ?? ''
      if (answer.name === 'showSaveDialog')
        dialog.showSaveDialog = () => Promise.resolve({ canceled, filePath })
      else dialog.showOpenDialog = () => Promise.resolve({ canceled, filePaths: canceled ? [] : [filePath] })
    },
    { name, path },
  )
}

function clickItem({ Menu }: ElectronModule, labels: readonly string[]): void {
  let items = Menu.getApplicationMenu()?.items ?? []
  labels.forEach((label, depth) => {
    const item = items.find((candidate) => candidate.label === label)
    if (!item) throw new Error(`The menu has no item "${label}".`)
    if (!item.enabled) throw new Error(`The menu's item "${label}" is disabled.`)
    if (depth === labels.length - 1) (item.click as () => void)()
    items = item.submenu?.items ?? []
  })
}

async function dropFromDisk(
  page: Page,
  paths: readonly string[],
  place: { readonly x: number; readonly y: number },
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...place, data })
  }
  await session.detach()
}

async function centreOf(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  await element.scrollIntoViewIfNeeded()
  const box = await element.boundingBox()
  if (!box) throw new Error('What the files are to be dropped onto is not to be seen.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
