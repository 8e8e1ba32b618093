import { appUrl } from './appAddress'

/** What of Electron's WebFrameMain the check reads. */
export interface Frame {
  readonly url: string
  readonly parent: object | null
  readonly detached: boolean
  isDestroyed(): boolean
}

/** What of an IPC event the check reads. `senderFrame` is null once the frame has gone or moved on. */
export interface Sending {
  readonly sender: object | null | undefined
  readonly senderFrame: Frame | null | undefined
}

/**
 * Why a message may not be heard, or null if it may: it must come from the top frame, showing the app's own page, of a window that
 * is open now. Whatever is missing or throws refuses.
 */
export function refuseSender(event: Sending, liveWindows: ReadonlySet<object>): string | null {
  const { sender } = event
  if (!sender || !liveWindows.has(sender)) return 'the sender is no open window'
  try {
    const frame = event.senderFrame
    if (!frame || frame.isDestroyed() || frame.detached) return 'the sending frame is gone'
    if (frame.parent !== null) return 'the sending frame is not the top frame'
    if (!isAppPage(frame.url)) return 'the sending frame shows another page'
    return null
  } catch {
    // Electron throws when a frame is read that went away meanwhile.
    return 'the sending frame is gone'
  }
}

function isAppPage(url: unknown): boolean {
  return typeof url === 'string' && /^[^?#]*/.exec(url)?.[0] === appUrl
}
