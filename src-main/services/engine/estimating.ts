/** What a decomposition takes: seconds, from a short one of noise on the same machine; memory and disk, from what it allocates. */
import type { Algorithm } from '@core/nmf/factorize'
import { learningWork } from '@core/learning/learnDictionary'
import { columnsOf, learnedGroups } from '@core/learning/learnedGroups'
import { iterationsAtMost } from '@core/nmf/restarts'
import { createRandom } from '@core/random'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import type { DecompositionEstimate, DecompositionWish, SmallerWish } from '@core/contract/engine'
import type { JobControl } from '@core/contract/job'
import { defaultThreshold } from '@core/restoration/clickSettings'
import { decompose } from '../../engine/decompose'
import type { DecomposeSettings } from '../../engine/decomposition'
import { compiledBytes, sizeOf } from '../../engine/needs'
import { declick } from '../../engine/surface'
import { decompositionNeeds, recordingSize } from '../needs/decompositionNeeds'
import { writtenBy, type Places } from '../needs/decompositionRoom'
import { overlapOf, smallerOffer, type Wished } from '../needs/offer'
import { diskNeeds, type Room } from '../needs/room'
import { settingsOf } from './decomposing'
import type { Session } from './sessions'

/** Share of the longer trial that its iterations took at least. */
const leastShare = 0.1

/** Gives the seconds of a decomposition, clicks removed where that is wished and all iterations made. */
export type Estimator = (wished: Wished, sampleRate: number) => Promise<number>

/** Where the plain kernels stand in for the compiled ones, which cannot address so much, an iteration takes so many times longer. */
const slowness = 30

const trial = {
  sampleCount: 2 ** 17,
  /** Hz, where clicks are looked for: the work grows with the rate. */
  sampleRate: 44_100,
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

/** Tries each algorithm once, when it is first asked for, and the removal of clicks. */
export function createEstimator(): Estimator {
  const rates = new Map<Algorithm, Promise<Rate>>()
  let clickRate: Promise<number> | undefined

  function rateOf(algorithm: Algorithm): Promise<Rate> {
    const rate = rates.get(algorithm) ?? measureRate(algorithm)
    rates.set(algorithm, rate)
    rate.catch(() => rates.delete(algorithm))
    return rate
  }

  function secondsPerSample(): Promise<number> {
    clickRate ??= measureClickRate()
    clickRate.catch(() => (clickRate = undefined))
    return clickRate
  }

  return async ({ recording: { sampleCount }, settings, declick: removes }, sampleRate) => {
    const { setUp, perUnit } = await rateOf(settings.algorithm)
    const clicks = removes ? (await secondsPerSample()) * sampleCount * (sampleRate / trial.sampleRate) : 0
    return clicks + setUp + perUnit * slownessOf(sampleCount, settings) * unitsOf(sampleCount, settings)
  }
}

function slownessOf(sampleCount: number, settings: DecomposeSettings): number {
  const { algorithm, restarts } = settings
  if (algorithm === 'em') return 1
  const demand = { settings, algorithms: [algorithm], problems: restarts }
  return compiledBytes(sizeOf(sampleCount, settings), demand) === undefined ? slowness : 1
}

/** The whole answer to a person who asks before it begins. */
export async function estimateDecomposition(
  session: Session,
  wish: DecompositionWish,
  { estimator, places, room }: EstimateTools,
): Promise<DecompositionEstimate> {
  const { audio } = session.recording
  const settings = settingsOf(wish, audio.sampleRate)
  const recording = recordingSize(audio, audio.channels[0])
  const wished = { recording, settings, declick: wish.declick }
  const needs = decompositionNeeds(recording, settings, wish.declick)
  const free = room.memory()
  const offer = needs.memory > free ? smallerOffer(wished, free) : undefined
  const [disk] = await diskNeeds(writtenBy(needs, places), room)
  return {
    seconds: await estimator(wished, audio.sampleRate),
    memory: { needed: needs.memory, free },
    disk: { needed: disk?.needed ?? 0, free: disk && disk.free < Infinity ? disk.free : null },
    offer: offer ? { change: changeOf(offer.settings), memory: offer.memory } : null,
  }
}

export interface EstimateTools {
  readonly estimator: Estimator
  readonly places: Places
  readonly room: Room
}

function changeOf(settings: DecomposeSettings): SmallerWish['change'] {
  const { algorithm, componentCount, restarts } = settings
  return { algorithm, restarts, components: componentCount, overlap: overlapOf(settings) }
}

interface Rate {
  /** Seconds before the first iteration. */
  readonly setUp: number
  /** Seconds an iteration takes for each bin, frame and component. */
  readonly perUnit: number
}

function noise(): Float32Array {
  const random = createRandom(1)
  return Float32Array.from({ length: trial.sampleCount }, () => 2 * random.uniform() - 1)
}

/** Seconds a sample. */
async function measureClickRate(): Promise<number> {
  const samples = noise()
  const started = performance.now()
  const settings = { threshold: defaultThreshold }
  await declick(samples, { sampleRate: trial.sampleRate, settings }, quiet)
  return (performance.now() - started) / 1000 / samples.length
}

async function measureRate(algorithm: Algorithm): Promise<Rate> {
  const samples = noise()
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
