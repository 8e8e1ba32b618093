import type { Iteration } from '@core/nmf/factorize'

/** Milliseconds of each measured iteration. */
export interface IterationTimes {
  readonly wall: readonly number[]
  /** Of the whole process. */
  readonly cpu: readonly number[]
}

export interface IterationCount {
  /** Iterations left out at the start: code and caches warm up. */
  readonly warmUp: number
  readonly measured: number
}

/** Times iterations of a factorisation that may go on for as many. The start is not measured. */
export function timeIterations(
  iterations: Iterator<Iteration, unknown, undefined>,
  { warmUp, measured }: IterationCount,
): IterationTimes {
  const wall: number[] = []
  const cpu: number[] = []
  for (let i = 0; i <= warmUp; i++) iterations.next()
  for (let i = 0; i < measured; i++) {
    const wallStart = performance.now()
    const cpuStart = process.cpuUsage()
    if (iterations.next().done)
      throw new RangeError(`The factorisation ended after ${warmUp + i} iterations.`)
    const { user, system } = process.cpuUsage(cpuStart)
    wall.push(performance.now() - wallStart)
    cpu.push((user + system) / 1000)
  }
  return { wall, cpu }
}

export type Clock = keyof IterationTimes

/** Processor time for one thread, which other work on the machine disturbs less; for more the clock on the wall. */
export function clockFor(threads: number): Clock {
  return threads === 1 ? 'cpu' : 'wall'
}
