/** The one place that makes a window. */
import { app, BrowserWindow, dialog, screen, shell } from 'electron'
import type { CloseAnswer, PageFacts } from '@core/contract/page'
import { builtFile } from '../engine/builtFile'
import { appUrl } from './appAddress'
import { createCloseWish, type CloseWish } from './closeWish'
import { secureContents } from './security'
import { placeWindow, smallestWindow, type Rectangle, type SavedWindowState } from './windowState'
import { windowPreferences } from './windowPreferences'
import { windowTitle } from './windowTitle'

export interface WindowSettings {
  /** What the last window's place was, unchecked. */
  readonly saved: unknown
  readonly save: (state: SavedWindowState) => void
  /** Whether the page listens. One that has not begun to has nothing to lose. */
  readonly hasPage: () => boolean
  /** Asks the page whether the window may close; answered by `answerCloseWish`. */
  readonly onCloseWish: () => void
  /** The window stays open: what was to follow its closing is off. */
  readonly onStay: () => void
  readonly onClosed: () => void
}

export interface AppWindow {
  readonly window: BrowserWindow
  /** @param path of the document, '' when it has none */
  describe(facts: PageFacts, path: string): void
  answerCloseWish(answer: CloseAnswer): void
  /** Brings it before all others. */
  raise(): void
}

/** Opens the app's window, where it was the last time; it is shown when its page has something to show. */
export function openWindow(settings: WindowSettings): AppWindow {
  const state = placeWindow(settings.saved, workAreas())
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Shellac',
    webPreferences: {
      ...windowPreferences,
      devTools: !app.isPackaged,
      preload: builtFile('preload/index.cjs'),
    },
  })
  secureContents(window.webContents, (url) => void shell.openExternal(url).catch(() => undefined))
  window.once('ready-to-show', () => {
    if (state.isMaximised) window.maximize()
    window.show()
  })
  // The title is the host's, made of what the page says of its document.
  window.on('page-title-updated', (event) => event.preventDefault())
  const closing = watchClosing(window, settings)
  offerReload(window)
  void loadPage(window)
  return {
    window,
    describe(facts, path) {
      window.setTitle(windowTitle(facts, process.platform))
      window.setDocumentEdited(facts.isEdited)
      window.setRepresentedFilename(path)
    },
    answerCloseWish: (answer) => closing.answer(answer),
    raise() {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}

async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(appUrl)
  } catch (error) {
    console.error('The page could not be loaded.', error)
    // A window that is never shown could not even be closed.
    if (!window.isDestroyed()) window.show()
  }
}

function workAreas(): [Rectangle, ...Rectangle[]] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main.workArea, ...others.map(({ workArea }) => workArea)]
}

function watchClosing(window: BrowserWindow, settings: WindowSettings): CloseWish {
  const { hasPage, onCloseWish, onStay, onClosed } = settings
  const save = (): void =>
    settings.save({ bounds: window.getNormalBounds(), isMaximised: window.isMaximized() })
  const isCrashed = (): boolean => window.webContents.isCrashed()
  const closing = createCloseWish({
    canAsk: () => !isCrashed(),
    ask: onCloseWish,
    askPerson: () => askWhetherToClose(window),
    close() {
      save()
      window.destroy()
    },
    stay: onStay,
    later(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  window.on('close', (event) => {
    if ((hasPage() || isCrashed()) && !closing.wish()) event.preventDefault()
    else save()
  })
  window.on('closed', onClosed)
  return closing
}

async function askWhetherToClose(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The window does not answer.',
    detail: 'If you close it, what was not saved is lost.',
    buttons: ['Close anyway', 'Wait'],
    defaultId: 1,
    cancelId: 1,
  })
  return response === 0
}

/** A page that crashed leaves an empty window: its work was kept by the host, and a new page finds it. */
function offerReload(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const question = dialog.showMessageBox(window, {
      type: 'error',
      message: 'The window has crashed.',
      detail: `Your work up to the last change was kept; load the window again to go on with it. (${reason})`,
      buttons: ['Load again', 'Close'],
      defaultId: 0,
      cancelId: 0,
    })
    void question.then(({ response }) => {
      if (window.isDestroyed()) return
      if (response === 0) window.webContents.reload()
      else window.destroy()
    })
  })
}
