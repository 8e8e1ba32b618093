/** All figures of docs/quality.md: trial after trial, way after way. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobControl } from '@core/contract/job'
import type { DecomposeSettings } from '../../engine/decomposition'
import type { DegradedRecording } from '../scoreRecording'
import { scoreReferences, type References } from './references'
import type { Scikit, ScikitScore } from './scikitLearn'
import { createTrial } from './trial'
import { scoreWay, wayNames, ways, type WayName, type WayScore } from './ways'

export interface QualityPlan {
  /** The settings for a recording of this rate; components and seed are those below. */
  readonly settingsAt: (sampleRate: number) => DecomposeSettings
  /** K */
  readonly components: readonly number[]
  readonly seeds: readonly number[]
  readonly scikit: Scikit | undefined
  /** Folder of figures that were measured before, by this version of the program; whoever changes the program empties it. */
  readonly cache: string | undefined
}

/** One way with one K: a score for each seed. */
export interface WayScores {
  readonly components: number
  readonly scores: readonly WayScore[]
}

export interface RecordingQuality {
  readonly set: string
  readonly stemNames: readonly string[]
  /** Signal-to-noise ratio as the name of the recording says it, dB. */
  readonly ratio: number
  readonly learnedFrom: string
  /** Numbers of the stems that were learned, from 0. */
  readonly learnedStems: readonly number[]
  readonly references: References
  readonly ways: Readonly<Record<WayName, readonly WayScores[]>>
  /** Empty without scikit-learn. */
  readonly scikit: readonly { readonly components: number; readonly scores: readonly ScikitScore[] }[]
}

export async function measureQuality(
  recording: DegradedRecording,
  plan: QualityPlan,
  control: JobControl,
): Promise<RecordingQuality> {
  const { set, ratio } = recording
  const trial = createTrial(recording)
  const base = plan.settingsAt(set.sampleRate)
  const { threads: _, ...name } = base
  const kept = <T>(what: object, measure: () => Promise<T>): Promise<T> =>
    keptIn(plan.cache, { set: set.name, ratio, base: name, ...what }, measure)
  const measured: Record<WayName, WayScores[]> = { plain: [], noise: [], declicked: [], sources: [] }
  for (const way of wayNames) {
    // A set of one stem has no sources to learn.
    if (way === 'sources' && set.stems.length === 1) continue
    for (const components of plan.components) {
      const scores: WayScore[] = []
      for (const seed of plan.seeds) {
        const settings = { ...base, componentCount: components, seed }
        scores.push(
          await kept({ name: way, components, seed }, () => scoreWay(trial, ways[way], settings, control)),
        )
      }
      measured[way].push({ components, scores })
    }
  }
  return {
    set: set.name,
    stemNames: set.stemNames,
    ratio,
    learnedFrom: trial.learnedFrom,
    learnedStems: [...new Set(trial.soloStems)],
    references: await kept({ name: 'references' }, () => Promise.resolve(scoreReferences(trial))),
    ways: measured,
    scikit: await measureScikit(plan, (scikit, components, seed) =>
      kept({ name: 'scikit', components, seed }, () =>
        scikit.score(trial, base.framing, { components, seed }),
      ),
    ),
  }
}

async function measureScikit(
  { scikit, components, seeds }: QualityPlan,
  measure: (scikit: Scikit, components: number, seed: number) => Promise<ScikitScore>,
): Promise<RecordingQuality['scikit']> {
  if (!scikit) return []
  const measured = []
  for (const K of components) {
    const scores: ScikitScore[] = []
    for (const seed of seeds) scores.push(await measure(scikit, K, seed))
    measured.push({ components: K, scores })
  }
  return measured
}

/** What was measured before under this name, or is measured now and kept. */
async function keptIn<T>(folder: string | undefined, name: object, measure: () => Promise<T>): Promise<T> {
  if (folder === undefined) return measure()
  const path = join(
    folder,
    `${createHash('sha256').update(JSON.stringify(name)).digest('hex').slice(0, 24)}.json`,
  )
  const before = await readFile(path, 'utf8').catch(() => undefined)
  if (before !== undefined) return JSON.parse(before, reviveSilence) as T
  const measured = await measure()
  await mkdir(folder, { recursive: true })
  await writeFile(path, JSON.stringify(measured, writeSilence))
  return measured
}

/** JSON knows no infinity: a group without components is at -Infinity dB. */
function writeSilence(_: string, value: unknown): unknown {
  return value === -Infinity ? '-inf' : value
}

function reviveSilence(_: string, value: unknown): unknown {
  return value === '-inf' ? -Infinity : value
}
