/** A smaller decomposition in the place of one that does not fit into memory. */
import type { DeclickSettings } from '@core/project/project'
import type { Framing } from '@core/spectral/framing'
import type { DecomposeSettings } from '../../engine/decomposition'
import { decompositionNeeds, type RecordingSize } from './decompositionNeeds'

export interface Wished {
  readonly recording: RecordingSize
  readonly settings: DecomposeSettings
  readonly declick: DeclickSettings | null
}

/** What changes; the rest stays. */
export interface Offer {
  readonly settings: DecomposeSettings
  /** Bytes. */
  readonly memory: number
}

const fewerStarts = [10, 4, 2, 1]
const fewerComponents = [100, 50, 20, 10]
/** Shares of the window. */
const lessOverlap = [0.875, 0.75, 0.5]

/**
 * The least change that fits: fewer starts before less overlap, before fewer components, before another algorithm than em, which holds
 * five times as much. Undefined where nothing of this is small enough.
 */
export function smallerOffer({ recording, settings, declick }: Wished, available: number): Offer | undefined {
  const algorithms = settings.algorithm === 'em' ? (['em', 'accelerated'] as const) : [settings.algorithm]
  for (const algorithm of algorithms) {
    for (const componentCount of orFewer(settings.componentCount, fewerComponents)) {
      for (const framing of orCoarser(settings.framing)) {
        for (const restarts of orFewer(settings.restarts, fewerStarts)) {
          const smaller = { ...settings, algorithm, componentCount, framing, restarts }
          const { memory } = decompositionNeeds(recording, smaller, declick)
          if (memory <= available) return { settings: smaller, memory }
        }
      }
    }
  }
  return undefined
}

/** Samples of the longest recording of this kind that fits with these settings; 0 where none does. Nothing is learned in it. */
export function longestThatFits({ recording, settings, declick }: Wished, available: number): number {
  const plain = { ...settings, learned: [] }
  const fits = (sampleCount: number): boolean =>
    decompositionNeeds({ ...recording, sampleCount }, plain, declick).memory <= available
  let [fitting, tooLong] = [0, recording.sampleCount]
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2)
    if (fits(middle)) fitting = middle
    else tooLong = middle
  }
  return fitting
}

function orFewer(count: number, steps: readonly number[]): number[] {
  return [count, ...steps.filter((step) => step < count)]
}

function orCoarser(framing: Framing): Framing[] {
  const hops = lessOverlap.map((overlap) => Math.round(framing.windowLength * (1 - overlap)))
  return [framing, ...hops.filter((hop) => hop > framing.hop).map((hop) => ({ ...framing, hop }))]
}

/** How one change of an offer is said. */
export interface OfferWords {
  readonly starts: (count: number) => string
  readonly overlap: (share: number) => string
  readonly components: (count: number) => string
  readonly algorithm: (name: string) => string
  /** Between them. */
  readonly and: string
}

export const plainWords: OfferWords = {
  starts: (count) => (count === 1 ? '1 start' : `${count} starts`),
  overlap: (share) => `an overlap of ${100 * share} %`,
  components: (count) => `${count} components`,
  algorithm: (name) => `the algorithm ${name}`,
  and: ' and ',
}

/** What differs from the wish, said one after the other. */
export function changesOf(
  { settings: before }: Wished,
  { settings: after }: Offer,
  words: OfferWords,
): string {
  const changes: string[] = []
  if (after.algorithm !== before.algorithm) changes.push(words.algorithm(after.algorithm))
  if (after.componentCount !== before.componentCount) changes.push(words.components(after.componentCount))
  if (after.framing.hop !== before.framing.hop) changes.push(words.overlap(overlapOf(after)))
  if (after.restarts !== before.restarts) changes.push(words.starts(after.restarts))
  return changes.join(words.and)
}

/** Share of a frame that the next one covers. */
export function overlapOf({ framing }: DecomposeSettings): number {
  return 1 - framing.hop / framing.windowLength
}
