/** Runs in the sandboxed window before the page, in a world of its own. What it exposes is all the power the page has. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type {
  ConnectChannel,
  PortChannel,
  PortMessage,
  PreloadApi,
  TakeFileAnswer,
  TakeFileChannel,
} from '@core/contract/preload'

// This program is typed for Node; these are all the parts of the page it needs.
declare const window: {
  postMessage(message: PortMessage, targetOrigin: string, transfer: unknown[]): void
}
declare const location: { readonly origin: string }

const connectChannel: ConnectChannel = 'shellac:connect'
const portChannel: PortChannel = 'shellac:port'
const takeFileChannel: TakeFileChannel = 'shellac:take-file'

// A port cannot cross the context bridge, but a window message reaches both worlds.
ipcRenderer.on(portChannel, (event) => window.postMessage('shellac-port', location.origin, event.ports))

const api: PreloadApi<File> = {
  connect: () => ipcRenderer.send(connectChannel),
  async takeFile(file) {
    const path = webUtils.getPathForFile(file)
    if (path === '') throw new Error('The file is not one of this disk.')
    const answer = (await ipcRenderer.invoke(takeFileChannel, path)) as TakeFileAnswer
    if ('refusal' in answer) throw new Error(answer.refusal)
    return answer.taken
  },
}
contextBridge.exposeInMainWorld('shellac', api)
