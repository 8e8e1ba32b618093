import type { EnginePort } from '@core/contract/engineMessages'

export interface MemoryPort extends EnginePort {
  /** Closes both ends. */
  close(): void
}

/**
 * Two ends of a channel within one process. Messages are copied by the structured clone algorithm and arrive in a later turn, as
 * between processes; what is under way when a port closes is lost.
 */
export function createMemoryPorts(): [MemoryPort, MemoryPort] {
  const channel: Channel = { isClosed: false, closeListeners: [] }
  const ends: [End, End] = [{ listeners: [] }, { listeners: [] }]
  return [portOf(channel, ends[0], ends[1]), portOf(channel, ends[1], ends[0])]
}

interface Channel {
  isClosed: boolean
  readonly closeListeners: (() => void)[]
}

interface End {
  readonly listeners: ((message: unknown) => void)[]
}

function portOf(channel: Channel, own: End, other: End): MemoryPort {
  return {
    send(message) {
      const copy: unknown = structuredClone(message)
      setImmediate(() => {
        if (!channel.isClosed) for (const listener of other.listeners) listener(copy)
      })
    },
    onMessage: (listener) => void own.listeners.push(listener),
    onClose(listener) {
      if (channel.isClosed) listener()
      else channel.closeListeners.push(listener)
    },
    close() {
      if (channel.isClosed) return
      channel.isClosed = true
      for (const listener of channel.closeListeners.splice(0)) listener()
    },
  }
}
