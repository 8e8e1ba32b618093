/** A page's WebSocket as the port that services/page/servePage.ts speaks to. */
import type { WebSocket } from 'ws'
import type { PagePort } from '../services/page/servePage'

/** Unsent bytes from which the page counts as slow; and from which it is given up. */
const slowBytes = 1024 * 1024
const stuckBytes = 16 * 1024 * 1024

export function portOfSocket(socket: WebSocket): PagePort {
  // Broken frames and messages above the limit: ws has closed the connection already.
  socket.on('error', () => undefined)
  return {
    send(text) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > stuckBytes) return socket.terminate()
      socket.send(text)
    },
    isSlow: () => socket.bufferedAmount > slowBytes,
    // What is not text is no message of ours; the empty text is refused as such.
    onMessage: (listener) =>
      void socket.on('message', (data, isBinary) =>
        listener(isBinary ? '' : (data as Buffer).toString('utf8')),
      ),
    onClose(listener) {
      if (socket.readyState === socket.CLOSED) listener()
      else socket.once('close', () => listener())
    },
  }
}
