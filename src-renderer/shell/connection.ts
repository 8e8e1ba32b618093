/** A text port that is replaced when it was lost, if that is possible. */
import type { TextPort } from '@core/contract/page'

export interface ConnectionEvents {
  /** A new port after one was closed, or null when there is none to be had. */
  readonly reconnect: (() => Promise<TextPort | null>) | undefined
  readonly onText: (text: string) => void
  /** A port was closed, and another is looked for. */
  readonly onLost: () => void
  /** There is a port again; what is sent here goes before what was sent meanwhile. */
  readonly onRestored: (send: (text: string) => void) => void
  readonly onGone: () => void
}

export interface Connection {
  readonly isOpen: boolean
  /** For good. */
  readonly isGone: boolean
  /** Sends at once, or when there is a port again; after the end nothing happens. */
  send(text: string): void
  /** Heard once; at once if it is gone already. */
  onGone(listener: () => void): void
}

export function createConnection(port: TextPort, events: ConnectionEvents): Connection {
  const goneListeners: (() => void)[] = [events.onGone]
  let current: TextPort | null = null
  let waiting: string[] = []
  let isGone = false

  function adopt(next: TextPort): void {
    current = next
    next.onMessage(events.onText)
    events.onRestored((text) => next.send(text))
    for (const text of waiting) next.send(text)
    waiting = []
    next.onClose(() => void lose())
  }

  async function lose(): Promise<void> {
    current = null
    if (events.reconnect) events.onLost()
    const next = events.reconnect && (await events.reconnect().catch(() => null))
    if (next) return adopt(next)
    isGone = true
    for (const listener of goneListeners.splice(0)) listener()
  }

  adopt(port)
  return {
    get isOpen() {
      return current !== null
    },
    get isGone() {
      return isGone
    },
    send(text) {
      if (current) current.send(text)
      else if (!isGone) waiting.push(text)
    },
    onGone(listener) {
      if (isGone) listener()
      else goneListeners.push(listener)
    },
  }
}
