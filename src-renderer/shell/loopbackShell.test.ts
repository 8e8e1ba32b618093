import { afterEach, describe, expect, it, vi } from 'vitest'
import { openLoopbackShell } from './loopbackShell'
import { NotAdmittedError } from './notAdmitted'

afterEach(() => {
  vi.unstubAllGlobals()
})

interface Scene {
  readonly hash?: string
  readonly stored?: string
  /** Token for the code; null: the code is refused. */
  readonly token?: string | null
  readonly doesSocketOpen?: boolean
}

/** A browser with a server behind it that answers `hello`. */
function stubBrowser({ hash = '', stored, token = null, doesSocketOpen = true }: Scene): {
  happened: string[]
  kept: Map<string, string>
} {
  const happened: string[] = []
  const kept = new Map(stored === undefined ? [] : [['token', stored]])
  class Socket extends EventTarget {
    static readonly OPEN = 1
    static readonly CLOSED = 3
    readyState = 1
    onopen?: () => void
    onclose?: () => void
    constructor(url: string, protocols: string[]) {
      super()
      happened.push(`socket ${url} ${protocols.join()}`)
      setTimeout(() => (doesSocketOpen ? this.onopen?.() : this.onclose?.()))
    }
    send(text: string): void {
      const { id } = JSON.parse(text) as { id: number }
      const value = { shell: 'browser', version: '1.2.3', platform: 'darwin' }
      this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ type: 'result', id, value }) }))
    }
    close(): void {
      this.readyState = 3
    }
  }
  vi.stubGlobal('WebSocket', Socket)
  vi.stubGlobal('location', { hash, pathname: '/', host: '127.0.0.1:1234' })
  vi.stubGlobal('history', {
    replaceState: (_state: null, _title: string, path: string) => happened.push(`address ${path}`),
  })
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  vi.stubGlobal('fetch', (path: string, init: { body?: string; headers: Record<string, string> }) => {
    happened.push(`fetch ${path} ${init.body ?? init.headers['x-shellac-token']}`)
    if (path !== '/session') return Promise.resolve(new Response('', { status: doesSocketOpen ? 404 : 401 }))
    const answer = token === null ? new Response('', { status: 403 }) : Response.json({ token })
    return Promise.resolve(answer)
  })
  return { happened, kept }
}

describe('the loopback shell', () => {
  it('cleans the address before it spends the code, and keeps the token for this tab', async () => {
    const { happened, kept } = stubBrowser({ hash: '#code=abc', token: 'secret' })
    const shell = await openLoopbackShell()
    expect(happened).toEqual([
      'address /',
      'fetch /session {"code":"abc"}',
      'socket ws://127.0.0.1:1234/engine shellac.1,token.secret',
    ])
    expect([...kept]).toEqual([['token', 'secret']])
    expect(shell).toMatchObject({ version: '1.2.3', isMac: true, dialogs: { kind: 'browser' } })
  })

  it('opens with the token of its tab after a reload', async () => {
    const { happened } = stubBrowser({ stored: 'secret' })
    await openLoopbackShell()
    expect(happened).toEqual(['socket ws://127.0.0.1:1234/engine shellac.1,token.secret'])
  })

  it('refuses a page without a code or with a spent one, and cleans the address all the same', async () => {
    stubBrowser({})
    await expect(openLoopbackShell()).rejects.toBeInstanceOf(NotAdmittedError)
    const { happened } = stubBrowser({ hash: '#code=spent' })
    await expect(openLoopbackShell()).rejects.toBeInstanceOf(NotAdmittedError)
    expect(happened[0]).toBe('address /')
  })

  it('forgets a token that the server does not know', async () => {
    const { kept } = stubBrowser({ stored: 'old', doesSocketOpen: false })
    await expect(openLoopbackShell()).rejects.toBeInstanceOf(NotAdmittedError)
    expect(kept.size).toBe(0)
  })
})
