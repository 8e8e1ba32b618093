/** How long a decomposition takes, from a short one of noise on the same machine. */
import type { Algorithm } from '@core/nmf/factorize'
import { learningWork } from '@core/learning/learnDictionary'
import { columnsOf, learnedGroups } from '@core/learning/learnedGroups'
import { iterationsAtMost } from '@core/nmf/restarts'
import { createRandom } from '@core/random'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import type { JobControl } from '@core/contract/job'
import { decompose } from '../../engine/decompose'
import type { DecomposeSettings } from '../../engine/decomposition'

/** Share of the longer trial that its iterations took at least. */
const leastShare = 0.1

/** Gives the seconds of a decomposition of so many samples, all iterations made. */
export type Estimator = (sampleCount: number, settings: DecomposeSettings) => Promise<number>

const trial = {
  sampleCount: 2 ** 17,
  iterations: 20,
  settings: {
    framing: { windowLength: 1024, hop: 512 },
    componentCount: 10,
    smoothness: 10,
    tolerance: 0,
    seed: 1,
    restarts: 1,
    learned: [],
  },
} as const

const quiet: JobControl = { wish: () => 'go-on', report: () => undefined }

/** Tries each algorithm once, when it is first asked for. */
export function createEstimator(): Estimator {
  const rates = new Map<Algorithm, Promise<Rate>>()
  return async (sampleCount, settings) => {
    const { algorithm } = settings
    const rate = rates.get(algorithm) ?? measureRate(algorithm)
    rates.set(algorithm, rate)
    rate.catch(() => rates.delete(algorithm))
    const { setUp, perUnit } = await rate
    return setUp + perUnit * unitsOf(sampleCount, settings)
  }
}

interface Rate {
  /** Seconds before the first iteration. */
  readonly setUp: number
  /** Seconds an iteration takes for each bin, frame and component. */
  readonly perUnit: number
}

async function measureRate(algorithm: Algorithm): Promise<Rate> {
  const random = createRandom(1)
  const samples = Float32Array.from({ length: trial.sampleCount }, () => 2 * random.uniform() - 1)
  const once = { ...trial.settings, algorithm, maxIterations: 1 }
  const often = { ...once, maxIterations: 1 + trial.iterations }
  const short = await secondsOf(samples, once)
  const long = await secondsOf(samples, often)
  const units = unitsOf(trial.sampleCount, often) - unitsOf(trial.sampleCount, once)
  // On a busy machine the short trial may take as long as the long one.
  const working = Math.max(long - short, leastShare * long)
  return { setUp: short, perUnit: working / units }
}

async function secondsOf(samples: Float32Array, settings: DecomposeSettings): Promise<number> {
  const started = performance.now()
  await decompose(samples, settings, quiet)
  return (performance.now() - started) / 1000
}

function unitsOf(sampleCount: number, settings: DecomposeSettings): number {
  const { framing, componentCount, learned } = settings
  const groups = learnedGroups(learned, framing, sampleCount)
  const total = componentCount + columnsOf(groups)
  const whole = frameCountOf(framing, sampleCount) * total * iterationsAtMost(settings)
  return binCountOf(framing) * (whole + learningWork(groups))
}
