import type { AppParts } from '../app.svelte'
import { createShuttle } from '../shuttle'
import type { Commands } from './command'

const skipSeconds = 5

/** Where it is played. */
export function transportCommands({ work, listening }: AppParts) {
  const shuttle = createShuttle()
  const isOpen = (): boolean => work.session !== null
  const shuttleOn = (): void => {
    if (listening.isPlaying) listening.seek(listening.position + shuttle.press('on'))
    else listening.play()
  }
  return {
    play: { isEnabled: isOpen, run: () => listening.togglePlay() },
    stop: { isEnabled: isOpen, run: () => listening.stop() },
    'go-to-start': { isEnabled: isOpen, run: () => listening.seek(0) },
    'go-to-end': { isEnabled: isOpen, run: () => listening.seek(listening.duration) },
    'skip-back': { isEnabled: isOpen, run: () => listening.seek(listening.position - skipSeconds) },
    'skip-forward': { isEnabled: isOpen, run: () => listening.seek(listening.position + skipSeconds) },
    'shuttle-back': {
      isEnabled: isOpen,
      run: () => listening.seek(listening.position - shuttle.press('back')),
    },
    'shuttle-pause': { isEnabled: isOpen, run: () => listening.pause() },
    'shuttle-on': { isEnabled: isOpen, run: shuttleOn },
    loop: { isEnabled: isOpen, run: () => listening.loop.toggle() },
    'loop-start': { isEnabled: isOpen, run: () => listening.loop.setEdge('start') },
    'loop-end': { isEnabled: isOpen, run: () => listening.loop.setEdge('end') },
  } satisfies Partial<Commands>
}
