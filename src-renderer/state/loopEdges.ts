import type { TimeRange } from '@core/pictures/timeAxis'

export type LoopEdge = 'start' | 'end'

/** Seconds; less is no region. */
export const shortestLoop = 0.02

/**
 * A region with one edge moved to `at`. The other edge stays if it can; else, or without a region, it is that of the recording.
 * Null when too little would be left.
 */
export function withEdge(
  region: TimeRange | null,
  { edge, at, duration }: { readonly edge: LoopEdge; readonly at: number; readonly duration: number },
): TimeRange | null {
  const { start, end } = region ?? { start: 0, end: duration }
  const moved =
    edge === 'start'
      ? { start: at, end: end - at >= shortestLoop ? end : duration }
      : { start: at - start >= shortestLoop ? start : 0, end: at }
  return moved.end - moved.start >= shortestLoop ? moved : null
}

/** The region between two times, whichever is first; null when it is too short. */
export function regionBetween(from: number, to: number): TimeRange | null {
  const region = { start: Math.min(from, to), end: Math.max(from, to) }
  return region.end - region.start >= shortestLoop ? region : null
}
