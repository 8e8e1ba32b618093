import { describe, expect, it } from 'vitest'
import { refuseSender, type Frame } from './senderCheck'

const window = {}
const live = new Set([window])
const frame = (changes: Partial<Frame> = {}): Frame => ({
  url: 'app://shellac/',
  parent: null,
  detached: false,
  isDestroyed: () => false,
  ...changes,
})
const gone = {
  get url(): string {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed')
  },
  parent: null,
  detached: false,
  isDestroyed: () => false,
}

describe('a message from a window', () => {
  it.each(['app://shellac/', 'app://shellac/?x=1', 'app://shellac/#part'])(
    'is heard from the top frame at %s',
    (url) => expect(refuseSender({ sender: window, senderFrame: frame({ url }) }, live)).toBeNull(),
  )

  const forged: Record<string, unknown> = {
    'an iframe of the page': { sender: window, senderFrame: frame({ parent: frame() }) },
    'about:blank': { sender: window, senderFrame: frame({ url: 'about:blank' }) },
    'an empty address': { sender: window, senderFrame: frame({ url: '' }) },
    'no address': { sender: window, senderFrame: { ...frame(), url: undefined } },
    'another host': { sender: window, senderFrame: frame({ url: 'app://evil/' }) },
    'a longer host': { sender: window, senderFrame: frame({ url: 'app://shellac.evil/' }) },
    'a user name like the host': { sender: window, senderFrame: frame({ url: 'app://shellac@evil/' }) },
    'another scheme': { sender: window, senderFrame: frame({ url: 'https://shellac/' }) },
    'a file of the page shown as a page': {
      sender: window,
      senderFrame: frame({ url: 'app://shellac/x.js' }),
    },
    'data with the address in it': { sender: window, senderFrame: frame({ url: 'data:,app://shellac/' }) },
    'a destroyed frame': { sender: window, senderFrame: frame({ isDestroyed: () => true }) },
    'a detached frame': { sender: window, senderFrame: frame({ detached: true }) },
    'a frame that throws': { sender: window, senderFrame: gone },
    'a frame that is null': { sender: window, senderFrame: null },
    'no frame': { sender: window },
    'a window that is closed': { sender: {}, senderFrame: frame() },
    'no window': { senderFrame: frame() },
  }

  it('is tried in at least 12 forged forms', () =>
    expect(Object.keys(forged).length).toBeGreaterThanOrEqual(12))

  it.each(Object.entries(forged))('is refused from %s', (_, event) => {
    expect(refuseSender(event as Parameters<typeof refuseSender>[0], live)).toEqual(expect.any(String))
  })
})
