/** Stretches that may tell what noise is, as they are offered beside the suggestions. */
import { formatTime, type TimeRange } from '@core/pictures/timeAxis'
import type { GrooveOffer } from '../../state/grooves.svelte'
import { rangeOf } from '../../state/learning'
import type { WorkDocument } from '../../state/workDocument'

export interface NoisePlace {
  readonly id: string
  /** Seconds. */
  readonly range: TimeRange
  /** What a switch for it says. */
  readonly label: string
  /** Heeded before anybody has said so: the person marked it, or it was found and is seldom wrong. */
  readonly isCertain: boolean
}

/** What is marked as noise, then the grooves that were found, then the loop, which may be anything. */
export function noisePlaces(
  { learned, recording }: Pick<WorkDocument, 'learned' | 'recording'>,
  offers: readonly GrooveOffer[],
  loop: TimeRange | null,
): NoisePlace[] {
  const marks = learned
    .filter(({ kind }) => kind === 'noise')
    .map((stretch) => rangeOf(stretch, recording.sampleRate))
  const isMarked = loop !== null && marks.some(({ start, end }) => start === loop.start && end === loop.end)
  return [
    ...marks.map((range) => place('marked', range, (times) => `You marked ${times} as noise`)),
    ...offers.map(({ where, range }) =>
      place(where, range, (times) => `The ${where} groove, ${times}, seems to be noise only`),
    ),
    ...(loop && !isMarked ? [loopPlace(loop)] : []),
  ]
}

function loopPlace(loop: TimeRange): NoisePlace {
  const label = (times: string): string => `Only noise sounds in the loop, ${times}: a better way to tell it`
  return { ...place('loop', loop, label), isCertain: false }
}

function place(what: string, range: TimeRange, labelOf: (times: string) => string): NoisePlace {
  const { start, end } = range
  const label = labelOf(`${formatTime(start, 0.1)} to ${formatTime(end, 0.1)}`)
  return { id: `${what} ${start} ${end}`, range, label, isCertain: true }
}
