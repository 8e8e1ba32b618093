/** The only door for messages from windows: nothing else touches ipcMain. */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import type { ConnectChannel, TakeFileAnswer, TakeFileChannel } from '@core/contract/preload'
import { refuseSender } from './senderCheck'

export interface IpcSettings {
  /** The webContents of the windows that are open. */
  readonly liveWindows: ReadonlySet<object>
  readonly onConnect: (event: IpcMainEvent) => void
  /** Whatever the window sent as a path. */
  readonly takeFile: (path: unknown) => Promise<TakeFileAnswer>
}

/** Listens for the whole life of the app. Messages of foreign senders go unheard, their questions are refused. */
export function listenToWindows({ liveWindows, onConnect, takeFile }: IpcSettings): void {
  const connectChannel: ConnectChannel = 'shellac:connect'
  const takeFileChannel: TakeFileChannel = 'shellac:take-file'
  const refuse = (event: IpcMainEvent | IpcMainInvokeEvent): boolean => {
    const reason = refuseSender(event, liveWindows)
    if (reason !== null) console.error(`A message was refused: ${reason}.`)
    return reason !== null
  }
  ipcMain.on(connectChannel, (event) => {
    if (!refuse(event)) onConnect(event)
  })
  ipcMain.handle(takeFileChannel, async (event, path: unknown): Promise<TakeFileAnswer> =>
    refuse(event) ? { refusal: 'The message did not come from the app itself.' } : takeFile(path),
  )
}
