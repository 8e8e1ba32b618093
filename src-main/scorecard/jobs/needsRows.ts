/** Promises J3, D9 and J4: what a job takes is known before it begins, and does not grow without need. */
import { createRandom } from '@core/random'
import { outcomeOf, type Effort, type Row } from '../section'
import { decomposeJob, errorOf, measurePeak, type Foretold, type PeakJob } from './peaks'

/** Hz */
const sampleRate = 44_100

/** A job may take so much more than was foretold, as a share. */
const mostUnder = 0.1

const framings = {
  short: { windowLength: 256, hop: 128 },
  usual: { windowLength: 1024, hop: 512 },
  dense: { windowLength: 1024, hop: 128 },
  long: { windowLength: 4096, hop: 1024 },
} as const

/** Twelve sizes and kinds of work, from small to large. */
const manyJobs: readonly PeakJob[] = [
  decomposeJob(10, 8000, { framing: framings.short }),
  decomposeJob(60, 44_100),
  decomposeJob(60, 44_100, { declick: true }),
  decomposeJob(60, 44_100, { channels: 2 }),
  decomposeJob(60, 44_100, { framing: framings.long, componentCount: 20, restarts: 4 }),
  decomposeJob(60, 44_100, { framing: framings.dense, algorithm: 'mu' }),
  decomposeJob(60, 44_100, { componentCount: 100, restarts: 8, algorithm: 'mm' }),
  decomposeJob(40, 22_050, { framing: framings.short, algorithm: 'em', maxIterations: 3 }),
  decomposeJob(300, 44_100),
  decomposeJob(900, 44_100),
  exportJob(60),
  exportJob(300),
]
const fewJobs: readonly PeakJob[] = [
  decomposeJob(40, 44_100),
  decomposeJob(20, 44_100, { framing: framings.dense, restarts: 3, declick: true }),
  exportJob(40),
]

function exportJob(seconds: number, rate = sampleRate): PeakJob {
  return { ...decomposeJob(seconds, rate, { componentCount: 4 }), kind: 'export' }
}

/** In an order by chance, so that nothing depends on what ran before. */
export async function needsRows({ isShort, seed, folder, say }: Effort): Promise<Row[]> {
  const random = createRandom(seed + 2)
  const jobs = (isShort ? fewJobs : manyJobs)
    .map((job) => ({ job, place: random.uniform() }))
    .toSorted((a, b) => a.place - b.place)
  const memory: Foretold[] = []
  const disk: Foretold[] = []
  for (const { job } of jobs) {
    const told = await measurePeak(job, folder)
    memory.push(told.memory)
    disk.push(told.disk)
    say(`${job.kind}, ${job.seconds} s: ${textOf(told.memory)} of memory, ${textOf(told.disk)} of disk`)
  }
  const tried = `${jobs.length} decompositions and exports of different lengths and settings, each in a process of its own`
  return [
    errorRow('J3, D9', 'The memory of a job is known before it begins: 10 % short at most.', tried, memory),
    errorRow('J3, D4', 'So is the space on the disk.', tried, disk),
  ]
}

/** Lengths in seconds. */
const lengths = { short: [30, 90], long: [60, 300, 900, 1800] }
/** Bytes that an export may take more for each sample: copies of its components for its threads. */
const mostPerSample = 2
/** And a decomposition: V, factors with their statistics, checkpoints; afterwards the stored recording, as it is encoded, joined and read back. */
const mostPerDecomposedSample = 8
/** Bytes by which a longer job may also differ because its threads have not collected what they do not use any more. */
const uncollected = 96 * 2 ** 20

/** Peaks of one kind of work at fixed settings, from short to long. */
export async function lengthRow({ isShort, folder }: Effort): Promise<Row> {
  const seconds = isShort ? lengths.short : lengths.long
  const last = seconds.length - 1
  const samples = sampleRate * (seconds[last] - seconds[0])
  const figures: string[] = []
  const growths: number[] = []
  for (const job of [decomposeJob, exportJob]) {
    const peaks: number[] = []
    for (const length of seconds) {
      peaks.push((await measurePeak(job(length, sampleRate), folder)).memory.measured)
    }
    const growth = peaks[last] - peaks[0]
    growths.push(growth)
    const megabytes = peaks.map((peak) => (peak / 1e6).toFixed(0)).join(', ')
    figures.push(
      `${job(1, sampleRate).kind} ${megabytes} MB, ${(growth / samples).toFixed(1)} bytes more a sample`,
    )
  }
  const [ofDecomposition, ofExport] = growths
  return {
    requirement: 'J4',
    promise:
      'Peak memory grows with the length by the arrays of docs/architecture.md and no more: an export renders in blocks; a decomposition holds one spectrogram, and is refused where they do not fit. It is not the same for every length.',
    tried: `recordings of ${seconds.join(', ')} s at 44.1 kHz with the same settings`,
    figure: figures.join('; '),
    outcome: outcomeOf(
      ofDecomposition < mostPerDecomposedSample * samples + uncollected &&
        ofExport < mostPerSample * samples + uncollected,
    ),
  }
}

function errorRow(requirement: string, promise: string, tried: string, measured: readonly Foretold[]): Row {
  const errors = measured.map(errorOf).toSorted((a, b) => a - b)
  const under = errors.filter((error) => error < -mostUnder).length
  const percent = (error: number): string => `${error > 0 ? '+' : ''}${Math.round(100 * error)} %`
  const median = errors[Math.floor(errors.length / 2)]
  return {
    requirement,
    promise,
    tried,
    figure: `foretold next to measured: ${percent(errors[0])} to ${percent(errors[errors.length - 1])}, median ${percent(median)}; ${under} more than 10 % short`,
    outcome: outcomeOf(under === 0),
  }
}

function textOf({ foretold, measured }: Foretold): string {
  return `${Math.round(foretold / 1e6)} MB foretold, ${Math.round(measured / 1e6)} MB measured`
}
