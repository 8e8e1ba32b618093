/**
 * The desktop shell's main process. Its order is Electron's: what must be said before the app is ready stands at the top level, and
 * nothing is awaited there, since "ready" comes only after this module has been evaluated.
 */
import { mkdirSync } from 'node:fs'
import { app, dialog, protocol } from 'electron'
import { appDataFolder } from '../services/page/appDataFolder'
import { createOpenings } from '../services/page/openings'
import { appScheme, appSchemePrivileges } from './appAddress'
import { startDesktop, type Desktop } from './desktop'
import { filesNamed, wordsOf } from './givenFiles'
import { requireSandbox, sandboxLack } from './sandbox'

const dataFolder = appDataFolder()
mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
app.setPath('userData', dataFolder)
app.enableSandbox()
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { ...appSchemePrivileges } }])

let desktop: Desktop | undefined = undefined
const openings = createOpenings(() => desktop?.tellOpenings())

/** What a second start tells the first one, which opens its files. */
interface SecondStart {
  readonly words: readonly string[]
  readonly folder: string
}
const ownStart: SecondStart = { words: wordsOf(process.argv, app.isPackaged), folder: process.cwd() }

if (app.requestSingleInstanceLock({ ...ownStart })) listen()
else app.quit()

function listen(): void {
  // On a Mac files are asked for by events, the first perhaps before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openings.add(path)
  })
  app.on('second-instance', (...[, , , told]) => {
    desktop?.raise()
    if (isStart(told)) void open(told)
  })
  void app.whenReady().then(start).catch(fail)
}

async function start(): Promise<void> {
  const lack = sandboxLack({
    hasSwitch: (name) => app.commandLine.hasSwitch(name),
    environment: process.env,
  })
  requireSandbox(lack, { environment: process.env })
  await open(ownStart)
  desktop = await startDesktop({ dataFolder, openings, sandboxLack: lack })
}

async function open({ words, folder }: SecondStart): Promise<void> {
  for (const path of await filesNamed(words, folder)) openings.add(path)
}

function isStart(told: unknown): told is SecondStart {
  const { words, folder } = (told ?? {}) as Partial<SecondStart>
  return Array.isArray(words) && words.every((word) => typeof word === 'string') && typeof folder === 'string'
}

function fail(error: unknown): void {
  dialog.showErrorBox('Shellac cannot start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
