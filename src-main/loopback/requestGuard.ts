/**
 * Who may ask the loopback server what: a pure function over the raw request, asked before routing and before any WebSocket
 * upgrade. Cookies grant nothing, since pages of every other port on this address share them.
 */
import { createHash, timingSafeEqual } from 'node:crypto'

export const tokenHeader = 'x-shellac-token'
/** The sub-protocol that the server speaks; the page offers it beside `token.<token>`, which is never echoed. */
export const socketProtocol = 'shellac.1'
const tokenProtocolPrefix = 'token.'

export interface RawRequest {
  readonly method: string
  /** The request target as it came, undecoded. */
  readonly target: string
  /** Name, value, name, value ... as they came, doubles included. */
  readonly rawHeaders: readonly string[]
  /** The request asks for a WebSocket. */
  readonly upgrade: boolean
}

export interface GuardSettings {
  /** The server's own `host:port` pairs. */
  readonly hosts: readonly string[]
  /** 64 lower-case hexadecimal digits: 256 bits. */
  readonly token: string
}

export type Route = 'page' | 'session' | 'files' | 'file' | 'artifact' | 'download' | 'engine'
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 415 | 421
  readonly reason: string
}
export type Verdict = { readonly serve: Route } | Refusal

interface RouteRule {
  readonly methods: readonly string[]
  /** The only content type its body may have; null: no body. */
  readonly contentType: string | null
  readonly token: 'none' | 'header' | 'sub-protocol'
}

const rules: Readonly<Record<Route, RouteRule>> = {
  page: { methods: ['GET', 'HEAD'], contentType: null, token: 'none' },
  session: { methods: ['POST'], contentType: 'application/json', token: 'none' },
  files: { methods: ['POST'], contentType: 'application/octet-stream', token: 'header' },
  file: { methods: ['GET'], contentType: null, token: 'header' },
  artifact: { methods: ['GET'], contentType: null, token: 'header' },
  download: { methods: ['GET'], contentType: null, token: 'header' },
  engine: { methods: ['GET'], contentType: null, token: 'sub-protocol' },
}

/**
 * The route to serve, or the refusal: 421 foreign Host, 400 a target that is no plain path, 403 foreign Origin or site, 405
 * method, 401 token, 415 content type. Whether a page file exists is not asked here.
 */
export function guardRequest(request: RawRequest, settings: GuardSettings): Verdict {
  const headers = headerValues(request.rawHeaders)
  const host = headers('host')
  if (host.length !== 1 || !settings.hosts.includes(host[0])) {
    return { status: 421, reason: 'This server answers only to its own address.' }
  }
  if (!/^\/(?!\/)/.test(request.target)) return { status: 400, reason: 'The target must be a path.' }
  const route = routeOf(request.target, request.upgrade)
  return (
    refuseForeignSite(request, headers, host[0]) ??
    refuseForm(request, headers, rules[route]) ??
    refuseToken(headers, rules[route], settings.token) ??
    refuseBody(request, headers, rules[route]) ?? { serve: route }
  )
}

function routeOf(target: string, upgrade: boolean): Route {
  const [path] = target.split('?', 1)
  if (upgrade || path === '/engine') return 'engine'
  if (path === '/session') return 'session'
  if (path === '/files') return 'files'
  if (path.startsWith('/files/')) return 'file'
  if (path.startsWith('/artifacts/')) return 'artifact'
  if (path.startsWith('/downloads/')) return 'download'
  return 'page'
}

type Headers = (name: string) => string[]

function refuseForeignSite(request: RawRequest, headers: Headers, host: string): Refusal | undefined {
  const origins = headers('origin')
  if (origins.length > 1 || (origins.length === 1 && origins[0] !== `http://${host}`)) {
    return { status: 403, reason: 'The request comes from another origin.' }
  }
  // A WebSocket of a browser always carries Origin: one without it is no page of ours.
  if (request.upgrade && origins.length === 0) {
    return { status: 403, reason: 'The request does not say its origin.' }
  }
  const sites = headers('sec-fetch-site')
  const own = sites.every((site) => site === 'same-origin' || site === 'none')
  if ((sites.length > 1 || !own) && !isArrival(request, headers)) {
    return { status: 403, reason: 'The request comes from another site.' }
  }
  return undefined
}

/**
 * A window that arrives at the front page. It may come from elsewhere, as it does from the redirect file (a file: page is
 * another site to the browser): the front page holds no data and frame-ancestors keeps it out of frames.
 */
function isArrival(request: RawRequest, headers: Headers): boolean {
  return (
    request.method === 'GET' &&
    request.target === '/' &&
    !request.upgrade &&
    headers('sec-fetch-mode').join() === 'navigate' &&
    headers('sec-fetch-dest').join() === 'document'
  )
}

function refuseForm(request: RawRequest, headers: Headers, rule: RouteRule): Refusal | undefined {
  if (!rule.methods.includes(request.method)) {
    return { status: 405, reason: `Allowed here: ${rule.methods.join(', ')}.` }
  }
  if (rule.token !== 'sub-protocol') return undefined
  const isSocket = request.upgrade && headers('upgrade').join().toLowerCase() === 'websocket'
  if (isSocket && request.target === '/engine') return undefined
  return { status: 400, reason: 'The engine speaks by WebSocket, at /engine only.' }
}

function refuseToken(headers: Headers, rule: RouteRule, token: string): Refusal | undefined {
  if (rule.token === 'none') return undefined
  const given = rule.token === 'header' ? headers(tokenHeader) : offeredTokens(headers)
  if (given.length === 1 && sameSecret(given[0], token)) return undefined
  return { status: 401, reason: 'The token is missing or wrong.' }
}

function offeredTokens(headers: Headers): string[] {
  return headers('sec-websocket-protocol')
    .flatMap((value) => value.split(','))
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol.startsWith(tokenProtocolPrefix))
    .map((protocol) => protocol.slice(tokenProtocolPrefix.length))
}

function refuseBody(request: RawRequest, headers: Headers, rule: RouteRule): Refusal | undefined {
  const hasBody =
    headers('transfer-encoding').length > 0 || headers('content-length').some((length) => length !== '0')
  if (rule.contentType === null) {
    return hasBody ? { status: 400, reason: `${request.method} has no body here.` } : undefined
  }
  const types = headers('content-type')
  if (types.length === 1 && types[0] === rule.contentType) return undefined
  return { status: 415, reason: `The body must be ${rule.contentType}.` }
}

/** Compares in constant time whatever the lengths: both sides are hashed first. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

function headerValues(rawHeaders: readonly string[]): Headers {
  const all = new Map<string, string[]>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index].toLowerCase()
    all.set(name, [...(all.get(name) ?? []), rawHeaders[index + 1]])
  }
  return (name) => all.get(name) ?? []
}
