/** What one client may take of the server. Sizes of messages are in messages.ts. */
export interface LoopbackLimits {
  /** Connections beside the WebSockets; a browser opens six. */
  readonly connections: number
  readonly sockets: number
  readonly headerBytes: number
  readonly headerMilliseconds: number
  /** A request with its body; uploads from this machine come at the speed of its disk. */
  readonly requestMilliseconds: number
  /** Without a byte in either direction. */
  readonly idleMilliseconds: number
  /** How often stuck requests are looked for. */
  readonly checkMilliseconds: number
  /** Between two pings of a page; one that did not answer the last is given up. */
  readonly pingMilliseconds: number
  readonly uploadBytes: number
}

export const defaultLimits: LoopbackLimits = {
  connections: 64,
  sockets: 16,
  headerBytes: 16 * 1024,
  headerMilliseconds: 10_000,
  requestMilliseconds: 15 * 60_000,
  idleMilliseconds: 30_000,
  checkMilliseconds: 2_000,
  pingMilliseconds: 30_000,
  uploadBytes: 8 * 1024 ** 3,
}
