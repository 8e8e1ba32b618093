/** What keys do to the position, and how it is followed. Times in seconds. */
import { moved } from '../../state/timeRange'
import type { TimeRange } from '@core/pictures/timeAxis'

const step = 1
const fineStep = 0.1
const coarseStep = 10

/** The position after a key, within the recording; null if the key means nothing here. `isFine`: Shift is held. */
export function positionAfterKey(
  key: string,
  position: number,
  { duration, isFine }: { readonly duration: number; readonly isFine: boolean },
): number | null {
  const small = isFine ? fineStep : step
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: small,
    ArrowUp: small,
    ArrowLeft: -small,
    ArrowDown: -small,
    PageUp: coarseStep,
    PageDown: -coarseStep,
    Home: -Infinity,
    End: Infinity,
  }
  if (!Object.hasOwn(steps, key)) return null
  return Math.max(0, Math.min(duration, position + steps[key]))
}

/** `range` moved just so far that `position` is seen: at the left end when it is behind, a page on when it ran out at the right. */
export function revealing(range: TimeRange, position: number, duration: number): TimeRange {
  if (position >= range.start && position <= range.end) return range
  return moved(range, position - range.start, duration)
}
