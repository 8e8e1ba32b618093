/** A smoothness from the recording itself: for `suggest-smoothness` and `decompose --smoothness auto`. */
import type { Samples } from '@core/audio/audioData'
import { excerptSeconds, loudestStretch } from '@core/audio/excerpt'
import { bestSmoothness, smoothnessCandidates, type SmoothnessScore } from '@core/nmf/smoothnessValidation'
import { formatTime } from '@core/pictures/timeAxis'
import type { DecomposeSettings } from '../engine/decomposition'
import { searchSmoothness } from '../engine/validate'
import type { Terminal } from './terminal'

export interface FoundSmoothness {
  /** lambda */
  readonly smoothness: number
  readonly scores: readonly SmoothnessScore[]
  /** Seconds of the excerpt. */
  readonly start: number
  readonly end: number
}

/** Undefined where it was stopped before the first candidate was done. */
export async function findSmoothness(
  samples: Samples,
  { settings, sampleRate }: { readonly settings: DecomposeSettings; readonly sampleRate: number },
  terminal: Terminal,
): Promise<FoundSmoothness | undefined> {
  const { start, end } = loudestStretch(samples, sampleRate, excerptSeconds)
  const search = { settings, smoothnesses: smoothnessCandidates }
  const scores = await searchSmoothness(samples.subarray(start, end), search, terminal.control)
  if (scores.length === 0) return undefined
  const { smoothness } = bestSmoothness(scores)
  return { smoothness, scores, start: start / sampleRate, end: end / sampleRate }
}

/** What was found, a line each. */
export function foundSmoothnessText({ smoothness, scores, start, end }: FoundSmoothness): string[] {
  const places = `${formatTime(start, 0.1)} to ${formatTime(end, 0.1)}`
  return [
    `Smoothness ${smoothness} foretells what was held out of the excerpt ${places} best:`,
    ...scores.map((it) => `  lambda ${it.smoothness}: divergence ${it.heldOut.toFixed(4)} a held-out bin`),
  ]
}
