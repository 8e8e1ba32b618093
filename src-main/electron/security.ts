/** What the page may not do, whatever runs in it: no permissions, no way out of the app, no windows, no network. */
import type { Session, WebContents } from 'electron'
import { appUrl } from './appAddress'

/** The only addresses that may be opened in the person's browser. Whole addresses: a look-alike of one is not in the list. */
export const openableUrls: ReadonlySet<string> = new Set([
  // The method: nonnegative matrix factorization with the Itakura-Saito divergence.
  'https://doi.org/10.1162/neco.2008.04-08-771',
])

/** Whether an address, exactly as it was given, may be handed to the system. */
export function isOpenable(url: unknown): url is string {
  return typeof url === 'string' && openableUrls.has(url)
}

const networkUrls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*']

/** The one thing a page may: to say on which loudspeakers it plays. It hears nothing by that. */
const granted = 'speaker-selection'

/** Electron grants permissions by default: refuse all others, asked and queried, and every request to the network. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === granted))
  session.setPermissionCheckHandler((_contents, permission) => permission === granted)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: networkUrls }, (_details, answer) => answer({ cancel: true }))
}

interface Navigation {
  readonly url: string
  readonly isMainFrame: boolean
  preventDefault(): void
}

/** @param openExternal opens an address in the person's browser */
export function secureContents(contents: WebContents, openExternal: (url: string) => void): void {
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault()
  // Only the page may load itself anew.
  const preventLeaving = (event: Navigation): void => {
    if (event.url !== appUrl || !event.isMainFrame) event.preventDefault()
  }
  contents.on('will-navigate', preventLeaving)
  contents.on('will-frame-navigate', preventLeaving)
  contents.on('will-redirect', prevent)
  contents.on('will-attach-webview', prevent)
  contents.setWindowOpenHandler(({ url }) => {
    if (isOpenable(url)) openExternal(url)
    return { action: 'deny' }
  })
}
