/** One page's WebSocket: its calls to the engine and to the server, answered in any order. */
import type { WebSocket } from 'ws'
import { ShellacError } from '@core/contract/errors'
import type { EngineClient } from '@core/contract/engine'
import type { Progress } from '@core/contract/job'
import type { FileVault } from './fileVault'
import type { JobBoard } from './jobBoard'
import {
  isEngineMethod,
  isJobId,
  readPageMessage,
  type JsonObject,
  type PageMessage,
  type ServerMessage,
  type ServerMethod,
} from './messages'
import type { Picker } from './picker'
import { errorToPage, requestToEngine, resultToPage } from './translation'

/** Unsent bytes from which progress is left out, the next one says more anyway; and from which the page is given up. */
const slowBytes = 1024 * 1024
const stuckBytes = 16 * 1024 * 1024
const mostCalls = 64

export interface PageServices {
  readonly client: EngineClient
  readonly jobs: JobBoard
  readonly vault: FileVault
  readonly picker: Picker
}

type Call = Extract<PageMessage, { type: 'call' }>

export function servePage(socket: WebSocket, services: PageServices): void {
  let calls = 0

  const send = (message: ServerMessage): void => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > stuckBytes) return socket.terminate()
    if (message.type === 'progress' && socket.bufferedAmount > slowBytes) return
    socket.send(JSON.stringify(message))
  }

  const answer = async (call: Call): Promise<void> => {
    calls += 1
    try {
      if (calls > mostCalls) {
        throw new ShellacError('bad-argument', `More than ${mostCalls} calls of one page are under way.`)
      }
      const watch = (progress: Progress): void => send({ type: 'progress', id: call.id, progress })
      send({ type: 'result', id: call.id, value: await perform(call, watch, services) })
    } catch (error) {
      send({ type: 'error', id: call.id, error: errorToPage(error, services.vault) })
    } finally {
      calls -= 1
    }
  }

  socket.on('message', (data, isBinary) => {
    const message = read(
      isBinary ? '' : (data as Buffer).toString('utf8'),
      (error) => send(error),
      services.vault,
    )
    if (message?.type === 'wish') services.client.wish(message.job, message.wish)
    if (message?.type === 'call') void answer(message)
  })
  // Broken frames and messages above the limit: ws has closed the connection already.
  socket.on('error', () => undefined)
}

function read(
  text: string,
  refuse: (error: ServerMessage) => void,
  vault: FileVault,
): PageMessage | undefined {
  try {
    return readPageMessage(text)
  } catch (error) {
    const id = error instanceof ShellacError && typeof error.details.id === 'number' ? error.details.id : null
    refuse({ type: 'error', id, error: errorToPage(error, vault) })
    return undefined
  }
}

async function perform(
  call: Call,
  watch: (progress: Progress) => void,
  services: PageServices,
): Promise<unknown> {
  const { method, job } = call
  if (!isEngineMethod(method)) return performHere({ ...call, method }, watch, services)
  const request = await requestToEngine(method, call.request, services.vault)
  const value = await services.jobs.run({ method, request, ...(job === undefined ? {} : { job }) }, watch)
  return resultToPage(value, services.vault)
}

async function performHere(
  { method, request }: { readonly method: ServerMethod; readonly request: JsonObject },
  watch: (progress: Progress) => void,
  { jobs, picker, vault }: PageServices,
): Promise<unknown> {
  switch (method) {
    case 'jobs':
      return { jobs: jobs.list() }
    case 'attach':
      return resultToPage(await jobs.attach(jobOf(request), watch), vault)
    case 'forget':
      jobs.forget(jobOf(request))
      return null
    case 'listFolder':
      return picker.listFolder(request.folder)
    case 'chooseTarget':
      return picker.chooseTarget(request.folder, request.name)
    case 'downloads':
      return picker.downloads(request.file)
  }
}

function jobOf({ job }: JsonObject): Parameters<JobBoard['attach']>[0] {
  if (isJobId(job)) return job
  throw new ShellacError('bad-argument', 'The name of a job must be 1 to 64 letters, digits, _ or -.')
}
