import type { Samples } from '../audio/audioData'
import { createClickSearch, type SearchSettings } from './clickSearch'
import type { Run } from './clickRuns'
import { createGapFiller } from './gapFiller'
import type { Stretch } from './linearPrediction'

export interface Click {
  /** First sample */
  readonly start: number
  /** Sample behind the last */
  readonly end: number
  readonly decibels: number
}

export interface DeclickSettings extends SearchSettings {
  readonly repairOrder: number
  readonly repairBlock: number
  readonly passes: number
}

export function* declick<T extends Samples>(
  samples: T,
  settings: DeclickSettings,
): Generator<number, { samples: T; clicks: Click[] }, void> {
  const repaired = samples.slice() as T
  let clicks: Run[] = []
  for (let pass = 0; pass < settings.passes; pass++) {
    const found = yield* runPass(repaired, settings, pass === 0 ? undefined : clicks)
    clicks = merge([...clicks, ...found])
    if (found.length === 0) break
  }
  return {
    samples: repaired,
    clicks: clicks.map(({ start, end, surprise }) => ({ start, end, decibels: 20 * Math.log10(surprise) })),
  }
}

function* runPass(samples: Samples, settings: DeclickSettings, earlier: Run[] | undefined): Generator<number, Run[], void> {
  const reach = settings.blockLength
  let cursor = 0
  const may = earlier
    ? ({ from, to }: Stretch): boolean => {
        while (cursor < earlier.length && earlier[cursor].end + reach < from) cursor++
        return cursor < earlier.length && earlier[cursor].start - reach < to
      }
    : undefined
  const search = createClickSearch(samples, settings, may)
  const filler = createGapFiller(samples.length, { blockLength: settings.repairBlock, order: settings.repairOrder })
  const all: Run[] = []
  let done = 0
  while (search.progress() < 1) {
    all.push(...search.advance())
    while (done < all.length) {
      const { start, end } = all[done]
      if (search.progress() < 1 && (end > search.released() || end + settings.repairBlock > search.decided())) break
      const others: Stretch[] = []
      for (let i = done + 1; i < all.length && all[i].start < end + settings.repairBlock; i++)
        others.push({ from: all[i].start, to: all[i].end })
      filler.fill(samples, { from: start, to: end }, others)
      done++
    }
    yield search.progress()
  }
  return all
}

function merge(runs: Run[]): Run[] {
  const merged: Run[] = []
  for (const run of runs.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && run.start <= last.end)
      merged[merged.length - 1] = {
        start: last.start,
        end: Math.max(last.end, run.end),
        surprise: Math.max(last.surprise, run.surprise),
      }
    else merged.push(run)
  }
  return merged
}
