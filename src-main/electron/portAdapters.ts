import type { MessagePortMain } from 'electron'
import type { EnginePort } from '@core/contract/engineMessages'
import type { TextPort } from '@core/contract/page'

/** A port as the engine and its client see it. Messages are copied: a transfer list would lose its data on the way. */
export function enginePortOf(port: MessagePortMain): EnginePort & { close(): void } {
  const end = watchEnd(port)
  return {
    send(message) {
      if (!end.isOver) port.postMessage(message)
    },
    onMessage(listener) {
      port.on('message', (event) => listener(event.data))
      port.start()
    },
    onClose: end.onClose,
    close: end.close,
  }
}

/** A port to a page. What is not text goes unheard. */
export function textPortOf(port: MessagePortMain): TextPort & { close(): void } {
  const any = enginePortOf(port)
  return {
    ...any,
    onMessage: (listener) =>
      any.onMessage((message) => {
        if (typeof message === 'string') listener(message)
      }),
  }
}

interface End {
  readonly isOver: boolean
  readonly onClose: (listener: () => void) => void
  readonly close: () => void
}

/** A closed port says so to the other side only: whoever closes it hears of it here all the same. */
function watchEnd(port: MessagePortMain): End {
  const listeners: (() => void)[] = []
  let isOver = false
  const settle = (): void => {
    if (isOver) return
    isOver = true
    for (const listener of listeners.splice(0)) listener()
  }
  port.on('close', settle)
  return {
    get isOver() {
      return isOver
    },
    onClose(listener) {
      if (isOver) listener()
      else listeners.push(listener)
    },
    close() {
      port.close()
      settle()
    },
  }
}
