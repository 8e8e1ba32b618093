/** Random requests to every call that a page can make, through the checks of the real host. */
import { engineMethods, parseClientMessage } from '@core/contract/engineSchema'
import type { EngineClient } from '@core/contract/engine'
import { errorKinds, ShellacError } from '@core/contract/errors'
import type { HostMessage } from '@core/contract/page'
import { createRandom, type Random } from '@core/random'
import { takeFile } from '../../electron/takeFile'
import { createFileVault } from '../../services/page/fileVault'
import type { HostHandlers } from '../../services/page/hostHandlers'
import { hostMethods } from '../../services/page/hostSchema'
import { createJobBoard } from '../../services/page/jobBoard'
import { servePage } from '../../services/page/servePage'
import type { WorkHandlers } from '../../services/page/workKeeper'
import { randomObject, randomPayload } from './randomPayload'

export interface PayloadFigures {
  readonly calls: number
  readonly payloads: number
  /** Of those that were no request of the call. */
  readonly refused: number
  readonly accepted: number
  /** Thrown out of the handler, unanswered, or told of as an error of the program. */
  readonly crashes: number
}

/** @param perCall payloads for each call */
export async function tryPayloads(perCall: number, seed: number): Promise<PayloadFigures> {
  const random = createRandom(seed)
  const methods = [...hostMethods, ...engineMethods]
  const counts = { refused: 0, accepted: 0, crashes: 0 }
  for (const method of methods) {
    const page = openPage()
    for (let number = 0; number < perCall; number++) counts[await ask(page, method, random)]++
  }
  for (let number = 0; number < perCall; number++) counts[await askToTake(random)]++
  return { calls: methods.length + 1, payloads: (methods.length + 1) * perCall, ...counts }
}

type Outcome = 'refused' | 'accepted' | 'crashes'

interface Page {
  say(text: string): void
  /** The next answer. */
  heard(): Promise<HostMessage>
}

/** The host of a page behind which nothing is done: only what is let through counts. */
function openPage(): Page {
  let hear = (_text: string): void => undefined
  let tell = (_message: HostMessage): void => undefined
  const client: EngineClient = {
    // The engine checks once more, on its own side.
    call: (method, request) => {
      parseClientMessage({ kind: 'call', id: 0, method, request })
      return Promise.reject(new ShellacError('unknown-session', 'There is no such recording.'))
    },
    wish: () => undefined,
    artifact: () => Promise.resolve(new Uint8Array()),
  }
  const done = (): never => null as never
  const host: HostHandlers = Object.fromEntries(hostMethods.map((method) => [method, done]))
  const port = {
    send: (text: string) => tell(JSON.parse(text) as HostMessage),
    onMessage: (listener: (text: string) => void) => void (hear = listener),
    onClose: () => undefined,
  }
  const work = { takeSeat: () => ({ handlers: host as WorkHandlers, leave: () => undefined }) }
  const jobs = createJobBoard(client, () => undefined)
  servePage(port, { client, jobs, vault: createFileVault([]), host, work })
  return {
    say: (text) => hear(text),
    heard: () => new Promise((resolve) => void (tell = resolve)),
  }
}

async function ask(page: Page, method: string, random: Random): Promise<Outcome> {
  const request = random.uniform() < 0.8 ? randomObject(random) : randomPayload(random)
  const answer = page.heard()
  try {
    page.say(JSON.stringify({ type: 'call', id: 1, method, request }))
    const message = await within(answer)
    if (message?.type === 'result') return 'accepted'
    const isTyped = message?.type === 'error' && Object.hasOwn(errorKinds, message.error.code)
    return isTyped && message.error.code !== 'internal' ? 'refused' : 'crashes'
  } catch {
    return 'crashes'
  }
}

async function askToTake(random: Random): Promise<Outcome> {
  try {
    const answer = await takeFile(randomPayload(random), createFileVault('anywhere'))
    return 'refusal' in answer ? 'refused' : 'accepted'
  } catch {
    return 'crashes'
  }
}

const patience = 5000

/** Undefined when nothing comes. */
function within<T>(answer: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patience)
    void answer.then((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}
