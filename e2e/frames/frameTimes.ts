/** Frames as a trace of Chromium has them. */

/** One of a trace's events; times in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly ts: number
  readonly dur?: number
  /** Without the time that the thread waited for a processor. */
  readonly tdur?: number
  readonly tid: number
  readonly pid: number
  readonly args?: { readonly name?: string }
}

export interface FrameTimes {
  /** Milliseconds from a frame on the screen to the next, ascending. */
  readonly intervals: readonly number[]
  /** Milliseconds of processor time of the page's main thread from one to the next, ascending. */
  readonly work: readonly number[]
}

/** @param trace as `browser.stopTracing` gives it, with the categories of traceCategories */
export function frameTimesOf(trace: Buffer): FrameTimes {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: readonly TraceEvent[] }
  const main = pageThread(traceEvents)
  const drawn = traceEvents
    .filter(({ name, pid }) => name === 'DrawFrame' && pid === main.pid)
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b)
  const tasks = traceEvents.filter(
    (it) => it.name === 'RunTask' && it.pid === main.pid && it.tid === main.tid,
  )
  const intervals = drawn.slice(1).map((time, index) => (time - drawn[index]) / 1000)
  const work = drawn.slice(1).map((time, index) => busyWithin(tasks, drawn[index], time) / 1000)
  return { intervals: ascending(intervals), work: ascending(work) }
}

export const traceCategories = [
  'toplevel',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'devtools.timeline.frame',
]

/** The value that `share` 0 .. 1 of ascending values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  return values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN
}

/** The renderer's main thread that worked most. */
function pageThread(events: readonly TraceEvent[]): Pick<TraceEvent, 'pid' | 'tid'> {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const workOf = ({ pid, tid }: TraceEvent): number =>
    events
      .filter((it) => it.name === 'RunTask' && it.pid === pid && it.tid === tid)
      .reduce((sum, { dur = 0 }) => sum + dur, 0)
  const [busiest] = threads.toSorted((a, b) => workOf(b) - workOf(a))
  if (busiest === undefined) throw new Error('The trace has no thread of a page.')
  return busiest
}

function busyWithin(tasks: readonly TraceEvent[], from: number, to: number): number {
  return tasks.reduce((sum, { ts, dur = 0, tdur = dur }) => sum + (ts >= from && ts < to ? tdur : 0), 0)
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b)
}
