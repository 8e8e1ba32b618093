import { isLost, type CappedReading } from './cappedReader'
import type { HostileFile } from './hostileFile'

/** A file that did what none may do. */
export interface Finding {
  readonly file: HostileFile
  readonly state: 'crashed' | 'timeout' | 'memory' | 'broken'
  readonly message: string
}

export interface Tally {
  readonly files: number
  readonly opened: number
  readonly refused: number
  readonly crashes: number
  readonly timeouts: number
  readonly overBudget: number
  /** Errors that are none of ours, and results that cannot be. */
  readonly broken: number
  readonly peakMebibytes: number
  readonly slowestMilliseconds: number
  readonly slowestFile: string
  readonly findings: readonly Finding[]
}

export interface TallyKeeper {
  add(file: HostileFile, reading: CappedReading): void
  tally(): Tally
}

export function createTally(): TallyKeeper {
  const states = { opened: 0, refused: 0, broken: 0, crashed: 0, timeout: 0, memory: 0 }
  const findings: Finding[] = []
  let peakBytes = 0
  let slowest = { milliseconds: 0, name: '' }
  return {
    add(file, reading) {
      const { state, message, milliseconds } = reading
      states[state]++
      peakBytes = Math.max(peakBytes, reading.peakBytes)
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, name: file.name }
      if (isLost(state) || state === 'broken') findings.push({ file, state, message })
    },
    tally: () => ({
      files: Object.values(states).reduce((sum, count) => sum + count, 0),
      opened: states.opened,
      refused: states.refused,
      crashes: states.crashed,
      timeouts: states.timeout,
      overBudget: states.memory,
      broken: states.broken,
      peakMebibytes: Math.round(peakBytes / 2 ** 20),
      slowestMilliseconds: Math.round(slowest.milliseconds),
      slowestFile: slowest.name,
      findings,
    }),
  }
}

export function tallyText(tally: Tally): string {
  const { files, opened, refused, crashes, timeouts, overBudget, broken, peakMebibytes } = tally
  return [
    `${files} files (${opened} opened, ${refused} refused)`,
    `${crashes} crashes`,
    `${timeouts} timeouts`,
    `${overBudget} over the budget`,
    `${broken} wrong errors or results`,
    `peak ${peakMebibytes} MB`,
    `slowest ${tally.slowestMilliseconds} ms${tally.slowestFile === '' ? '' : ` (${tally.slowestFile})`}`,
  ].join(', ')
}
