/** What the program makes of a trial in one way, judged against the truth. */
import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import type { Factors } from '@core/nmf/factors'
import { declick } from '@core/restoration/declick'
import { denoiseLearned } from '@core/restoration/denoiseLearned'
import { describeComponents } from '@core/separation/componentFacts'
import { weightsOf } from '@core/separation/mixdown'
import { maskedBehindFilter, renderOutputs } from '@core/separation/renderOutputs'
import { suggest } from '@core/separation/suggest'
import { unaskedNoise } from '@core/separation/unaskedNoise'
import { decompose } from '../../engine/decompose'
import type { DecomposeSettings } from '../../engine/decomposition'
import { nullTest } from '../scoreRecording'
import { judgeUnits, type Judgement, type Unit } from './judge'
import type { Trial } from './trial'

/** What is done, besides decomposing. */
export interface Way {
  readonly learned: 'nothing' | 'noise' | 'everything'
  readonly declicked: boolean
}

/** In the order of the page. */
export const ways = {
  plain: { learned: 'nothing', declicked: false },
  noise: { learned: 'noise', declicked: false },
  declicked: { learned: 'noise', declicked: true },
  sources: { learned: 'everything', declicked: true },
} as const satisfies Record<string, Way>
export type WayName = keyof typeof ways
export const wayNames = Object.keys(ways) as WayName[]

export interface WayScore extends Judgement {
  /** RMS of (sum of all outputs - recording), dB. */
  readonly nullTest: number
  readonly seconds: number
}

export async function scoreWay(
  trial: Trial,
  { learned, declicked }: Way,
  settings: DecomposeSettings,
  control: JobControl,
): Promise<WayScore> {
  const { set } = trial.recording
  const input = learned === 'nothing' ? { ...trial, samples: trial.recording.samples, preface: 0 } : trial
  const samples = declicked ? withoutClicks(input.samples, set.sampleRate) : input.samples
  const started = performance.now()
  const stretches = stretchesFor(trial, learned)
  const result = await decompose(samples, { ...settings, learned: stretches }, control)
  const seconds = (performance.now() - started) / 1000
  const units = unitsOf(result.factors, result.learned, settings.componentCount, trial)
  const denoised = finished(denoiseLearned(samples, result, set.sampleRate))
  const outputs = renderOutputs(
    {
      samples,
      framing: settings.framing,
      factors: result.factors,
      denoised: denoised && maskedBehindFilter(denoised, result.factors),
    },
    units.map(({ components }) => weightsOf(result.factors.componentCount, components)),
    { start: input.preface, end: samples.length },
  )
  const recording = samples.subarray(input.preface)
  return {
    ...judgeUnits(trial, { recording, outputs, units }, suggestedNoise(result.factors, set.sampleRate)),
    nullTest: nullTest(outputs, recording),
    seconds,
  }
}

function stretchesFor({ noise, solos }: Trial, learned: Way['learned']): DecomposeSettings['learned'] {
  switch (learned) {
    case 'nothing':
      return []
    case 'noise':
      return noise
    case 'everything':
      return [...solos, ...noise]
  }
}

function unitsOf(
  { componentCount }: Factors,
  learned: readonly {
    readonly kind: string
    readonly name: string
    readonly components: readonly number[]
  }[],
  free: number,
  { recording }: Trial,
): Unit[] {
  const { stemNames } = recording.set
  const units: Unit[] = Array.from({ length: Math.min(free, componentCount) }, (_, k) => ({
    components: [k],
    group: undefined,
  }))
  const taken = new Set<number>()
  for (const { kind, name, components } of learned) {
    if (taken.has(components[0])) continue
    taken.add(components[0])
    units.push({ components, group: kind === 'noise' ? stemNames.length : stemNames.indexOf(name) })
  }
  return units
}

/** Components that `remaster` would leave out by itself. */
function suggestedNoise(factors: Factors, sampleRate: number): number[] {
  const facts = describeComponents(factors, sampleRate)
  const { suggestions, isTooMuch } = unaskedNoise(suggest(factors, sampleRate), facts)
  return isTooMuch ? [] : suggestions.flatMap(({ components }) => components)
}

function withoutClicks(samples: Samples, sampleRate: number): Samples {
  return finished(declick(samples, sampleRate)).samples
}

/** What steps that nobody watches come to. */
function finished<Result>(steps: Generator<number, Result, void>): Result {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}
