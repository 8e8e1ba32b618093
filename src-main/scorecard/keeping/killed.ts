/** Processes that are killed with SIGKILL at moments chosen by chance. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { builtFile } from '../../engine/builtFile'

export type Task = 'save' | 'keep' | 'decompose' | 'wav' | 'flac' | 'count' | 'edit'

function start(task: Task, path: string, number = 0): ChildProcess {
  return fork(builtFile('main/keepingChild.js'), [task, path, String(number)], {
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

/** Lets a task come to its end. The last number that it told. */
export async function runToEnd(task: Task, path: string, number: number): Promise<number> {
  const child = start(task, path, number)
  let told = 0
  child.on('message', (value) => (told = Number(value)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the task ${task} ended with ${code}`)
  return told
}

/** When each number was told before the kill, and when that was: milliseconds of performance.now(). */
export async function timesUntilKill(
  task: Task,
  path: string,
  { number, milliseconds }: { readonly number: number; readonly milliseconds: number },
): Promise<{ readonly told: readonly number[]; readonly killedAt: number }> {
  const child = start(task, path, number)
  const told: number[] = []
  child.on('message', () => told.push(performance.now()))
  await once(child, 'message')
  const left = once(child, 'close')
  await wait(milliseconds)
  const killedAt = performance.now()
  child.kill('SIGKILL')
  await left
  return { told: told.filter((time) => time <= killedAt), killedAt }
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
