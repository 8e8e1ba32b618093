import type { EngineMethod, EngineResult } from '@core/contract/engine'
import {
  heartbeatMilliseconds,
  packError,
  type ClientMessage,
  type EngineMessage,
  type EnginePort,
} from '@core/contract/engineMessages'
import { parseClientMessage } from '@core/contract/engineSchema'
import { ShellacError } from '@core/contract/errors'
import type { JobId } from '@core/contract/ids'
import type { JobControl } from '@core/contract/job'
import type { Engine } from './engine'

type Call = Extract<ClientMessage, { readonly kind: 'call' }>
type Wish = ReturnType<JobControl['wish']>

/**
 * Answers a client's messages until its port closes, which cancels its running calls, and gives signs of life. A message that breaks the rules is refused
 * by an error in answer to its id, and goes unheard where it has none. Calls run side by side.
 */
export function serveEngine(port: EnginePort, engine: Engine): void {
  const jobs = createJobs()
  let isClosed = false
  const heartbeat = setInterval(() => send({ kind: 'alive' }), heartbeatMilliseconds)
  heartbeat.unref()
  port.onClose(() => {
    isClosed = true
    clearInterval(heartbeat)
  })
  port.onMessage((message) => {
    try {
      take(parseClientMessage(message))
    } catch (error) {
      const id = idOf(message)
      if (id !== undefined) send({ kind: 'error', id, error: packError(error) })
    }
  })

  function send(message: EngineMessage): void {
    if (!isClosed) port.send(message)
  }

  function take(message: ClientMessage): void {
    switch (message.kind) {
      case 'call':
        void answer(message)
        break
      case 'wish':
        jobs.wish(message.job, message.wish)
        break
      case 'artifact':
        send({ kind: 'result', id: message.id, result: engine.artifact(message.artifact) })
    }
  }

  async function answer(call: Call): Promise<void> {
    const { id, job } = call
    try {
      const result = await (job === undefined ? run(call) : jobs.run(job, (wish) => run(call, wish)))
      send({ kind: 'result', id, result })
    } catch (error) {
      send({ kind: 'error', id, error: packError(error) })
    }
  }

  function run(call: Call, wish: () => Wish = () => 'go-on'): ReturnType<typeof handle> {
    return handle(engine, call, {
      wish: () => (isClosed ? 'cancel' : wish()),
      report: (progress) => send({ kind: 'progress', id: call.id, progress }),
    })
  }
}

function handle(
  { handlers }: Engine,
  { method, request }: Call,
  control: JobControl,
): Promise<EngineResult<EngineMethod>> {
  // The handler belongs to the method as the request does; the compiler cannot see that of a union.
  const handler = handlers[method] as (
    request: Call['request'],
    control: JobControl,
  ) => Promise<EngineResult<EngineMethod>>
  return handler(request, control)
}

interface Jobs {
  /** @throws ShellacError 'bad-argument' for a name that a running job has */
  run<Result>(job: JobId, work: (wish: () => Wish) => Promise<Result>): Promise<Result>
  /** What is wished of jobs that do not run goes unheard. */
  wish(job: JobId, wish: Wish): void
}

function createJobs(): Jobs {
  const wishes = new Map<JobId, Wish>()
  return {
    async run(job, work) {
      if (wishes.has(job)) {
        throw new ShellacError('bad-argument', `A job ${job} is running; its name cannot be used again yet.`)
      }
      wishes.set(job, 'go-on')
      try {
        return await work(() => wishes.get(job) ?? 'go-on')
      } finally {
        wishes.delete(job)
      }
    },
    wish(job, wish) {
      // Who has cancelled cannot keep any more.
      if (wishes.has(job) && wishes.get(job) !== 'cancel') wishes.set(job, wish)
    },
  }
}

function idOf(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const { id } = message as { readonly id?: unknown }
  return typeof id === 'number' ? id : undefined
}
