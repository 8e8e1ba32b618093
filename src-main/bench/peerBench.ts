import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ShellacError } from '@core/contract/errors'
import { factorize, type FactorizeSettings } from '@core/nmf/factorize'
import { initialFactors } from '@core/nmf/initialise'
import { writeNpy } from '@core/project/npy'
import type { PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { wasmKernelsOn } from '../engine/kernels/wasmKernels'
import { availableBuilds, openTeam } from './benchTeam'
import { clockFor, timeIterations, type Clock, type IterationTimes } from './iterationTimes'
import { sizeA } from './kernelBench'
import { startPeers, type PeerFacts, type PeerProcess, type PeerProgram } from './peerProcess'
import { seededSpectrogram } from './signals'
import { median, sameRoundRatio } from './statistics'

/** Something that is timed: from the same start, on the same data. */
interface Contestant {
  readonly name: string
  readonly isPeer: boolean
  readonly threads: number
  /** Cost after so many iterations. */
  cost(iterations: number): Promise<number>
  time(): Promise<IterationTimes>
  close(): Promise<void>
}

export interface ContestantFigures {
  readonly name: string
  readonly threads: number
  /** Relative difference of its cost to that of NumPy after the same iterations. */
  readonly costDifference: number
  readonly clock: Clock
  readonly medianMilliseconds: number
  readonly minMilliseconds: number
}

/** How many times as long as ours the peer takes. */
export interface PeerRatio {
  readonly ours: string
  readonly ourThreads: number
  readonly peer: string
  readonly peerThreads: number
  readonly clock: Clock
  readonly ratio: number
}

export interface PeerBench {
  readonly peers: PeerFacts
  readonly rounds: number
  readonly contestants: readonly ContestantFigures[]
  readonly ratios: readonly PeerRatio[]
}

const settings = {
  componentCount: 10,
  smoothness: 0,
  algorithm: 'mm',
  tolerance: 0,
  seed: 1,
} as const satisfies Omit<FactorizeSettings, 'maxIterations'>

const checkedIterations = 20
const costTolerance = 1e-6
const count = { warmUp: 2, measured: 10 }
const threadCounts = [1, 2]
const peerPrograms: readonly PeerProgram[] = ['numpy', 'scikit-learn']
/** Milliseconds between two programs: threads of linear algebra spin for a while after their work. */
const pauseLength = 150

/**
 * Plain MM at size A, K = 10, in our kernels, NumPy and scikit-learn: checks that the costs agree, then times all in rounds, there
 * and back within each (A B B A).
 * @throws ShellacError 'internal' where the costs differ
 */
export async function benchPeers(options: {
  readonly python: string
  readonly script: string
  readonly rounds: number
}): Promise<PeerBench> {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-bench-'))
  const contestants: Contestant[] = []
  try {
    const spectrogram = seededSpectrogram(sizeA.binCount, sizeA.frameCount, 1)
    await writeProblem(folder, spectrogram)
    contestants.push(...(await ourContestants(spectrogram)))
    const processes = await Promise.all(
      threadCounts.map((threads) => startPeers(options.python, options.script, { folder, threads })),
    )
    contestants.push(...processes.flatMap(peerContestants))
    const differences = await compareCosts(contestants)
    const rounds = await runRounds(contestants, options.rounds)
    return {
      peers: processes[0].facts,
      rounds: options.rounds,
      contestants: contestants.map((contestant, i) => figuresOf(contestant, rounds[i], differences[i])),
      ratios: ratiosOf(contestants, rounds),
    }
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.close()))
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeProblem(folder: string, spectrogram: PowerSpectrogram): Promise<void> {
  const { V, binCount, frameCount } = spectrogram
  const { componentCount, seed } = settings
  const { W, H } = initialFactors(spectrogram, componentCount, seed)
  const arrays = [
    ['V', [frameCount, binCount], V],
    ['H', [frameCount, componentCount], H],
    ['W', [componentCount, binCount], W],
  ] as const
  for (const [name, shape, data] of arrays) {
    await writeFile(join(folder, `${name}.npy`), writeNpy(shape, Float32Array.from(data)))
  }
}

async function ourContestants(spectrogram: PowerSpectrogram): Promise<Contestant[]> {
  const contestants: Contestant[] = []
  for (const build of availableBuilds()) {
    for (const threads of threadCounts) {
      const { team, close } = await openTeam({ ...spectrogram, ...settings }, { build, threads })
      const run = (maxIterations: number) =>
        factorize(spectrogram, { ...settings, maxIterations }, wasmKernelsOn(team, spectrogram))
      contestants.push({
        name: `shellac ${build}`,
        isPeer: false,
        threads,
        cost: (iterations) => Promise.resolve(costAfter(iterations, run(iterations))),
        time: () => Promise.resolve(timeIterations(run(count.warmUp + count.measured), count)),
        close,
      })
    }
  }
  return contestants
}

function costAfter(iterations: number, run: ReturnType<typeof factorize>): number {
  let cost = NaN
  for (let i = 0; i <= iterations; i++) {
    const step = run.next()
    if (!step.done) cost = step.value.cost
  }
  return cost
}

function peerContestants(peers: PeerProcess): Contestant[] {
  return peerPrograms.map((program) => ({
    name: program,
    isPeer: true,
    threads: peers.facts.blasThreads,
    cost: async (iterations) => (await peers.run(program, iterations)).cost,
    async time() {
      const { wall, cpu } = await peers.run(program, count.warmUp + count.measured)
      return { wall: wall.slice(count.warmUp), cpu: cpu.slice(count.warmUp) }
    },
    close: () => peers.close(),
  }))
}

/** Relative differences to the cost of NumPy. */
async function compareCosts(contestants: readonly Contestant[]): Promise<number[]> {
  const costs: number[] = []
  for (const contestant of contestants) costs.push(await contestant.cost(checkedIterations))
  const reference = costs[contestants.findIndex(({ name }) => name === 'numpy')]
  const differences = costs.map((cost) => Math.abs(cost - reference) / reference)
  contestants.forEach(({ name }, i) => {
    if (differences[i] <= costTolerance) return
    const message = `After ${checkedIterations} iterations the cost of ${name} is ${costs[i]}, that of NumPy ${reference}: they do not compute the same.`
    throw new ShellacError('internal', message)
  })
  return differences
}

/** Times of each contestant in each round. */
type Rounds = readonly (readonly IterationTimes[])[]

async function runRounds(contestants: readonly Contestant[], roundCount: number): Promise<Rounds> {
  const rounds: IterationTimes[][] = contestants.map(() => [])
  const order = contestants.map((_, i) => i)
  for (let round = 0; round < roundCount; round++) {
    const bursts: IterationTimes[][] = contestants.map(() => [])
    for (const i of [...order, ...order.toReversed()]) {
      await pause(pauseLength)
      bursts[i].push(await contestants[i].time())
    }
    bursts.forEach((own, i) => rounds[i].push(joined(own)))
  }
  return rounds
}

function joined(bursts: readonly IterationTimes[]): IterationTimes {
  return { wall: bursts.flatMap(({ wall }) => wall), cpu: bursts.flatMap(({ cpu }) => cpu) }
}

function figuresOf(
  { name, threads }: Contestant,
  rounds: readonly IterationTimes[],
  costDifference: number,
): ContestantFigures {
  const clock = clockFor(threads)
  const values = joined(rounds)[clock]
  return {
    name,
    threads,
    costDifference,
    clock,
    medianMilliseconds: median(values),
    minMilliseconds: Math.min(...values),
  }
}

/** Both on one thread are compared by processor time, all others by the clock on the wall. */
function ratiosOf(contestants: readonly Contestant[], rounds: Rounds): PeerRatio[] {
  const numbered = contestants.map((contestant, i) => ({ ...contestant, times: rounds[i] }))
  return numbered
    .filter(({ isPeer }) => isPeer)
    .flatMap((peer) =>
      numbered
        .filter(({ isPeer }) => !isPeer)
        .map((own) => {
          const clock = clockFor(Math.max(peer.threads, own.threads))
          const medians = (times: readonly IterationTimes[]) => times.map((each) => median(each[clock]))
          return {
            ours: own.name,
            ourThreads: own.threads,
            peer: peer.name,
            peerThreads: peer.threads,
            clock,
            ratio: sameRoundRatio(medians(peer.times), medians(own.times)),
          }
        }),
    )
}
