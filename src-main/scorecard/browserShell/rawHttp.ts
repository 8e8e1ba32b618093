import { connect } from 'node:net'

const patience = 20_000

/** Sends text as it is; gives what comes back until the server ends the connection, '' when it refuses it. */
export function sendRaw(port: number, text: string, address = '127.0.0.1'): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, address, () => socket.write(text, 'latin1'))
    let received = ''
    socket.setTimeout(patience, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received))
  })
}

export interface RawRequest {
  readonly method?: string
  readonly target?: string
  readonly headers?: readonly string[]
  readonly body?: string
}

/** A request of plain lines; the connection ends with the answer. */
export function rawRequest({ method = 'GET', target = '/', headers = [], body = '' }: RawRequest): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  return [`${method} ${target} HTTP/1.1`, ...headers, ...length, 'Connection: close', '', body].join('\r\n')
}

/** 0 when there is none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
}
