import { listOutputDevices, systemOutput, type OutputDevice } from '../audio/outputDevices'
import type { Player } from '../audio/player'
import { recall, remember } from '../ui/remembered'
import type { Notices } from './notices.svelte'

const storageKey = 'shellac-output'

/** What the platform has; tests give another one. */
export interface OutputPlatform {
  readonly media:
    Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'> | undefined
  /** Whether a page may say where its sound goes. */
  readonly canChoose: boolean
}

/** On which device one listens. The choice is remembered; while its device is away, the system's own is used. */
export class OutputChoice {
  /** Beside the system's own; empty where there is nothing to choose. */
  devices = $state.raw<readonly OutputDevice[]>([])
  #chosen = $state(recall(storageKey) ?? systemOutput.id)
  readonly #player: Pick<Player, 'setOutputDevice'>
  readonly #notices: Pick<Notices, 'show'>
  readonly #platform: OutputPlatform

  constructor(
    player: Pick<Player, 'setOutputDevice'>,
    notices: Pick<Notices, 'show'>,
    platform: OutputPlatform = thisPlatform(),
  ) {
    this.#player = player
    this.#notices = notices
    this.#platform = platform
  }

  /** The device that is used: the chosen one if it is there. */
  get present(): OutputDevice {
    return this.devices.find(({ id }) => id === this.#chosen) ?? systemOutput
  }

  choose({ id }: OutputDevice): void {
    this.#chosen = id
    remember(storageKey, id)
    this.#use()
  }

  /** Keeps the list up to date until the returned function is called. */
  watch(): () => void {
    const { media } = this.#platform
    const look = (): void => void this.#look()
    look()
    media?.addEventListener('devicechange', look)
    return () => media?.removeEventListener('devicechange', look)
  }

  async #look(): Promise<void> {
    const before = this.present
    this.devices = await listOutputDevices(this.#platform.media, this.#platform.canChoose)
    if (this.present.id === before.id) return
    if (this.present.id === systemOutput.id) {
      this.#warn(`${before.name} is gone`, 'The sound goes to the system default until it is back.')
    }
    this.#use()
  }

  #use(): void {
    const { id, name } = this.present
    this.#player.setOutputDevice(id).catch(() => {
      this.#warn(`The sound cannot go to ${name}`, 'It goes where it went before. Choose another output.')
    })
  }

  #warn(title: string, text: string): void {
    this.#notices.show({ tone: 'warning', title, text })
  }
}

function thisPlatform(): OutputPlatform {
  const canChoose = typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype
  // Undefined outside of secure contexts, whatever the types say.
  const media = navigator.mediaDevices as MediaDevices | undefined
  return { media, canChoose }
}
