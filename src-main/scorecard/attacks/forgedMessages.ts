/** Messages to the desktop shell's main process that do not come from the app's own page in its own window. */
import type { Frame, Sending } from '../../electron/senderCheck'

/** The window that is open. */
export const ownWindow = {}

export const ownFrame = (changes: Partial<Frame> = {}): Frame => ({
  url: 'app://shellac/',
  parent: null,
  detached: false,
  isDestroyed: () => false,
  ...changes,
})

const goneFrame = {
  get url(): string {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed')
  },
  parent: null,
  detached: false,
  isDestroyed: () => false,
}

const from = (senderFrame: unknown, sender: unknown = ownWindow): Sending =>
  ({ sender, senderFrame }) as Sending
const at = (url: string): Sending => from(ownFrame({ url }))

export const forgedMessages: Readonly<Record<string, Sending>> = {
  'an iframe of the page': from(ownFrame({ parent: ownFrame() })),
  'about:blank': at('about:blank'),
  'an empty address': at(''),
  'no address': from({ ...ownFrame(), url: undefined }),
  'another host': at('app://evil/'),
  'a longer host': at('app://shellac.evil/'),
  'a user name like the host': at('app://shellac@evil/'),
  'another scheme': at('https://shellac/'),
  'a file of the page shown as a page': at('app://shellac/x.js'),
  'data with the address in it': at('data:,app://shellac/'),
  'a destroyed frame': from(ownFrame({ isDestroyed: () => true })),
  'a detached frame': from(ownFrame({ detached: true })),
  'a frame that throws': from(goneFrame),
  'a frame that is null': from(null),
  'no frame': from(undefined),
  'a window that is closed': from(ownFrame(), {}),
  'no window': from(ownFrame(), null),
}
