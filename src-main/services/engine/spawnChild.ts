import { fork, type ChildProcess } from 'node:child_process'
import { builtFile } from '../../engine/builtFile'
import type { EngineProcess } from '../engineHost'
import { portOf } from './childPort'

/** How long an engine that is told to end may take for it, in milliseconds. */
const patience = 2000

/**
 * The variables of this process; with more threads for file calls than the usual four, so that some are left where a few calls to a
 * network folder hang.
 */
export function environmentOfEngine(): NodeJS.ProcessEnv {
  return { UV_THREADPOOL_SIZE: '16', ...process.env }
}

/** An engine in a child process, which ends with its parent. */
export function spawnChild(): ChildEngine {
  const child = fork(builtFile('main/engineChild.js'), [], {
    serialization: 'advanced',
    execArgv: [],
    env: environmentOfEngine(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return engineIn(child)
}

export type ChildEngine = EngineProcess & { readonly processId: number | undefined }

/** @param child with a channel of serialization 'advanced' */
export function engineIn(child: ChildProcess): ChildEngine {
  const left = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    // A process that could not be started leaves no other trace.
    child.on('error', () => {
      if (child.connected) child.disconnect()
      resolve()
    })
  })
  return {
    port: portOf(child),
    processId: child.pid,
    async end() {
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => child.kill('SIGKILL'), patience)
      await left
      clearTimeout(timer)
    },
  }
}
