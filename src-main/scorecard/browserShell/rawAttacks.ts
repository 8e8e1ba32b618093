/** What a program on the same machine can try at the door, without a browser. */
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { answerHeaders } from '../../loopback/answerHeaders'
import { traversalTargets } from '../attacks/rawTargets'
import { rawRequest, sendRaw, statusOf } from './rawHttp'
import { secret, type ServedApp } from './servedApp'

/** How many of how many went as they should. */
export interface Score {
  readonly good: number
  readonly all: number
}

function scoreOf(results: readonly boolean[]): Score {
  return { good: results.filter(Boolean).length, all: results.length }
}

/** Addresses of this machine on which the port must not answer. */
export async function otherAddresses({ port, host }: ServedApp): Promise<Score> {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const addresses = [
    ...own.filter(({ internal }) => !internal).map(({ address }) => address),
    '127.0.0.2',
    '::1',
  ]
  const request = rawRequest({ headers: [`Host: ${host}`] })
  return scoreOf(
    await Promise.all(addresses.map(async (address) => (await sendRaw(port, request, address)) === '')),
  )
}

/** Host headers that are not exactly ours. */
export async function foreignHosts({ port, host }: ServedApp): Promise<Score> {
  const values = [
    [],
    ['evil.test'],
    [`evil.test:${port}`],
    ['127.0.0.1'],
    [`127.0.0.1:${port + 1}`],
    [`127.0.0.1.:${port}`],
    [`localhost:${port}`],
    [`shellac.localhost:${port}`],
    [`[::1]:${port}`],
    [`[::ffff:127.0.0.1]:${port}`],
    [`2130706433:${port}`],
    [`0x7f.1:${port}`],
    [`127.1:${port}`],
    [`0.0.0.0:${port}`],
    [`user@127.0.0.1:${port}`],
    [`127.0.0.1:0${port}`],
    [''],
    [host, 'evil.test'],
    ['evil.test', host],
    [host, host],
    [`${host}, evil.test`],
  ]
  const targets = ['/', '/session', '/artifacts/a', '/engine']
  const tries = values.flatMap((hosts) => targets.map((target) => ({ hosts, target })))
  const results = tries.map(async ({ hosts, target }) => {
    const headers = hosts.map((value) => `Host: ${value}`)
    const status = statusOf(await sendRaw(port, rawRequest({ target, headers })))
    return status === 421 || status === 400
  })
  return scoreOf(await Promise.all(results))
}

const sites = ['same-origin', 'same-site', 'cross-site', 'none'] as const
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'] as const
const types = ['application/octet-stream', 'application/json', 'text/plain', 'multipart/form-data'] as const

/** 4 sites x 5 methods x 4 content types at the door for uploads, each with the right token. */
export async function matrix({ port, host }: ServedApp, token: string): Promise<Score> {
  const cells = sites.flatMap((site) =>
    methods.flatMap((method) => types.map((type) => ({ site, method, type }))),
  )
  const results = cells.map(async ({ site, method, type }) => {
    const foreign = site === 'same-site' || site === 'cross-site'
    const origin = foreign
      ? ['Origin: http://evil.test']
      : site === 'same-origin'
        ? [`Origin: http://${host}`]
        : []
    const headers = [
      `Host: ${host}`,
      `Sec-Fetch-Site: ${site}`,
      `Content-Type: ${type}`,
      `x-shellac-token: ${token}`,
    ]
    const request = rawRequest({
      method,
      target: '/files?name=a.txt',
      headers: [...headers, ...origin],
      body: 'x',
    })
    const isOurs = !foreign && method === 'POST' && type === 'application/octet-stream'
    return (statusOf(await sendRaw(port, request)) === 200) === isOurs
  })
  return scoreOf(await Promise.all(results))
}

const places = ['', '/files', '/downloads', '/artifacts'] as const

/** Raw targets that try to reach what is not served, at each place and with the right token. */
export async function traversals({ port, host }: ServedApp, token: string): Promise<Score> {
  const targets = places.flatMap((place) => traversalTargets.map((target) => `${place}${target}`))
  const results: boolean[] = []
  for (const target of targets) {
    const headers = [`Host: ${host}`, `x-shellac-token: ${token}`]
    const answer = await sendRaw(port, rawRequest({ target, headers }))
    results.push(statusOf(answer) !== 200 && !answer.includes(secret))
  }
  return scoreOf(results)
}

/** Every route and refusal has all headers, and none that lets other origins read it. */
export async function headersEverywhere({ port, host }: ServedApp, token: string): Promise<Score> {
  const own = [`Host: ${host}`]
  const requests = [
    rawRequest({ headers: own }),
    rawRequest({ target: '/index.html', headers: own }),
    rawRequest({ target: '/none', headers: own }),
    rawRequest({ headers: ['Host: evil.test'] }),
    rawRequest({
      method: 'POST',
      target: '/session',
      headers: [...own, 'Content-Type: application/json'],
      body: '{}',
    }),
    rawRequest({ method: 'OPTIONS', target: '/session', headers: [...own, 'Origin: http://evil.test'] }),
    rawRequest({ target: '/artifacts/none', headers: own }),
    rawRequest({ target: '/artifacts/none', headers: [...own, `x-shellac-token: ${token}`] }),
    rawRequest({ target: '/files/none', headers: [...own, `x-shellac-token: ${token}`] }),
    rawRequest({ target: '/downloads/none', headers: [...own, `x-shellac-token: ${token}`] }),
    rawRequest({ target: '/engine', headers: own }),
    rawRequest({ target: '/engine', headers: [...own, 'Upgrade: websocket', 'Sec-WebSocket-Key: x'] }),
    'no request at all\r\n\r\n',
    rawRequest({ headers: [...own, `X: ${'x'.repeat(40_000)}`] }),
  ]
  const wanted = Object.entries(answerHeaders(host)).map(([name, value]) => `${name}: ${value}`.toLowerCase())
  const results = requests.map(async (request) => {
    const head = (await sendRaw(port, request)).split('\r\n\r\n')[0].toLowerCase()
    const lines = head.split('\r\n')
    return wanted.every((line) => lines.includes(line)) && !head.includes('access-control-')
  })
  return scoreOf(await Promise.all(results))
}

export interface Exhaustion {
  readonly sockets: number
  /** Mebibytes that the server grew by. */
  readonly growth: number
  /** Milliseconds after the attack until an honest request was answered. */
  readonly recovery: number
  readonly isAnswered: boolean
  /** A body of 10 GB was refused before it came. */
  readonly refusesBody: boolean
  /** Headers that never end were given up. */
  readonly refusesSlow: boolean
}

/** Many sockets that say nothing, headers that never end, and a body of 10 GB. */
export async function exhaust(app: ServedApp, token: string, sockets: number): Promise<Exhaustion> {
  const { port, host, process: child } = app
  const before = residentMebibytes(child.pid)
  const huge = [
    `Host: ${host}`,
    `x-shellac-token: ${token}`,
    'Content-Type: application/octet-stream',
    'Content-Length: 10000000000',
  ]
  const refused = await sendRaw(port, rawRequest({ method: 'POST', target: '/files?name=a', headers: huge }))
  const slow = sendRaw(port, `GET / HTTP/1.1\r\nHost: ${host}\r\nX: `)
  const open = await openSockets(port, sockets)
  const growth = residentMebibytes(child.pid) - before
  for (const socket of open) socket.destroy()
  const start = performance.now()
  const answer = await retry(() => sendRaw(port, rawRequest({ headers: [`Host: ${host}`] })))
  return {
    sockets,
    growth: Math.max(0, Math.round(growth)),
    recovery: Math.round(performance.now() - start),
    isAnswered: statusOf(answer) === 200,
    refusesBody: statusOf(refused) === 413,
    refusesSlow: [408, 0].includes(statusOf(await slow)),
  }
}

async function openSockets(port: number, count: number): Promise<Socket[]> {
  const sockets: Socket[] = []
  const batch = 250
  for (let begun = 0; begun < count; begun += batch) {
    const opening = Array.from({ length: Math.min(batch, count - begun) }, () => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      sockets.push(socket)
      return new Promise<void>((resolve) => {
        socket.once('connect', resolve)
        socket.once('close', () => resolve())
      })
    })
    await Promise.all(opening)
  }
  return sockets
}

/** A few times, as a browser does. */
async function retry(ask: () => Promise<string>): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const answer = await ask()
    if (answer !== '') return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return ''
}

function residentMebibytes(pid: number | undefined): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 2 ** 20
  } catch {
    return 0
  }
}
