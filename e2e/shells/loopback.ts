/** The browser shell: `shellac serve` as a process of its own, and its page in Chromium. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { expect, type Browser, type Page } from '@playwright/test'
import type { AppUnderTest, LaunchSettings } from './app'
import { dropOnto } from './drop'

const program = resolve(import.meta.dirname, '..', '..', 'out', 'main', 'serve.js')

export interface LoopbackSettings extends LaunchSettings {
  readonly browser: Browser
  /** The folder that the page may pick files from and write to. */
  readonly rootFolder: string
  /** Done with the page before anything is loaded in it. */
  readonly prepare?: (page: Page) => Promise<void>
}

export async function launchLoopback(settings: LoopbackSettings): Promise<AppUnderTest> {
  const { browser, rootFolder, files = [], dataFolder, environment } = settings
  const child = spawn(process.execPath, [program, '--no-open', '--root', rootFolder, ...files], {
    env: { ...process.env, ...environment, SHELLAC_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const address = await printedAddress(child)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  await settings.prepare?.(page)
  await page.goto(address)
  return {
    page,
    shell: 'browser',
    ...pageDialogs(page, rootFolder),
    clickMenu: (...labels) => runByPalette(page, labels[labels.length - 1]),
    dropFiles: (paths, onto) => dropOnto(onto, paths),
    wishClose: () => page.close({ runBeforeUnload: true }),
    async kill() {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await ended
    },
    killEngine: () => Promise.resolve(killEngineOf(child)),
    shownInFolder: () => [],
    async close() {
      await context.close()
      await end(child)
    },
  }
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolveAddress, reject) => {
    let said = ''
    const hear = (text: string): void => {
      said += text
      const [address] = /http:\/\/\S+#code=[0-9a-f]+/.exec(said) ?? []
      if (address !== undefined) resolveAddress(address)
    }
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear)
    child.once('exit', (code) => reject(new Error(`shellac serve has ended with code ${code}:\n${said}`)))
  })
}

/** The page's own file dialogs. Files outside of the root folder go by the browser's file dialog, as an upload. */
function pageDialogs(
  page: Page,
  rootFolder: string,
): Required<Pick<AppUnderTest, 'answerOpen' | 'answerSave' | 'finishDialog'>> {
  let answer: { readonly path: string | null; readonly isSave: boolean } | undefined
  return {
    answerOpen: (path) => void (answer = { path, isSave: false }),
    answerSave: (path) => void (answer = { path, isSave: true }),
    async finishDialog() {
      if (!answer) throw new Error('No answer was given for the dialog.')
      const { path, isSave } = answer
      const dialog = page.getByRole('dialog').last()
      await expect(dialog).toBeVisible()
      if (path === null) await page.keyboard.press('Escape')
      else if (isSave) await saveAs(page, path)
      else if (dirname(path) !== rootFolder) await dialog.getByLabel('File to open').setInputFiles(path)
      else await dialog.getByRole('list').getByTitle(basename(path), { exact: true }).click()
    },
  }
}

async function saveAs(page: Page, path: string): Promise<void> {
  const dialog = page.getByRole('dialog').last()
  await dialog.getByLabel('Name', { exact: true }).fill(basename(path))
  await dialog.getByRole('button', { name: 'Save here' }).click()
}

/** There is no native menu: every command of it is in the palette. */
async function runByPalette(page: Page, label: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K')
  const palette = page.getByRole('dialog', { name: 'Find a command' })
  await palette.getByRole('combobox').fill(label)
  const option = palette.getByRole('option').filter({ has: page.getByText(label, { exact: true }) })
  if ((await option.getAttribute('aria-disabled')) === 'true') throw new Error(`"${label}" is disabled.`)
  await option.click()
}

function killEngineOf({ pid }: ChildProcess): void {
  const engines = readdirSync('/proc').filter(
    (entry) => /^\d+$/.test(entry) && isEngineOf(entry, Number(pid)),
  )
  if (engines.length === 0) throw new Error('The server has no engine to kill.')
  for (const engine of engines) process.kill(Number(engine), 'SIGKILL')
}

/** By the table of processes of Linux; other systems have no such folder. */
function isEngineOf(entry: string, parent: number): boolean {
  try {
    const words = readFileSync(`/proc/${entry}/cmdline`, 'utf8')
    const [, , , parentOfIt] =
      /^(\d+) \(.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? []
    return Number(parentOfIt) === parent && words.includes('engineChild')
  } catch {
    // It has ended meanwhile.
    return false
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}
