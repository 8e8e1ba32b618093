/** HTTP and WebSocket on 127.0.0.1: every request and upgrade passes the guard first and every answer has the headers. */
import { createServer, STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { answerHeaders } from './answerHeaders'
import type { LoopbackLimits } from './limits'
import { longestMessage } from '../services/page/messages'
import { guardRequest, socketProtocol, type Route, type Verdict } from './requestGuard'
import { sendError, sendText, type createRoutes } from './routes'
import type { FileVault } from '../services/page/fileVault'

const address = '127.0.0.1'

export interface WebServerSettings {
  readonly token: string
  readonly limits: LoopbackLimits
  readonly vault: FileVault
  readonly onPage: (socket: WebSocket) => void
  readonly onPageGone: () => void
}

export interface WebServer {
  /** `127.0.0.1:port` */
  readonly host: string
  readonly pages: number
  /** Starts to answer; until then every request waits for it. */
  serve(routes: ReturnType<typeof createRoutes>): void
  close(): Promise<void>
}

/** Listens on a random port of 127.0.0.1 only. */
export async function openWebServer(settings: WebServerSettings): Promise<WebServer> {
  const { limits } = settings
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerMilliseconds,
    requestTimeout: limits.requestMilliseconds,
    connectionsCheckingInterval: limits.checkMilliseconds,
    // The guard answers these itself, with 421.
    requireHostHeader: false,
  })
  // Pages do not use up what plain requests need.
  server.maxConnections = limits.connections + limits.sockets
  server.setTimeout(limits.idleMilliseconds)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(socketProtocol) ? socketProtocol : false),
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, address, resolve)
  })
  const host = `${address}:${(server.address() as AddressInfo).port}`
  const guard = guardFor(host, settings.token)
  refuseBrokenRequests(server, host)
  acceptPages({ server, sockets, host, guard }, settings)
  const stopPings = pingPages(sockets, limits.pingMilliseconds)
  return {
    host,
    get pages() {
      return sockets.clients.size
    },
    serve: (routes) => answerRequests({ server, host, guard }, routes, settings.vault),
    close: () => {
      stopPings()
      return closeAll(server, sockets)
    },
  }
}

type Guard = (request: IncomingMessage, upgrade: boolean) => Verdict

function guardFor(host: string, token: string): Guard {
  return (request, upgrade) =>
    guardRequest(
      { method: request.method ?? '', target: request.url ?? '', rawHeaders: request.rawHeaders, upgrade },
      { hosts: [host], token },
    )
}

interface Door {
  readonly server: Server
  readonly host: string
  readonly guard: Guard
}

function answerRequests(
  { server, host, guard }: Door,
  routes: ReturnType<typeof createRoutes>,
  vault: FileVault,
): void {
  const headers = Object.entries(answerHeaders(host))
  server.on('request', (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    const verdict = guard(request, false)
    if ('status' in verdict) return sendText(response, verdict.status, verdict.reason)
    const route = verdict.serve as Exclude<Route, 'engine'>
    routes[route](request, response).catch((error: unknown) => sendError(response, error, vault))
  })
}

function acceptPages(
  { server, sockets, host, guard }: Door & { readonly sockets: WebSocketServer },
  { limits, onPage, onPageGone }: WebServerSettings,
): void {
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => undefined)
    const verdict = guard(request, true)
    if ('status' in verdict) return refuseStream(stream, host, verdict)
    if (sockets.clients.size >= limits.sockets) {
      return refuseStream(stream, host, { status: 503, reason: 'Too many pages are open.' })
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('close', onPageGone)
      onPage(socket)
    })
  })
}

/** What is no HTTP, too large or too slow is refused with the same headers. */
function refuseBrokenRequests(server: Server, host: string): void {
  const statuses: Readonly<Record<string, number>> = {
    HPE_HEADER_OVERFLOW: 431,
    ERR_HTTP_REQUEST_TIMEOUT: 408,
  }
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const status = statuses[error.code ?? ''] ?? 400
    refuseStream(stream, host, { status, reason: 'The request cannot be read.' })
  })
}

function refuseStream(
  stream: Duplex,
  host: string,
  { status, reason }: { readonly status: number; readonly reason: string },
): void {
  if (!stream.writable) return void stream.destroy()
  const headers = Object.entries({
    ...answerHeaders(host),
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(reason)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  stream.once('finish', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('')}\r\n${reason}`)
}

function pingPages(sockets: WebSocketServer, milliseconds: number): () => void {
  const unanswered = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (unanswered.has(socket)) {
        socket.terminate()
        continue
      }
      unanswered.add(socket)
      socket.once('pong', () => unanswered.delete(socket))
      socket.ping()
    }
  }, milliseconds)
  return () => clearInterval(timer)
}

async function closeAll(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
