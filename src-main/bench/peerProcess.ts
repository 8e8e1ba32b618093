import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { ShellacError } from '@core/contract/errors'

export interface PeerFacts {
  readonly numpy: string
  readonly scikitLearn: string
  /** Library, version, and the kernels that it chose for this processor. */
  readonly blas: string
  readonly blasThreads: number
}

/** Names as in peers.py. */
export type PeerProgram = 'numpy' | 'scikit-learn'

/** Milliseconds of each iteration, and the cost after the last. */
export interface PeerAnswer {
  readonly wall: readonly number[]
  readonly cpu: readonly number[]
  readonly cost: number
}

export interface PeerProcess {
  readonly facts: PeerFacts
  run(program: PeerProgram, iterations: number): Promise<PeerAnswer>
  readonly close: () => Promise<void>
}

/** Debian's Python first: there the packages are libraries of the system. */
const pythons = ['/usr/bin/python3', 'python3']

/** A Python that has the packages, or undefined. */
export function findPython(): string | undefined {
  const test = ['-c', 'import numpy, sklearn, threadpoolctl']
  return pythons.find((python) => spawnSync(python, test, { stdio: 'ignore' }).status === 0)
}

/** Starts peers.py (`script`) on the arrays in `folder`, with so many threads in its linear algebra. */
export async function startPeers(
  python: string,
  script: string,
  { folder, threads }: { folder: string; threads: number },
): Promise<PeerProcess> {
  const child = spawn(python, [script, folder], {
    env: peerEnvironment(process.env, threads),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async (): Promise<unknown> => {
    const line = await lines.next()
    if (line.done) throw new ShellacError('internal', `${python} ${script} ended unexpectedly.`)
    return JSON.parse(line.value)
  }
  const facts = (await answer()) as PeerFacts
  return {
    facts,
    async run(program, iterations) {
      child.stdin.write(`${JSON.stringify({ program, iterations })}\n`)
      return (await answer()) as PeerAnswer
    },
    close: async () => {
      child.stdin.end()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

/** Without settings that would keep OpenBLAS from choosing what is best for this processor. */
export function peerEnvironment(environment: NodeJS.ProcessEnv, threads: number): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('OPENBLAS_'))
  const count = String(threads)
  return { ...Object.fromEntries(kept), OPENBLAS_NUM_THREADS: count, OMP_NUM_THREADS: count }
}
