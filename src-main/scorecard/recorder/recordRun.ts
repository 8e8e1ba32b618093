/** Runs a command of the command line in a process of its own and writes down what it says of its progress, when, and its memory. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Progress } from '@core/contract/job'
import { builtFile } from '../../engine/builtFile'
import { watchMemory } from './processTree'

export interface ToldProgress extends Progress {
  /** Seconds after the start of the process. */
  readonly at: number
  /** The result was there, under its own name. */
  readonly isReadable: boolean
}

export interface RecordedRun {
  readonly told: readonly ToldProgress[]
  /** From the start of the process to its end. */
  readonly seconds: number
  /** Of the process and all it has started; 0 where the system does not say. */
  readonly peakBytes: number
}

/**
 * @param words of the command, without --json
 * @param result the path at which its result is to stand
 * @throws Error with what it said, when it fails
 */
export async function recordRun(words: readonly string[], result: string): Promise<RecordedRun> {
  const start = performance.now()
  const seconds = (): number => (performance.now() - start) / 1000
  const child = spawn(process.execPath, [builtFile('main/cli.js'), ...words, '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const memory = watchMemory(child.pid ?? 0)
  const told: ToldProgress[] = []
  const others: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    const { type, ...progress } = parsed(line)
    if (type === 'progress') {
      told.push({ ...(progress as Progress), at: seconds(), isReadable: existsSync(result) })
    } else others.push(line)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => memory.stop())
  if (code !== 0 && code !== doneWithWarnings) {
    throw new Error(`shellac ${words.join(' ')} ended with ${code}: ${others.join(' ')}`)
  }
  return { told, seconds: seconds(), peakBytes: memory.peak() }
}

const doneWithWarnings = 3

function parsed(line: string): { readonly type?: unknown } {
  try {
    return JSON.parse(line) as { readonly type?: unknown }
  } catch {
    return {}
  }
}
