/** The shell of a page in a window of the desktop app. */
import type { PortMessage, PreloadApi } from '@core/contract/preload'
import type { TextPort } from '@core/contract/page'
import { createHostClient } from './hostClient'
import { createHostFiles, uploadBytes } from './hostFiles'
import { commonMethods, desktopMethods } from './hostMethods'
import type { Shell } from './shell'

const portMessage: PortMessage = 'shellac-port'

/** @throws ShellacError 'engine-crashed' when the app ends meanwhile */
export async function openElectronShell(preload: PreloadApi<File>): Promise<Shell> {
  const client = createHostClient(await connect(preload))
  const files = createHostFiles({})
  const { version, platform, sandboxLack } = await client.ask('hello', {})
  return {
    ...{ version, sandboxLack },
    isMac: platform === 'darwin',
    engine: { ...client.engine, artifact: (id) => files.artifact(id) },
    host: commonMethods(client),
    dialogs: { kind: 'desktop', ...desktopMethods(client) },
    // What has no path of its own, as a recording that was decoded in the page, is handed over whole.
    takeFile: (file) => preload.takeFile(file).catch(() => uploadBytes(file)),
    fileBytes: (file) => files.fileBytes(file),
    onEvent: (listener) => client.onEvent(listener),
    onGone: (listener) => client.onGone(listener),
  }
}

function connect(preload: PreloadApi<File>): Promise<TextPort> {
  return new Promise((resolve) => {
    const take = ({ data, source, ports }: MessageEvent<unknown>): void => {
      if (data !== portMessage || source !== window || ports.length !== 1) return
      window.removeEventListener('message', take)
      resolve(portOf(ports[0]))
    }
    window.addEventListener('message', take)
    preload.connect()
  })
}

/** Electron adds the event 'close' to the ports of its pages; plain Chromium has none, and its ports end with their window. */
export function portOf(port: MessagePort): TextPort {
  let isClosed = false
  port.addEventListener('close', () => (isClosed = true))
  return {
    send: (text) => port.postMessage(text),
    onMessage(listener) {
      port.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') listener(data)
      })
      port.start()
    },
    onClose(listener) {
      if (isClosed) listener()
      else port.addEventListener('close', () => listener(), { once: true })
    },
  }
}
