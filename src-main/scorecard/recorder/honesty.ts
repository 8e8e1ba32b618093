/** How honest the progress of a run was, held against what really happened. */
import type { RecordedRun, ToldProgress } from './recordRun'

/** Shares of a stage's true length at which the time left is compared. */
export const moments = [0.25, 0.5, 0.75] as const

/** Seconds; of shorter stages nobody reads a time left. */
const shortestStage = 4

export interface Honesty {
  /** Longest time without a message, in seconds, the beginning and the end of the run among them. */
  readonly worstStall: number
  /** The stage after whose message it stood still. */
  readonly stalledAt: string
  /** Messages that told less than one before of the same stage, or that came back to a stage. */
  readonly wentBack: number
  /** Messages of the last stage that told more than 99 % while the result was not there. */
  readonly tooEarly: number
  /** Worst error of the time left at each moment, as a share of the time that was truly left; 0 where no stage was long enough. */
  readonly timeLeftErrors: readonly number[]
  /** The stage with the worst of them; empty where no stage was long enough. */
  readonly misjudgedAt: string
  /** Stages long enough to have a time left that told none from half way on. */
  readonly withoutTimeLeft: number
}

export function honestyOf(run: RecordedRun): Honesty {
  const stages = stagesOf(run)
  const last = stages.at(-1)
  const judged = stages
    .filter(({ begin, end }) => end - begin >= shortestStage)
    .map((stage) => ({ name: stage.told[0].stage, errors: timeLeftErrors(stage) }))
  const worstOfStage = judged.map(({ errors }) => Math.max(0, ...errors.map((error) => error ?? 0)))
  return {
    ...longestStall(run),
    wentBack: backSteps(run.told),
    tooEarly: last?.told.filter(({ done, isReadable }) => done > 0.99 && !isReadable).length ?? 0,
    timeLeftErrors: moments.map((_, i) => Math.max(0, ...judged.map(({ errors }) => errors[i] ?? 0))),
    misjudgedAt: judged[worstOfStage.indexOf(Math.max(...worstOfStage))]?.name ?? '',
    withoutTimeLeft: judged.filter(({ errors: [, ...later] }) => later.includes(null)).length,
  }
}

/** The worst of several. */
export function worstOf(all: readonly Honesty[]): Honesty {
  const sum = (count: (one: Honesty) => number): number => all.reduce((total, one) => total + count(one), 0)
  const worstError = ({ timeLeftErrors: errors }: Honesty): number => Math.max(...errors)
  const stalled = all.reduce((worst, one) => (one.worstStall > worst.worstStall ? one : worst))
  const misjudged = all.reduce((worst, one) => (worstError(one) > worstError(worst) ? one : worst))
  return {
    worstStall: stalled.worstStall,
    stalledAt: stalled.stalledAt,
    wentBack: sum((one) => one.wentBack),
    tooEarly: sum((one) => one.tooEarly),
    timeLeftErrors: moments.map((_, i) => Math.max(...all.map((one) => one.timeLeftErrors[i]))),
    misjudgedAt: misjudged.misjudgedAt,
    withoutTimeLeft: sum((one) => one.withoutTimeLeft),
  }
}

interface RecordedStage {
  readonly told: readonly ToldProgress[]
  /** Seconds after the start of the run. */
  readonly begin: number
  readonly end: number
}

/** A stage lasts until the first message of the next one, the last one until the end of the run. */
function stagesOf({ told, seconds }: RecordedRun): RecordedStage[] {
  const names = [...new Set(told.map(({ stage }) => stage))]
  const own = names.map((name) => told.filter(({ stage }) => stage === name))
  return own.map((messages, i) => ({
    told: messages,
    begin: messages[0].at,
    end: own[i + 1]?.[0].at ?? seconds,
  }))
}

/** At each moment the error of the newest message; null where it has no time left. */
function timeLeftErrors({ told, begin, end }: RecordedStage): (number | null)[] {
  return moments.map((share) => {
    const newest = told.findLast(({ at }) => at <= begin + share * (end - begin))
    if (newest?.secondsLeft === undefined) return null
    const left = end - newest.at
    return Math.abs(newest.secondsLeft - left) / left
  })
}

function longestStall({ told, seconds }: RecordedRun): Pick<Honesty, 'worstStall' | 'stalledAt'> {
  const times = [0, ...told.map(({ at }) => at), seconds]
  const waits = times.slice(1).map((time, i) => time - times[i])
  const worstStall = Math.max(...waits)
  return { worstStall, stalledAt: told[waits.indexOf(worstStall) - 1]?.stage ?? 'start' }
}

function backSteps(told: readonly ToldProgress[]): number {
  const reached = new Map<string, number>()
  let stage = ''
  let steps = 0
  for (const message of told) {
    const before = reached.get(message.stage)
    const isBack = before !== undefined && (message.done < before || message.stage !== stage)
    steps += Number(isBack)
    reached.set(message.stage, Math.max(before ?? 0, message.done))
    stage = message.stage
  }
  return steps
}
