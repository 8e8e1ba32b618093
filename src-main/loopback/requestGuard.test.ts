import { describe, expect, it } from 'vitest'
import { guardRequest, tokenHeader, type RawRequest } from './requestGuard'

const host = '127.0.0.1:40123'
const token = 'ab'.repeat(32)
const settings = { hosts: [host], token }

const statusOf = (request: Partial<RawRequest>): number | string => {
  const verdict = guardRequest(
    { method: 'GET', target: '/', rawHeaders: ['Host', host], upgrade: false, ...request },
    settings,
  )
  return 'status' in verdict ? verdict.status : verdict.serve
}
const withHeaders = (...headers: string[]): string[] => ['Host', host, ...headers]

describe('the Host header', () => {
  it.each([
    ['missing', []],
    ['empty', ['Host', '']],
    ['doubled', ['Host', host, 'Host', host]],
    ['doubled with another first', ['Host', 'evil.test', 'host', host]],
    ['a foreign name', ['Host', 'evil.test:40123']],
    ['with a trailing dot', ['Host', '127.0.0.1.:40123']],
    ['of another port', ['Host', '127.0.0.1:40124']],
    ['without the port', ['Host', '127.0.0.1']],
    ['localhost', ['Host', 'localhost:40123']],
    ['below localhost', ['Host', 'shellac.localhost:40123']],
    ['IPv6', ['Host', '[::1]:40123']],
    ['IPv4 in IPv6', ['Host', '[::ffff:127.0.0.1]:40123']],
    ['a decimal address', ['Host', '2130706433:40123']],
    ['an octal address', ['Host', '0177.0.0.1:40123']],
    ['with a user', ['Host', `user@${host}`]],
    ['with a space', ['Host', `${host} `]],
    ['a list', ['Host', `${host}, evil.test`]],
  ])('%s is refused with 421, whatever the route', (_, rawHeaders) => {
    const known = [...rawHeaders, tokenHeader, token]
    for (const target of ['/', '/session', '/artifacts/a', '/nothing']) {
      expect(statusOf({ target, rawHeaders: known })).toBe(421)
    }
    expect(statusOf({ target: '/engine', rawHeaders: known, upgrade: true })).toBe(421)
  })

  it('exactly ours is served', () => expect(statusOf({})).toBe('page'))
})

const sites = ['same-origin', 'none', 'same-site', 'cross-site']
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']
const types = ['application/json', 'application/octet-stream', 'text/plain', 'multipart/form-data']
const routes = [
  { target: '/session', method: 'POST', type: 'application/json', route: 'session' },
  { target: '/files?name=a.wav', method: 'POST', type: 'application/octet-stream', route: 'files' },
]
const cells = routes.flatMap((rule) =>
  sites.flatMap((site) => methods.flatMap((method) => types.map((type) => ({ rule, site, method, type })))),
)

describe('the matrix of sites, methods and content types', () => {
  it('has all its cells for both routes that take a body', () => expect(cells.length).toBe(2 * 4 * 5 * 4))

  it.each(cells)('$rule.target: $site, $method, $type', ({ rule, site, method, type }) => {
    const rawHeaders = withHeaders(
      ...['Sec-Fetch-Site', site, 'Content-Type', type, 'Content-Length', '2', tokenHeader, token],
    )
    const expected =
      site === 'same-site' || site === 'cross-site'
        ? 403
        : method !== rule.method
          ? 405
          : type !== rule.type
            ? 415
            : rule.route
    expect(statusOf({ method, target: rule.target, rawHeaders })).toBe(expected)
  })
})

describe('the Origin header', () => {
  it.each(['null', '', 'http://evil.test', 'http://127.0.0.1:40124', `https://${host}`, `http://${host}/`])(
    '%s is refused with 403',
    (origin) => expect(statusOf({ rawHeaders: withHeaders('Origin', origin) })).toBe(403),
  )

  it('ours is served, twice it is refused', () => {
    const own = ['Origin', `http://${host}`]
    expect(statusOf({ rawHeaders: withHeaders(...own) })).toBe('page')
    expect(statusOf({ rawHeaders: withHeaders(...own, ...own) })).toBe(403)
  })
})

describe('a window that arrives from another site', () => {
  const arrival = ['Sec-Fetch-Site', 'cross-site', 'Sec-Fetch-Mode', 'navigate', 'Sec-Fetch-Dest', 'document']

  it('is served the front page and nothing else', () => {
    expect(statusOf({ rawHeaders: withHeaders(...arrival) })).toBe('page')
    expect(statusOf({ target: '/assets/page.js', rawHeaders: withHeaders(...arrival) })).toBe(403)
    expect(
      statusOf({ target: '/artifacts/a', rawHeaders: withHeaders(...arrival, tokenHeader, token) }),
    ).toBe(403)
  })

  it('is refused in a frame', () => {
    expect(statusOf({ rawHeaders: withHeaders(...arrival.slice(0, 5), 'iframe') })).toBe(403)
  })
})

describe('the token', () => {
  it.each(['/artifacts/a', '/downloads/a', '/files/a'])('is needed for %s, in the header only', (target) => {
    expect(statusOf({ target })).toBe(401)
    expect(statusOf({ target, rawHeaders: withHeaders(tokenHeader, token) })).not.toBe(401)
    expect(statusOf({ target, rawHeaders: withHeaders('Cookie', `${tokenHeader}=${token}`) })).toBe(401)
    expect(statusOf({ target: `${target}?token=${token}` })).toBe(401)
  })

  it.each(['', 'ab', token.slice(1), `${token}a`, token.toUpperCase(), 'cd'.repeat(32)])(
    '%s is wrong',
    (given) =>
      expect(statusOf({ target: '/artifacts/a', rawHeaders: withHeaders(tokenHeader, given) })).toBe(401),
  )

  it('given twice is refused', () => {
    const rawHeaders = withHeaders(tokenHeader, token, tokenHeader, token)
    expect(statusOf({ target: '/artifacts/a', rawHeaders })).toBe(401)
  })
})

describe('a WebSocket', () => {
  const origin = ['Origin', `http://${host}`]
  const socket = ['Upgrade', 'websocket', 'Sec-WebSocket-Protocol', `shellac.1, token.${token}`]
  const ask = (rawHeaders: string[], target = '/engine'): number | string =>
    statusOf({ target, upgrade: true, rawHeaders: withHeaders(...rawHeaders) })

  it('of our page with the token is served', () => expect(ask([...origin, ...socket])).toBe('engine'))

  it.each([
    ['without an origin', socket, 403],
    ['of another origin', ['Origin', 'http://127.0.0.1:40124', ...socket], 403],
    ['of another site', [...origin, 'Sec-Fetch-Site', 'same-site', ...socket], 403],
    ['without a token', [...origin, 'Upgrade', 'websocket', 'Sec-WebSocket-Protocol', 'shellac.1'], 401],
    ['with a wrong token', [...origin, 'Upgrade', 'websocket', 'Sec-WebSocket-Protocol', 'token.a'], 401],
    ['with the token in the header', [...origin, 'Upgrade', 'websocket', tokenHeader, token], 401],
    ['that is another protocol', [...origin, 'Upgrade', 'h2c', ...socket.slice(2)], 400],
  ])('%s is refused', (_, headers, status) => expect(ask(headers)).toBe(status))

  it('anywhere else is refused', () => {
    expect(ask([...origin, ...socket], '/')).toBe(400)
    expect(ask([...origin, ...socket], '/engine?token=a')).toBe(400)
    expect(statusOf({ target: '/engine', rawHeaders: withHeaders(...socket) })).toBe(400)
  })
})

describe('the target', () => {
  it.each(['*', 'http://evil.test/', `http://${host}/`, '//evil.test/', 'index.html', '', '\\'])(
    '%s is no path of this server',
    (target) => expect(statusOf({ target })).toBe(400),
  )

  it('of a page has no body', () => {
    expect(statusOf({ rawHeaders: withHeaders('Content-Length', '5') })).toBe(400)
    expect(statusOf({ rawHeaders: withHeaders('Transfer-Encoding', 'chunked') })).toBe(400)
  })
})
