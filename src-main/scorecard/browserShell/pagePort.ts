/** A page without a browser: it speaks to the server as the page does, over its socket. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { HostMessage, PageMessage } from '@core/contract/page'
import type { ServedApp } from './servedApp'

export interface PagePort {
  /** @throws Error with the words of a refusal, or when the connection ends first */
  call<Result>(method: string, request: object, job?: string): Promise<Result>
  /** Messages of progress so far. */
  progress(): number
  /** Closes the connection, as a page does that is closed. */
  leave(): Promise<void>
}

/** Exchanges the code of the address for the token of its page. */
export async function admitPage({ host, code }: ServedApp): Promise<string> {
  const answer = await fetch(`http://${host}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: `http://${host}` },
    body: JSON.stringify({ code }),
  })
  if (!answer.ok) throw new Error(`The server refused its own page: ${answer.status}.`)
  return ((await answer.json()) as { readonly token: string }).token
}

export async function openPage({ host }: ServedApp, token: string): Promise<PagePort> {
  const protocols = ['shellac.1', `token.${token}`]
  const socket = new WebSocket(`ws://${host}/engine`, protocols, { headers: { Origin: `http://${host}` } })
  await once(socket, 'open')
  const waiting = new Map<number, (message: HostMessage | null) => void>()
  let [last, progress] = [0, 0]
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as HostMessage
    if (message.type === 'progress') progress++
    else if (message.type !== 'event' && message.id !== null) waiting.get(message.id)?.(message)
  })
  socket.on('close', () => {
    for (const settle of waiting.values()) settle(null)
  })
  return {
    async call<Result>(method: string, request: object, job?: string) {
      const id = ++last
      const answered = new Promise<HostMessage | null>((resolve) => waiting.set(id, resolve))
      const message = { type: 'call', id, method, request, job } as PageMessage
      socket.send(JSON.stringify(message))
      const answer = await answered
      if (answer?.type === 'result') return answer.value as Result
      throw new Error(answer?.type === 'error' ? answer.error.message : 'The connection has ended.')
    },
    progress: () => progress,
    async leave() {
      socket.close()
      await once(socket, 'close')
    },
  }
}
