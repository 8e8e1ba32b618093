import { createRequire } from 'node:module'
import type * as Flac from 'libflacjs/dist/libflac'

export type FlacLibrary = typeof Flac

let loading: Promise<FlacLibrary> | undefined

/**
 * libFLAC 1.3 as WebAssembly (libflacjs, MIT; libFLAC, BSD), loaded once. The library is told its path by the
 * environment and, on Node 18 and later, would try to fetch() that path: so fetch is hidden until it is ready.
 */
export function loadFlacLibrary(): Promise<FlacLibrary> {
  loading ??= load()
  return loading
}

/** Forgets the loaded library, after a trap has left it in an unknown state. */
export function discardFlacLibrary(): void {
  const require = createRequire(import.meta.url)
  for (const name of Object.keys(require.cache)) {
    if (name.includes('libflac.wasm')) delete require.cache[name]
  }
  loading = undefined
}

async function load(): Promise<FlacLibrary> {
  const require = createRequire(import.meta.url)
  const fetchBefore = globalThis.fetch
  Reflect.set(globalThis, 'fetch', undefined)
  try {
    const create = require('libflacjs') as (variant: string) => FlacLibrary
    const library = create('release.wasm')
    if (!library.isReady()) {
      await new Promise<void>((resolve) => {
        library.on('ready', () => {
          resolve()
        })
      })
    }
    return library
  } finally {
    globalThis.fetch = fetchBefore
  }
}
