/** What picture a person wants in a file, and the wish that the engine is given. */
import type { Decomposed } from '@core/contract/engine'
import type { AlgorithmCurve, CostAxis, PictureFormat, PictureWish } from '@core/contract/pictures'
import { colourMapLabels, colourMapNames, type ColourMapName } from '@core/pictures/colourMaps'
import type { FrequencyScale } from '@core/pictures/frequencyAxis'
import type { LevelScale } from '@core/pictures/level'
import { formatTime, type TimeRange } from '@core/pictures/timeAxis'
import { subjectOf } from '../../state/pictureSubjects'

export type PictureKind = PictureWish['what']

/** As the person chose it. */
export interface PictureChoices {
  readonly what: PictureKind
  /** A key of subjectOptions. */
  readonly of: string
  readonly masksOf: 'components' | 'sources'
  readonly extent: Extent
  readonly frequencies: FrequencyScale
  readonly colourMap: ColourMapName
  /** dB */
  readonly floor: number
  readonly ceiling: number
  readonly gains: LevelScale
  readonly against: CostAxis
  /** Number from 0, for the comparison of smoothness. */
  readonly component: number
  readonly format: PictureFormat
}

/** What of the time axis is in the picture. */
export type Extent = 'whole' | 'seen' | 'loop'

export const firstChoices: PictureChoices = {
  what: 'spectrogram',
  of: 'original',
  masksOf: 'components',
  extent: 'whole',
  frequencies: 'log',
  colourMap: 'cividis',
  floor: -90,
  ceiling: 0,
  gains: 'decibels',
  against: 'iteration',
  component: 0,
  format: 'png',
}

/** All that decides which pictures there are. */
export interface PictureFacts {
  /** Null before the analysis. */
  readonly decomposed: Pick<Decomposed, 'project' | 'costSeconds'> | null
  readonly curves: readonly AlgorithmCurve[] | null
  readonly variants: readonly Decomposed[] | null
  /** What the window shows of the time axis; null: everything. */
  readonly seen: TimeRange | null
  readonly loop: TimeRange | null
  /** seconds */
  readonly duration: number
}

export interface KindOption {
  readonly value: PictureKind
  readonly label: string
  readonly text: string
  /** Why it cannot be had, as a sentence. */
  readonly problem: string | null
}

const unanalysed = 'Analyse the recording first.'

const kinds: readonly Omit<KindOption, 'problem'>[] = [
  { value: 'spectrogram', label: 'Spectrogram', text: 'Level over time and frequency, in colours.' },
  {
    value: 'masks',
    label: 'Masks',
    text: 'What each takes of every moment and pitch: white none, black all.',
  },
  { value: 'activations', label: 'Activations', text: 'When each component sounds, and how loud.' },
  {
    value: 'dictionary',
    label: 'Spectra',
    text: 'What each component sounds like, with its strongest pitches.',
  },
  {
    value: 'convergence',
    label: 'Convergence',
    text: 'How the cost of the analysis fell, one line a start.',
  },
  { value: 'algorithms', label: 'Comparison of algorithms', text: 'The cost of each on the same data.' },
  {
    value: 'smoothness',
    label: 'Comparison of smoothness',
    text: 'The activation of a component for each λ.',
  },
]

export function kindOptions({ decomposed, curves, variants }: PictureFacts): KindOption[] {
  const needsAnalysis = decomposed === null ? unanalysed : null
  const needsCurves = curves?.length ? null : 'Compare algorithms first (in the command palette).'
  const needsVariants = variants?.length ? null : 'Compare smoothness first (in the command palette).'
  const problems: Partial<Record<PictureKind, string | null>> = {
    spectrogram: null,
    algorithms: needsCurves,
    smoothness: needsVariants,
  }
  return kinds.map((it) => ({
    ...it,
    problem: it.value in problems ? (problems[it.value] ?? null) : needsAnalysis,
  }))
}

/** The kind that was chosen, or the spectrogram where that cannot be had. */
export function allowedKind(facts: PictureFacts, kind: PictureKind): PictureKind {
  return kindOptions(facts).find(({ value }) => value === kind)?.problem === null ? kind : 'spectrogram'
}

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

export function extentOptions({
  seen,
  loop,
  duration,
}: PictureFacts): (Option & { readonly value: Extent })[] {
  const say = ({ start, end }: TimeRange): string => `${formatTime(start)} to ${formatTime(end)}`
  return [
    { value: 'whole', label: 'Whole recording', hint: say({ start: 0, end: duration }) },
    ...(seen ? [{ value: 'seen' as const, label: 'What the window shows', hint: say(seen) }] : []),
    ...(loop ? [{ value: 'loop' as const, label: 'The loop', hint: say(loop) }] : []),
  ]
}

/** Null: the whole recording. */
export function rangeOf(
  extent: Extent,
  { seen, loop }: Pick<PictureFacts, 'seen' | 'loop'>,
): TimeRange | null {
  return { whole: null, seen, loop }[extent]
}

export const colourMapOptions: readonly (Option & { readonly value: ColourMapName })[] = colourMapNames.map(
  (value) => ({
    value,
    label: colourMapLabels[value],
  }),
)

export const frequencyOptions: readonly (Option & { readonly value: FrequencyScale })[] = [
  { value: 'log', label: 'Logarithmic', hint: 'An octave is as wide everywhere' },
  { value: 'mel', label: 'Mel', hint: 'As wide as it is heard' },
  { value: 'linear', label: 'Linear', hint: 'Equal steps in Hz' },
]

export const levelScaleOptions: readonly (Option & { readonly value: LevelScale })[] = [
  { value: 'decibels', label: 'dB', hint: '60 dB from bottom to top' },
  { value: 'linear', label: 'Linear', hint: 'In amplitude' },
]

/** Seconds are there where somebody measured. */
export function costAxisOptions(
  facts: PictureFacts,
  kind: PictureKind,
): (Option & { readonly value: CostAxis })[] {
  const isTimed =
    kind === 'algorithms' || (facts.decomposed !== null && facts.decomposed.costSeconds !== null)
  const seconds = { value: 'seconds', label: 'Seconds' } as const
  return [{ value: 'iteration', label: 'Iterations' }, ...(isTimed ? [seconds] : [])]
}

export const formatOptions: readonly (Option & { readonly value: PictureFormat })[] = [
  { value: 'png', label: 'PNG', hint: 'Pixels: for slides and pages' },
  { value: 'svg', label: 'SVG', hint: 'Lines and letters: for print, and to change' },
]

/** The wish of choices that can be had; what cannot be had falls back to the usual. */
export function wishOf(choices: PictureChoices, facts: PictureFacts): PictureWish {
  const what = allowedKind(facts, choices.what)
  const { frequencies, gains } = choices
  const range = rangeOf(choices.extent, facts)
  const seconds = facts.decomposed?.costSeconds ?? null
  const isTimed = costAxisOptions(facts, what).length > 1
  const against = isTimed ? choices.against : 'iteration'
  switch (what) {
    case 'spectrogram': {
      const of = subjectOf(choices.of, facts.decomposed?.project ?? null)
      const levels = { floor: choices.floor, ceiling: choices.ceiling }
      return { what, of, levels, colourMap: choices.colourMap, range, frequencies }
    }
    case 'masks':
      return { what, of: masksOf(choices, facts), range, frequencies }
    case 'activations':
      return { what, gains, range }
    case 'dictionary':
      return { what }
    case 'convergence':
      return { what, against, seconds }
    case 'algorithms':
      return { what, against, curves: facts.curves ?? [] }
    case 'smoothness':
      return { what, component: choices.component, gains, variants: variantsOf(facts), range }
  }
}

/** Components, where there are no sources. */
export function masksOf(
  { masksOf: wanted }: Pick<PictureChoices, 'masksOf'>,
  { decomposed }: Pick<PictureFacts, 'decomposed'>,
): 'components' | 'sources' {
  return (decomposed?.project.sources.length ?? 0) > 0 ? wanted : 'components'
}

function variantsOf({ variants }: PictureFacts): Extract<PictureWish, { what: 'smoothness' }>['variants'] {
  return (variants ?? []).map(({ decomposition, project }) => ({
    smoothness: project.analysis.smoothness,
    decomposition,
  }))
}
