import type { EngineProcess } from '../engineHost'
import { createEngine, type EngineSettings } from './engine'
import { createMemoryPorts } from './memoryPorts'
import { serveEngine } from './serveEngine'

/** An engine in the caller's own process, for the command line and for tests: what it computes holds up the caller. */
export function spawnInProcess(settings: EngineSettings = {}): EngineProcess {
  const [near, far] = createMemoryPorts()
  serveEngine(far, createEngine(settings))
  return {
    port: near,
    end: () => {
      near.close()
      return Promise.resolve()
    },
  }
}
