/** One page: its calls to the engine and to the host, answered in any order. */
import { ShellacError } from '@core/contract/errors'
import type { EngineClient } from '@core/contract/engine'
import type { HostEvent, HostMessage, HostMethod, HostRequest, TextPort } from '@core/contract/page'
import type { ErrorLog } from '../diagnostics/errorLog'
import type { FileVault } from './fileVault'
import type { HostHandlers, WatchProgress } from './hostHandlers'
import { parseHostRequest } from './hostSchema'
import type { JobBoard } from './jobBoard'
import { isEngineMethod, readPageMessage, type JsonObject, type ReadCall, type ReadMessage } from './messages'
import type { WorkKeeper } from './workKeeper'
import { errorToPage, requestToEngine, resultToPage } from './translation'

const mostCalls = 64

export interface PageServices {
  readonly client: EngineClient
  readonly jobs: JobBoard
  readonly vault: FileVault
  readonly host: HostHandlers
  readonly work: WorkKeeper
  /** Where errors are remembered; nowhere, if left out. */
  readonly errors?: ErrorLog
}

/** A port that can tell that its other side does not keep up: progress is left out then, the next one says more anyway. */
export interface PagePort extends TextPort {
  readonly isSlow?: () => boolean
}

export interface ServedPage {
  tell(event: HostEvent): void
}

/** Answers a page until its port closes; jobs go on without it. */
export function servePage(port: PagePort, shared: PageServices): ServedPage {
  const seat = shared.work.takeSeat()
  const services = { ...shared, host: { ...shared.host, ...seat.handlers } }
  let calls = 0

  const send = (message: HostMessage): void => {
    if (message.type === 'progress' && port.isSlow?.()) return
    port.send(JSON.stringify(message))
  }

  const answer = async (call: ReadCall): Promise<void> => {
    calls += 1
    try {
      if (calls > mostCalls) {
        throw new ShellacError('bad-argument', `More than ${mostCalls} calls of one page are under way.`)
      }
      const watch: WatchProgress = (progress) => send({ type: 'progress', id: call.id, progress })
      send({ type: 'result', id: call.id, value: await perform(call, watch, services) })
    } catch (error) {
      // Before the answer: what was told is remembered.
      await services.errors?.add(error, call.method)
      send({ type: 'error', id: call.id, error: errorToPage(error, services.vault) })
    } finally {
      calls -= 1
    }
  }

  port.onMessage((text) => {
    const message = read(text, send, services.vault)
    if (message?.type === 'wish') services.client.wish(message.job, message.wish)
    if (message?.type === 'call') void answer(message)
  })
  port.onClose(() => seat.leave())
  return { tell: (event) => send({ type: 'event', event }) }
}

function read(text: string, refuse: (error: HostMessage) => void, vault: FileVault): ReadMessage | undefined {
  try {
    return readPageMessage(text)
  } catch (error) {
    const id = error instanceof ShellacError && typeof error.details.id === 'number' ? error.details.id : null
    refuse({ type: 'error', id, error: errorToPage(error, vault) })
    return undefined
  }
}

async function perform(
  { method, request, job }: ReadCall,
  watch: WatchProgress,
  { jobs, vault, host }: PageServices,
): Promise<unknown> {
  if (!isEngineMethod(method)) return performHere(host, { method, request }, watch)
  const translated = await requestToEngine(method, request, vault)
  const value = await jobs.run({ method, request: translated, ...(job === undefined ? {} : { job }) }, watch)
  return resultToPage(value, vault)
}

async function performHere<Method extends HostMethod>(
  host: HostHandlers,
  { method, request }: { readonly method: Method; readonly request: JsonObject },
  watch: WatchProgress,
): Promise<unknown> {
  const handler = host[method] as
    ((request: HostRequest<Method>, watch: WatchProgress) => unknown) | undefined
  if (!handler) throw new ShellacError('bad-argument', `${method} cannot be asked of this host.`, { method })
  return await handler(parseHostRequest(method, request), watch)
}
