import type { EngineClient } from '@core/contract/engine'
import type { FileId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'
import type {
  BrowserHostMethods,
  CommonHostMethods,
  DesktopHostMethods,
  HostEvent,
  HostRequest,
  HostResult,
  PickedFile,
  ShellKind,
  WorkHostMethods,
} from '@core/contract/page'

type Asking<Methods> = {
  readonly [Method in keyof Methods]: Methods[Method] extends (request: infer Request) => infer Result
    ? (request: Request) => Promise<Result>
    : never
}

/**
 * All that the page can ask of the program around it. Everything rejects with a ShellacError; when the host is gone, with
 * 'engine-crashed'.
 */
export interface Shell {
  readonly version: string
  /** Why this page runs without the sandbox of the system, as a sentence; null when it does not. */
  readonly sandboxLack: string | null
  /** Whether keys are written as on a Mac. */
  readonly isMac: boolean
  readonly engine: EngineClient
  readonly host: Omit<Asking<CommonHostMethods & WorkHostMethods>, 'attach'> & {
    attach(
      request: HostRequest<'attach'>,
      onProgress?: (progress: Progress) => void,
    ): Promise<HostResult<'attach'>>
  }
  /** How files are chosen: by the system's dialogs, or in the page itself. */
  readonly dialogs:
    | ({ readonly kind: Extract<ShellKind, 'desktop'> } & Asking<DesktopHostMethods>)
    | ({ readonly kind: Extract<ShellKind, 'browser'> } & Asking<BrowserHostMethods> & {
          /** Hands a written file to the browser as a download. */
          saveDownload(download: FileId, name: string): Promise<void>
        })
  /** A file that was dropped or chosen in the page, or made by it. In the browser it is uploaded: `onProgress` hears 0 .. 1. */
  takeFile(file: File, onProgress?: (done: number) => void): Promise<PickedFile>
  /** The bytes of a file that was picked. */
  fileBytes(file: FileId): Promise<ArrayBuffer>
  /** Returns how to stop listening. */
  onEvent(listener: (event: HostEvent) => void): () => void
  /** Heard once, when the program around the page has ended. */
  onGone(listener: () => void): void
}
