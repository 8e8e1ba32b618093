import { MessageChannelMain, utilityProcess } from 'electron'
import { builtFile } from '../engine/builtFile'
import { environmentOfEngine } from '../services/engine/spawnChild'
import type { EngineProcess } from '../services/engineHost'
import { enginePortOf } from './portAdapters'

/** As the system's list of processes and the crash reports show it. */
export const engineServiceName = 'Shellac engine'

/** How long an engine that is told to end may take for it, in milliseconds. */
const patience = 2000

/** An engine in a utility process, which ends with the app. Only after the app is ready. */
export function spawnUtility(): EngineProcess {
  const { port1, port2 } = new MessageChannelMain()
  const child = utilityProcess.fork(builtFile('main/engineUtility.js'), [], {
    serviceName: engineServiceName,
    stdio: 'inherit',
    env: environmentOfEngine(),
  })
  const port = enginePortOf(port1)
  const left = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
      port.close()
    })
  })
  child.postMessage(null, [port2])
  return {
    port,
    async end() {
      port.close()
      // The engine leaves when its port closes; a busy one is asked by the system, then made to.
      const asked = setTimeout(() => child.kill(), patience / 2)
      const made = setTimeout(() => killHard(child.pid), patience)
      await left
      clearTimeout(asked)
      clearTimeout(made)
    },
  }
}

function killHard(processId: number | undefined): void {
  try {
    if (processId !== undefined) process.kill(processId, 'SIGKILL')
  } catch {
    // It has gone by itself meanwhile.
  }
}
