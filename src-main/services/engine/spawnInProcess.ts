import type { EngineProcess } from '../engineHost'
import { createEngine } from './engine'
import { createMemoryPorts } from './memoryPorts'
import { serveEngine } from './serveEngine'

/** An engine in the caller's own process, for the command line and for tests: what it computes holds up the caller. */
export function spawnInProcess(): EngineProcess {
  const [near, far] = createMemoryPorts()
  serveEngine(far, createEngine())
  return {
    port: near,
    end: () => {
      near.close()
      return Promise.resolve()
    },
  }
}
