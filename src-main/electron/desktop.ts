/** The running desktop app: its window, its menu, its page and their way to end. */
import { basename, join } from 'node:path'
import {
  app,
  dialog,
  Menu,
  MessageChannelMain,
  powerSaveBlocker,
  protocol,
  session,
  shell,
  type IpcMainEvent,
} from 'electron'
import type { PortChannel } from '@core/contract/preload'
import type { HostEvent, PageFacts } from '@core/contract/page'
import type { HostHandlers } from '../services/page/hostHandlers'
import type { Openings } from '../services/page/openings'
import { servePage } from '../services/page/servePage'
import { appScheme } from './appAddress'
import { openDesktopServices, type DesktopServices } from './desktopServices'
import { createDialogHandlers } from './dialogs'
import { spawnUtility } from './engineProcess'
import { listenToWindows } from './ipc'
import { createKeepAwake } from './keepAwake'
import { menuTemplate, noFacts } from './menu'
import { textPortOf } from './portAdapters'
import { secureSession } from './security'
import { takeFile } from './takeFile'
import { openWindow, type AppWindow } from './windows'
import { readWindowState, saveWindowState } from './windowState'

export interface Desktop {
  /** Files wait: the page is told, or a window is opened to take them. */
  tellOpenings(): void
  raise(): void
}

/** Opens the window and all behind it; only after the app is ready. */
export async function startDesktop(settings: {
  readonly dataFolder: string
  readonly openings: Openings
  readonly sandboxLack: string | null
}): Promise<Desktop> {
  const { dataFolder, openings, sandboxLack } = settings
  const services = await openDesktopServices({
    ...{ dataFolder, openings, sandboxLack },
    spawn: spawnUtility,
    onWork: createKeepAwake(powerSaveBlocker),
    onEngineCrash: () => desktop.tell({ kind: 'engine-crashed' }),
    onRecentFiles: (added) => desktop.noteRecentFiles(added),
  })
  const desktop = new RunningDesktop(services, { openings, stateFile: join(dataFolder, 'window.json') })
  secureSession(session.defaultSession)
  protocol.handle(appScheme, (request) => services.answer(request))
  desktop.listen()
  await desktop.open()
  return desktop
}

interface PageEnd {
  tell(event: HostEvent): void
  close(): void
}

class RunningDesktop implements Desktop {
  readonly #services: DesktopServices
  readonly #openings: Openings
  readonly #stateFile: string
  readonly #host: HostHandlers
  readonly #liveWindows = new Set<object>()
  #window: AppWindow | undefined
  #page: PageEnd | undefined
  #facts: PageFacts = noFacts
  #shownMenu = ''
  #saving: Promise<void> | undefined
  #isEnding = false
  #isQuitting = false
  #isOpening = false

  constructor(
    services: DesktopServices,
    { openings, stateFile }: { readonly openings: Openings; readonly stateFile: string },
  ) {
    this.#services = services
    this.#openings = openings
    this.#stateFile = stateFile
    this.#host = {
      ...services.common,
      ...createDialogHandlers({
        dialog,
        shell,
        vault: services.vault,
        window: () => this.#window?.window,
        firstFolder: musicFolder(),
      }),
      describePage: async (facts) => {
        this.#facts = facts
        this.#window?.describe(facts, await this.#documentPath())
        await this.#showMenu()
        return null
      },
      answerCloseWish: ({ answer }) => {
        this.#window?.answerCloseWish(answer)
        return null
      },
    }
  }

  listen(): void {
    listenToWindows({
      liveWindows: this.#liveWindows,
      onConnect: (event) => this.#connect(event),
      takeFile: (path) => takeFile(path, this.#services.vault),
    })
    app.on('activate', () => void this.open())
    app.on('before-quit', () => {
      this.#isQuitting = true
    })
    app.on('window-all-closed', () => {
      // On a Mac an app lives on without windows, unless it was the quitting that closed them.
      if (process.platform !== 'darwin' || this.#isQuitting) app.quit()
    })
    // A second wish to quit must not cut the tidying short.
    app.on('will-quit', (event) => {
      event.preventDefault()
      if (!this.#isEnding) void this.#end()
    })
  }

  /** Opens the window unless it is open. */
  async open(): Promise<void> {
    if (this.#window || this.#isOpening) return
    this.#isOpening = true
    const saved = await readWindowState(this.#stateFile)
    await this.#showMenu()
    const opened = openWindow({
      saved,
      save: (state) => {
        this.#saving = saveWindowState(this.#stateFile, state)
      },
      hasPage: () => this.#page !== undefined,
      onCloseWish: () => this.tell({ kind: 'close-wish' }),
      onStay: () => {
        this.#isQuitting = false
      },
      onClosed: () => this.#forgetWindow(),
    })
    this.#window = opened
    this.#liveWindows.add(opened.window.webContents)
    this.#isOpening = false
  }

  raise(): void {
    if (this.#window) this.#window.raise()
    else void this.open()
  }

  tell(event: HostEvent): void {
    this.#page?.tell(event)
  }

  tellOpenings(): void {
    this.tell({ kind: 'openings' })
    this.raise()
  }

  noteRecentFiles(added: string | null): void {
    if (added === null) app.clearRecentDocuments()
    else app.addRecentDocument(added)
    void this.#showMenu()
  }

  async #end(): Promise<void> {
    this.#isEnding = true
    await Promise.allSettled([this.#services.close(), this.#saving])
    app.exit()
  }

  #forgetWindow(): void {
    this.#liveWindows.clear()
    this.#window = undefined
    this.#page?.close()
    this.#page = undefined
    this.#facts = noFacts
    void this.#showMenu()
  }

  /** Gives the page its port; the one it had before, or the page before it had, ends. */
  #connect({ senderFrame }: IpcMainEvent): void {
    if (!senderFrame) return
    this.#page?.close()
    const { port1, port2 } = new MessageChannelMain()
    const port = textPortOf(port1)
    const { client, jobs, vault, work, errors } = this.#services
    const served = servePage(port, {
      client,
      jobs,
      vault,
      work,
      ...(errors ? { errors } : {}),
      host: this.#host,
    })
    const page: PageEnd = { tell: (event) => served.tell(event), close: () => port.close() }
    this.#page = page
    port.onClose(() => {
      if (this.#page === page) this.#page = undefined
    })
    const channel: PortChannel = 'shellac:port'
    senderFrame.postMessage(channel, null, [port2])
  }

  /** The path of the open document, for the window's frame on a Mac; '' when it has none. */
  async #documentPath(): Promise<string> {
    const { title } = this.#facts
    const paths = title === null ? [] : await this.#services.recentFiles.list()
    return paths.find((path) => basename(path) === title) ?? ''
  }

  async #showMenu(): Promise<void> {
    const { files: recentFiles } = await this.#services.common.recentFiles({}, () => undefined)
    const { commands, undo, redo } = this.#facts
    const shown = JSON.stringify([commands, undo, redo, recentFiles])
    if (shown === this.#shownMenu) return
    this.#shownMenu = shown
    const template = menuTemplate(
      { facts: this.#facts, recentFiles, platform: process.platform, isDevelopment: !app.isPackaged },
      {
        giveCommand: (command) => this.tell({ kind: 'command', command }),
        openRecent: ({ file }) => this.#openings.add(this.#services.vault.pathOf(file, ['read'])),
        clearRecent: () => void this.#services.recentFiles.clear(),
      },
    )
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
}

/** Not every system says where music is. */
function musicFolder(): string {
  try {
    return app.getPath('music')
  } catch {
    return app.getPath('home')
  }
}
