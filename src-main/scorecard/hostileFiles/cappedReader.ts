/** Reads files in a process of its own with a limit on time and memory, and starts another when that one is lost. */
import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { builtFile } from '../../engine/builtFile'
import type { FileKind } from './hostileFile'
import type { ReadAnswer, ReadRequest } from './readerMessages'

export const readSeconds = 20
export const readMebibytes = 512

const watchMilliseconds = 50
const pageBytes = 4096

export type LostState = 'crashed' | 'timeout' | 'memory'

export type CappedReading =
  | ReadAnswer
  | {
      readonly state: LostState
      readonly message: string
      readonly milliseconds: number
      readonly peakBytes: number
    }

export interface ReadWish {
  readonly kind: FileKind
  readonly bytes: Uint8Array
  readonly failAt?: number
  readonly wantsSamples?: boolean
}

export interface CappedReader {
  /** One at a time. */
  read(wish: ReadWish): Promise<CappedReading>
  close(): void
}

/** @param folder for the child's files; `counting`: count allocations and reads, at a price */
export function createCappedReader(folder: string, { counting = false } = {}): CappedReader {
  let child: ChildProcess | undefined
  let id = 0
  const start = (): ChildProcess =>
    fork(builtFile('main/hostileReader.js'), [folder, counting ? 'counting' : 'plain'], {
      serialization: 'advanced',
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
  return {
    async read({ kind, bytes, failAt = 0, wantsSamples = false }) {
      child ??= start()
      const request: ReadRequest = { id: ++id, kind, bytes, failAt, wantsSamples }
      const reading = await readIn(child, request)
      if (isLost(reading.state)) child = undefined
      return reading
    },
    close() {
      child?.kill('SIGKILL')
      child = undefined
    },
  }
}

export function isLost(state: string): state is LostState {
  return state === 'crashed' || state === 'timeout' || state === 'memory'
}

/** Settles with the answer or with the way the child was lost; it is gone then. */
function readIn(child: ChildProcess, request: ReadRequest): Promise<CappedReading> {
  return new Promise((resolve) => {
    const start = performance.now()
    let peakBytes = 0
    let complaint = ''
    const settle = (reading: CappedReading): void => {
      clearInterval(watch)
      child.off('message', onMessage)
      child.off('exit', onExit)
      child.stderr?.off('data', onComplaint)
      resolve(reading)
    }
    const lose = (state: LostState, message: string): void => {
      child.kill('SIGKILL')
      settle({ state, message, milliseconds: performance.now() - start, peakBytes })
    }
    const onMessage = (message: unknown): void => {
      const answer = message as ReadAnswer
      if (answer.id === request.id) settle(answer)
    }
    const onExit = (code: number | null, signal: string | null): void =>
      lose('crashed', `ended by ${signal ?? `code ${code}`}: ${complaint.slice(-1000)}`)
    const onComplaint = (chunk: Buffer): void => {
      complaint = (complaint + chunk.toString('utf8')).slice(-4000)
    }
    const watch = setInterval(() => {
      peakBytes = Math.max(peakBytes, residentBytes(child.pid))
      if (peakBytes > readMebibytes * 2 ** 20) lose('memory', `${Math.round(peakBytes / 2 ** 20)} MB`)
      else if (performance.now() - start > readSeconds * 1000) lose('timeout', `${readSeconds} s`)
    }, watchMilliseconds)
    child.on('message', onMessage)
    child.on('exit', onExit)
    child.stderr?.on('data', onComplaint)
    child.send(request)
  })
}

/** Of a running process; 0 where the system does not say. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes
  } catch {
    return 0
  }
}
