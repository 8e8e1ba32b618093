import type { ChildProcess } from 'node:child_process'
import type { EnginePort } from '@core/contract/engineMessages'

/** Either end of the channel between a process and its child, which must be opened with serialization 'advanced'. */
export function portOf(end: ChildProcess | NodeJS.Process): EnginePort {
  return {
    // Whether a message still arrives is told by the end of the channel, not by each message.
    send: (message) => void end.send?.(message as object, undefined, undefined, () => undefined),
    onMessage: (listener) => void end.on('message', listener),
    onClose(listener) {
      if (end.connected) (end as NodeJS.EventEmitter).once('disconnect', listener)
      else listener()
    },
  }
}
