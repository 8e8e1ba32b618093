import type { Session, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { foreignUrls } from '../scorecard/attacks/foreignUrls'
import { isOpenable, openableUrls, secureContents, secureSession } from './security'

const [first] = openableUrls

describe('the system opens', () => {
  it('addresses of the list, all of them https', () => {
    for (const url of openableUrls) {
      expect(isOpenable(url)).toBe(true)
      expect(new URL(url).protocol).toBe('https:')
      expect(new URL(url).href).toBe(url)
    }
  })

  it('is tried with at least 30 others', () => expect(foreignUrls.length).toBeGreaterThanOrEqual(30))

  it.each(foreignUrls)('not %j', (url) => expect(isOpenable(url)).toBe(false))
})

describe('a session', () => {
  it('grants the choice of loudspeakers and refuses every other permission, every device and all of the network', () => {
    const handlers: Record<string, (...values: never[]) => unknown> = {}
    let urls: readonly string[] = []
    const keep =
      (name: string) =>
      (handler: (...values: never[]) => unknown): void => {
        handlers[name] = handler
      }
    const session = {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      webRequest: {
        onBeforeRequest(filter: { urls: string[] }, handler: (...values: never[]) => unknown) {
          urls = filter.urls
          handlers.network = handler
        },
      },
    }
    secureSession(session as unknown as Session)
    const answers: unknown[] = []
    const answer = (value: unknown): void => void answers.push(value)
    const permissions = ['media', 'clipboard-read', 'openExternal', 'hid', 'usb', 'serial']
    for (const permission of permissions) {
      handlers.request(...([{}, permission, answer, {}] as never[]))
      expect(handlers.check(...([null, permission, 'app://shellac', {}] as never[]))).toBe(false)
    }
    handlers.request(...([{}, 'speaker-selection', answer, {}] as never[]))
    expect(handlers.check(...([null, 'speaker-selection', 'app://shellac', {}] as never[]))).toBe(true)
    expect(answers).toEqual([...permissions.map(() => false), true])
    expect(handlers.device(...([{}] as never[]))).toBe(false)
    handlers.network(...([{}, answer] as never[]))
    expect(answers.at(-1)).toEqual({ cancel: true })
    for (const scheme of ['http', 'https', 'ws', 'wss', 'file']) {
      expect(urls.some((url) => url.startsWith(`${scheme}://`))).toBe(true)
    }
  })
})

type Listener = (event: { url: string; isMainFrame: boolean; preventDefault(): void }) => void

function isPrevented(listener: Listener, navigation: { url: string; isMainFrame: boolean }): boolean {
  let isPrevented = false
  listener({
    ...navigation,
    preventDefault() {
      isPrevented = true
    },
  })
  return isPrevented
}

describe('a window', () => {
  it('goes nowhere but to its own page, and opens nothing but an address of the list, and that in the browser', () => {
    const listeners: Record<string, Listener> = {}
    const opened: string[] = []
    let openWindow: (details: { url: string }) => unknown = () => undefined
    const contents = {
      on: (name: string, listener: Listener) => {
        listeners[name] = listener
      },
      setWindowOpenHandler(handler: typeof openWindow) {
        openWindow = handler
      },
    }
    secureContents(contents as unknown as WebContents, (url) => opened.push(url))
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      for (const url of [
        'https://example.org/',
        'app://shellac/x',
        'app://evil/',
        'file:///etc/passwd',
        '',
      ]) {
        expect(isPrevented(listeners[name], { url, isMainFrame: true })).toBe(true)
      }
      expect(isPrevented(listeners[name], { url: 'app://shellac/', isMainFrame: false })).toBe(true)
    }
    expect(isPrevented(listeners['will-navigate'], { url: 'app://shellac/', isMainFrame: true })).toBe(false)
    expect(isPrevented(listeners['will-redirect'], { url: 'app://shellac/', isMainFrame: true })).toBe(true)
    for (const url of [...foreignUrls.filter((other) => typeof other === 'string'), first]) {
      expect(openWindow({ url })).toEqual({ action: 'deny' })
    }
    expect(opened).toEqual([first])
  })
})
