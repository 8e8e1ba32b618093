import { formatTime, type TimeRange } from '@core/pictures/timeAxis'
import { beginningLength, type ComparedPart } from '../../state/algorithmComparison.svelte'

export interface PartOption {
  readonly value: ComparedPart
  readonly label: string
  /** seconds */
  readonly range: TimeRange
}

/** On what can be compared, the usual choice first; `duration` and the loop in seconds. */
export function partOptions(duration: number, loop: TimeRange | null): PartOption[] {
  const parts: PartOption[] = []
  if (loop) {
    const label = `The loop, ${formatTime(loop.start)} to ${formatTime(loop.end)}`
    parts.push({ value: 'loop', label, range: loop })
  }
  if (duration > beginningLength) {
    const range = { start: 0, end: beginningLength }
    parts.push({ value: 'beginning', label: `The first ${beginningLength} s`, range })
  }
  const whole = `The whole recording, ${formatTime(duration)}`
  return [...parts, { value: 'whole', label: whole, range: { start: 0, end: duration } }]
}

/** The wanted part where it can be had, else the usual one. */
export function chosenPart(options: readonly PartOption[], wanted: ComparedPart | null): PartOption {
  return options.find(({ value }) => value === wanted) ?? options[0]
}
