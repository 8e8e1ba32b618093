/** protocol and session. The browser shows app://host/x as https://host.app.standin/x: it knows no schemes of Electron. */
import { mustBeReady, mustNotBeReady } from './app.mjs'
import { onTest, tellTest } from './wire.mjs'

/** @type {Map<string, { privileges: object, handler: ((request: Request) => Promise<Response>) | null }>} */
const schemes = new Map()

export const protocol = {
  /** @param {readonly { scheme: string, privileges?: object }[]} list */
  registerSchemesAsPrivileged(list) {
    mustNotBeReady('protocol.registerSchemesAsPrivileged')
    for (const { scheme, privileges = {} } of list) schemes.set(scheme, { privileges, handler: null })
  },
  /** @param {string} scheme @param {(request: Request) => Promise<Response>} handler */
  handle(scheme, handler) {
    mustBeReady('protocol.handle')
    const known = schemes.get(scheme) ?? { privileges: {} }
    schemes.set(scheme, { ...known, handler })
  },
}

/** What the app has set; the test asks for it. @type {Record<string, any>} */
export const sessionHandlers = {}

const defaultSession = {
  protocol,
  /** @param {unknown} handler */
  setPermissionRequestHandler(handler) {
    sessionHandlers.request = handler
  },
  /** @param {unknown} handler */
  setPermissionCheckHandler(handler) {
    sessionHandlers.check = handler
  },
  /** @param {unknown} handler */
  setDevicePermissionHandler(handler) {
    sessionHandlers.device = handler
  },
  webRequest: {
    /** @param {unknown} filter @param {unknown} handler */
    onBeforeRequest(filter, handler) {
      sessionHandlers.network = { filter, handler }
    },
  },
}

export const session = { defaultSession }

/** Privileges of the schemes, for the test. */
export function schemePrivileges() {
  return Object.fromEntries([...schemes].map(([scheme, { privileges }]) => [scheme, privileges]))
}

onTest('request', async ({ id, url, method, headers, body }) => {
  tellTest({ kind: 'answer', id, ...(await answerRequest({ url, method, headers, body })) })
})

/** @param {{ url: string, method: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer> | null }} request */
async function answerRequest({ url, method, headers, body }) {
  const handler = schemes.get(new URL(url).protocol.slice(0, -1))?.handler
  if (!handler) return { status: 0 }
  try {
    const stream = body === null ? {} : { body: new Blob([body]).stream(), duplex: 'half' }
    const response = await handler(new Request(url, { method, headers, ...stream }))
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes }
  } catch (error) {
    console.error('stand-in: a scheme handler failed', error)
    return { status: 0 }
  }
}
