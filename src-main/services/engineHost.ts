import type { EngineClient, EngineMethod } from '@core/contract/engine'
import { createEngineClient, engineCrashed } from '@core/contract/engineClient'
import { heartbeatMilliseconds, type EnginePort } from '@core/contract/engineMessages'
import { ShellacError } from '@core/contract/errors'

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

export interface EngineHostSettings {
  readonly spawn: () => EngineProcess
  /** Seconds without a sign of life after which an engine is ended; 60 by default. */
  readonly patience?: number
}

const usualPatience = 60
/** A recording is decoded in one go, which takes its time and says nothing meanwhile: so many times longer is waited. */
const openingFactor = 10
const openingMethods: ReadonlySet<EngineMethod> = new Set(['openRecording', 'openProject'])

export function startEngineHost({ spawn, patience = usualPatience }: EngineHostSettings): EngineHost {
  const listeners = new Set<(exit: EngineExit) => void>()
  /** Told to end, and perhaps not yet gone: a hung engine has to be killed, which nobody does once this program has left. */
  const ending = new Set<Promise<void>>()
  let running: Running | undefined
  let isClosed = false

  function end(process: EngineProcess): Promise<void> {
    const ended = process.end().finally(() => ending.delete(ended))
    ending.add(ended)
    return ended
  }

  function start(): Running {
    const process = spawn()
    const openings = new Set<symbol>()
    const watch = watchSilence(
      process.port,
      () => patience * (openings.size > 0 ? openingFactor : 1),
      () => void end(process),
    )
    const started: Running = {
      process,
      client: watchedClient(createEngineClient(process.port), openings, watch.isSilent),
    }
    running = started
    process.port.onClose(() => {
      watch.end()
      if (running === started) running = undefined
      // The channel may break before the process is gone.
      void end(process)
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
      if (running) void end(running.process)
      await Promise.all(ending)
    },
  }
}

/** A client that knows whether an engine hung before it was ended, and tells what is being opened. */
function watchedClient(client: EngineClient, openings: Set<symbol>, hasHung: () => boolean): EngineClient {
  const named = (error: unknown): unknown => {
    const isCrash = error instanceof ShellacError && error.code === 'engine-crashed'
    return isCrash && hasHung() ? engineHung() : error
  }
  return {
    ...client,
    async call(method, request, options) {
      const call = Symbol(method)
      if (openingMethods.has(method)) openings.add(call)
      try {
        return await client.call(method, request, options)
      } catch (error) {
        throw named(error)
      } finally {
        openings.delete(call)
      }
    },
  }
}

function engineHung(): ShellacError {
  return new ShellacError(
    'not-responding',
    'The engine gave no sign of life for too long and was ended; open the recording or the project again.',
  )
}

/**
 * Calls back once, when nothing was heard for too long. Looks are counted, not the time: a machine that sleeps, or a program that is
 * stopped, is no reason to give up.
 * @param patience seconds
 */
function watchSilence(
  port: EnginePort,
  patience: () => number,
  onSilence: () => void,
): { isSilent: () => boolean; end: () => void } {
  let looks = 0
  let isSilent = false
  port.onMessage(() => (looks = 0))
  const timer = setInterval(() => {
    looks++
    if ((looks * heartbeatMilliseconds) / 1000 <= patience()) return
    isSilent = true
    clearInterval(timer)
    onSilence()
  }, heartbeatMilliseconds)
  timer.unref()
  return { isSilent: () => isSilent, end: () => clearInterval(timer) }
}
