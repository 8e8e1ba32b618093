/** The shell of a page in a browser: the server that gave the page is its host. */
import { ShellacError } from '@core/contract/errors'
import type { FileId } from '@core/contract/ids'
import type { TextPort } from '@core/contract/page'
import { createHostClient } from './hostClient'
import { createHostFiles, uploadWithProgress, type HostFiles } from './hostFiles'
import { browserMethods, commonMethods } from './hostMethods'
import { NotAdmittedError } from './notAdmitted'
import { retryFor } from './reconnect'
import type { Shell } from './shell'

const tokenKey = 'token'
const tokenHeader = 'x-shellac-token'
const reconnectMilliseconds = 10_000
const pauseMilliseconds = 500
const attemptMilliseconds = 5_000

/** @throws NotAdmittedError when the page was not opened by Shellac, ShellacError when its server does not answer */
export async function openLoopbackShell(): Promise<Shell> {
  const token = await takeToken()
  const port = await openSocket(token).catch(async (error: unknown) => {
    await refuseOldToken(token)
    throw error
  })
  const reconnect = (): Promise<TextPort | null> =>
    retryFor({
      attempt: () => openSocket(token),
      milliseconds: reconnectMilliseconds,
      pauseMilliseconds,
      now: () => performance.now(),
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    })
  const client = createHostClient(port, reconnect)
  const headers = { [tokenHeader]: token }
  const files = createHostFiles(headers)
  const { version, platform, sandboxLack } = await client.ask('hello', {})
  return {
    ...{ version, sandboxLack },
    isMac: platform === 'darwin',
    engine: { ...client.engine, artifact: (id) => files.artifact(id) },
    host: commonMethods(client),
    dialogs: {
      kind: 'browser',
      ...browserMethods(client),
      saveDownload: (download, name) => saveDownload(files, download, name),
    },
    takeFile: (file, onProgress) => uploadWithProgress(file, headers, onProgress),
    fileBytes: (file) => files.fileBytes(file),
    onEvent: (listener) => client.onEvent(listener),
    onGone: (listener) => client.onGone(listener),
  }
}

/** The token for the code in the address, or the one of this tab. The address is cleaned before anything else. */
async function takeToken(): Promise<string> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (code !== null) {
    history.replaceState(null, '', location.pathname)
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    if (answer.ok) sessionStorage.setItem(tokenKey, ((await answer.json()) as { token: string }).token)
  }
  const token = sessionStorage.getItem(tokenKey)
  if (token === null) throw new NotAdmittedError()
  return token
}

/** A token of a server that ran before, at the same address, opens nothing. */
async function refuseOldToken(token: string): Promise<void> {
  const answer = await fetch('/artifacts/none', { headers: { [tokenHeader]: token } }).catch(() => undefined)
  if (answer?.status !== 401) return
  sessionStorage.removeItem(tokenKey)
  throw new NotAdmittedError()
}

/** Rejects with a ShellacError when it does not open. */
function openSocket(token: string): Promise<TextPort> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/engine`, ['shellac.1', `token.${token}`])
    const giveUp = setTimeout(() => socket.close(), attemptMilliseconds)
    socket.onopen = () => {
      clearTimeout(giveUp)
      resolve(portOf(socket))
    }
    socket.onclose = () => {
      clearTimeout(giveUp)
      const message = 'The program behind this page does not answer, or too many pages of it are open.'
      reject(new ShellacError('engine-crashed', message))
    }
  })
}

function portOf(socket: WebSocket): TextPort {
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    onMessage: (listener) =>
      socket.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') listener(data)
      }),
    onClose: (listener) => {
      if (socket.readyState === WebSocket.CLOSED) listener()
      else socket.addEventListener('close', () => listener(), { once: true })
    },
  }
}

async function saveDownload(files: HostFiles, download: FileId, name: string): Promise<void> {
  const address = URL.createObjectURL(await files.download(download))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken the file over by then; it has to outlive the click only.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
