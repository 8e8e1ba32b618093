/** What of Electron the shell's rules are given to, remembering them, so that they can be tried without its runtime. */
import { secureContents, secureSession } from '../../electron/security'

type Answer = (value: unknown) => void

export interface RuledSession {
  /** Whether a permission is granted when it is asked for, or only looked up. */
  grants(permission: string): boolean
  grantsDevice(): boolean
  /** Whether a request to the network goes out. */
  lets(url: string): boolean
}

export function ruledSession(): RuledSession {
  let ask = (_contents: unknown, _permission: string, _answer: Answer): void => undefined
  let check = (_contents: unknown, _permission: string): boolean => true
  let device = (): boolean => true
  let patterns: readonly string[] = []
  let isCancelled = false
  const session = {
    setPermissionRequestHandler: (handler: typeof ask) => void (ask = handler),
    setPermissionCheckHandler: (handler: typeof check) => void (check = handler),
    setDevicePermissionHandler: (handler: typeof device) => void (device = handler),
    webRequest: {
      onBeforeRequest(filter: { urls: string[] }, handler: (details: unknown, answer: Answer) => void) {
        patterns = filter.urls
        handler({}, (value) => void (isCancelled = (value as { cancel?: boolean }).cancel === true))
      },
    },
  }
  secureSession(session as unknown as Parameters<typeof secureSession>[0])
  return {
    grants(permission) {
      let isGranted = true
      ask({}, permission, (value) => void (isGranted = value === true))
      return isGranted || check({}, permission)
    },
    grantsDevice: () => device(),
    lets: (url) => !(isCancelled && patterns.some((pattern) => url.startsWith(pattern.replace(/\*.*$/, '')))),
  }
}

export interface RuledContents {
  /** Whether the page leaves for an address, by the event that asks for it. */
  leaves(event: string, url: string): boolean
  /** Whether a window opens in the app; addresses given to the system are in `opened`. */
  opensWindow(url: string): boolean
  readonly opened: readonly string[]
}

interface Leaving {
  readonly url: string
  readonly isMainFrame: boolean
  preventDefault(): void
}

export function ruledContents(): RuledContents {
  const listeners = new Map<string, (event: Leaving) => void>()
  const opened: string[] = []
  let openWindow = (_details: { url: string }): { action: string } => ({ action: 'allow' })
  const contents = {
    on: (name: string, listener: (event: Leaving) => void) => void listeners.set(name, listener),
    setWindowOpenHandler: (handler: typeof openWindow) => void (openWindow = handler),
  }
  secureContents(contents as unknown as Parameters<typeof secureContents>[0], (url) => opened.push(url))
  return {
    leaves(name, url) {
      let isPrevented = false
      listeners.get(name)?.({ url, isMainFrame: true, preventDefault: () => void (isPrevented = true) })
      return !isPrevented
    },
    opensWindow: (url) => openWindow({ url }).action !== 'deny',
    opened,
  }
}
