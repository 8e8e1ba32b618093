import { emptySamples, type Samples } from '../audio/audioData'
import type { Run } from './clickRuns'
import { createClickSearch, type SearchSettings } from './clickSearch'
import { clickSettings } from './clickSettings'
import { createGapFiller } from './gapFiller'
import type { Stretch } from './linearPrediction'

export interface DeclickOptions {
  /** Typical residuals by which a click must surprise: 5 unless told, 3 .. 50. Lower finds more, and takes more music away. */
  readonly threshold?: number
}

export interface Click {
  /** First sample that was replaced. */
  readonly start: number
  /** Sample behind the last. */
  readonly end: number
  /** How far it stood out, dB: its largest prediction error over the typical one of its surroundings. */
  readonly decibels: number
}

export interface DeclickResult<T extends Samples = Samples> {
  /** Equal to the input, bit by bit, outside of the clicks. */
  readonly samples: T
  /** In the order of time, apart from one another. */
  readonly clicks: readonly Click[]
}

/** The second pass finds clicks that the first ones hid. */
const passes = 2
/** Order 32 makes things worse, 96 is better than 64. */
const repairOrder = 96

/**
 * Finds clicks by linear prediction from both sides and replaces them by what their surroundings lead to expect (after Godsill & Rayner,
 * Digital Audio Restoration, 1998). Sharp sounds of music can be taken for clicks: noise-free music with drums keeps 24 dB and more.
 *
 * Needs one copy of the samples and little else. Each pull does about a second of the recording; what is found and repaired does not
 * depend on that. Samples that are not finite are left alone, and so is what is near them.
 * @param sampleRate Hz
 * @returns a generator of the share that is done, 0 .. 1, whose result is a repaired copy of the kind of the samples
 * @throws ShellacError 'bad-argument' for a rate or an option out of range
 */
export function* declick<T extends Samples>(
  samples: T,
  sampleRate: number,
  { threshold }: DeclickOptions = {},
): Generator<number, DeclickResult<T>, void> {
  const settings = clickSettings(sampleRate, threshold)
  const repaired = emptySamples(samples.length, samples instanceof Float32Array ? 4 : 8) as T
  repaired.set(samples)
  let clicks: readonly Run[] | undefined
  for (let pass = 0; pass < passes && clicks?.length !== 0; pass++) {
    const steps = repairOnce(repaired, settings, clicks)
    let step = steps.next()
    for (; !step.done; step = steps.next()) yield (pass + step.value) / passes
    clicks = merge([...(clicks ?? []), ...step.value])
  }
  return { samples: repaired, clicks: (clicks ?? []).map(describe) }
}

function describe({ start, end, surprise }: Run): Click {
  return { start, end, decibels: 20 * Math.log10(surprise) }
}

/**
 * Repairs the clicks of samples in place, each as soon as nothing will be looked for in it or found near it any more.
 * @param earlier clicks of the pass before: elsewhere nothing has changed, so nothing new is to be found
 */
function* repairOnce(
  samples: Samples,
  settings: SearchSettings,
  earlier: readonly Run[] | undefined,
): Generator<number, Run[], void> {
  const { blockLength } = settings.residual
  const search = createClickSearch(samples, settings, earlier && near(earlier, blockLength))
  const filler = createGapFiller(samples.length, { blockLength, order: repairOrder })
  const found: Run[] = []
  let repaired = 0
  while (search.progress() < 1) {
    for (const run of search.advance()) found.push(run)
    const last =
      search.progress() < 1 ? Math.min(search.released(), search.decided() - blockLength) : Infinity
    for (; repaired < found.length && found[repaired].end <= last; repaired++) {
      filler.fill(samples, found[repaired], following(found, repaired, blockLength))
    }
    yield search.progress()
  }
  return found
}

/** Clicks that begin within `reach` behind the end of click number `index`. */
function following(runs: readonly Run[], index: number, reach: number): readonly Run[] {
  let end = index + 1
  while (end < runs.length && runs[end].start < runs[index].end + reach) end++
  return runs.slice(index + 1, end)
}

/** Tells stretches, asked for in the order of time, that are within `reach` of a click. */
function near(runs: readonly Run[], reach: number): (stretch: Stretch) => boolean {
  let first = 0
  return ({ start, end }) => {
    while (first < runs.length && runs[first].end + reach < start) first++
    return first < runs.length && runs[first].start - reach < end
  }
}

/** In the order of time; what overlaps or touches becomes one. */
function merge(runs: readonly Run[]): Run[] {
  const merged: Run[] = []
  for (const run of runs.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (!last || run.start > last.end) {
      merged.push(run)
      continue
    }
    const end = Math.max(last.end, run.end)
    merged[merged.length - 1] = { start: last.start, end, surprise: Math.max(last.surprise, run.surprise) }
  }
  return merged
}
