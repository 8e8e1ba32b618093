/** Processes that are killed with SIGKILL at moments chosen by chance. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { builtFile } from '../../engine/builtFile'

export type Task = 'save' | 'keep' | 'decompose'

function start(task: Task, path: string): ChildProcess {
  return fork(builtFile('main/keepingChild.js'), [task, path], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

/** The number of the last save that was told before the kill, so many milliseconds after the first one. */
export async function killAfter(task: Task, path: string, milliseconds: number): Promise<number> {
  const child = start(task, path)
  let told = 0
  child.on('message', (value) => (told = Number(value)))
  await once(child, 'message')
  const left = once(child, 'close')
  await wait(milliseconds)
  child.kill('SIGKILL')
  await left
  return told
}

export interface KilledDecomposition {
  /** The sum of the result, or null for a process that was killed before it had one. */
  readonly result: string | null
  /** From the first sign of work to the end of the process. */
  readonly milliseconds: number
}

/**
 * @param path folder of checkpoints
 * @param killedAfter milliseconds from when there is a checkpoint to go on from; null: never
 */
export async function decomposeIn(path: string, killedAfter: number | null): Promise<KilledDecomposition> {
  const child = start('decompose', path)
  let result: string | null = null
  child.on('message', (value) => {
    if (typeof value === 'string') result = value
  })
  const left = once(child, 'close')
  await once(child, 'message')
  const begun = performance.now()
  if (killedAfter !== null) {
    while (isAlive(child) && !(await hasCheckpoint(path))) await wait(10)
    await Promise.race([left, wait(killedAfter)])
    child.kill('SIGKILL')
  }
  await left
  return { result, milliseconds: performance.now() - begun }
}

const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null

export async function hasCheckpoint(path: string): Promise<boolean> {
  return (await readdir(path)).some((name) => name.endsWith('.checkpoint'))
}
