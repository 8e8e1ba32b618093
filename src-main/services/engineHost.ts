import type { EngineClient } from '@core/contract/engine'
import { createEngineClient, engineCrashed } from '@core/contract/engineClient'
import type { EnginePort } from '@core/contract/engineMessages'

/** A running engine, wherever it runs. */
export interface EngineProcess {
  readonly port: EnginePort
  /** Ends it, working or not; resolves when it is gone. */
  end(): Promise<void>
}

/** An engine ended: a crash unless it was closed. */
export interface EngineExit {
  readonly isCrash: boolean
}

export interface EngineHost {
  /**
   * Starts an engine at the first call, and a new one at the first call after a crash; sessions of the old one are unknown to it.
   */
  readonly client: EngineClient
  /** Returns how to stop listening. */
  onExit(listener: (exit: EngineExit) => void): () => void
  /** Ends the engine; calls that are under way reject, and so do later ones. */
  close(): Promise<void>
}

interface Running {
  readonly process: EngineProcess
  readonly client: EngineClient
}

export function startEngineHost({ spawn }: { readonly spawn: () => EngineProcess }): EngineHost {
  const listeners = new Set<(exit: EngineExit) => void>()
  let running: Running | undefined
  let isClosed = false

  function start(): Running {
    const process = spawn()
    const started: Running = { process, client: createEngineClient(process.port) }
    running = started
    process.port.onClose(() => {
      if (running === started) running = undefined
      // The channel may break before the process is gone.
      void process.end()
      for (const listener of listeners) listener({ isCrash: !isClosed })
    })
    return started
  }

  async function client(): Promise<EngineClient> {
    if (isClosed) return Promise.reject(engineCrashed())
    return Promise.resolve((running ?? start()).client)
  }

  return {
    client: {
      call: async (method, request, options) => (await client()).call(method, request, options),
      wish: (job, wish) => running?.client.wish(job, wish),
      artifact: async (id) => (await client()).artifact(id),
    },
    onExit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosed = true
      await running?.process.end()
    },
  }
}
