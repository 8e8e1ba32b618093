import type { PickedFile } from './page'

/**
 * All that the desktop's preload gives the page, as `window.shellac`. Types only: the preload is built alone and takes no code from
 * here.
 */
export interface PreloadApi<DroppedFile = unknown> {
  /** Asks for the port to the host. It arrives as a window message `PortMessage` with the port as `ports[0]`; the last one counts. */
  connect(): void
  /** Makes a file of this disk known to the host. Rejects for a `File` that the page has made itself. */
  takeFile(file: DroppedFile): Promise<PickedFile>
}

export type PortMessage = 'shellac-port'

/** Names of the channels between preload and main process. */
export type ConnectChannel = 'shellac:connect'
export type PortChannel = 'shellac:port'
export type TakeFileChannel = 'shellac:take-file'

/** An invoke channel that throws reaches the preload with the words of Electron around its own: so refusals are answers. */
export type TakeFileAnswer = { readonly taken: PickedFile } | { readonly refusal: string }
