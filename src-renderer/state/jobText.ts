import { stageNames } from '@core/contract/job'
import { formatDuration } from '../ui/durationText'
import type { Job } from './jobs.svelte'

export interface JobWords {
  readonly label: string
  /** 0 .. 1; null while nobody can tell. */
  readonly value: number | null
  readonly detail: string
}

/**
 * How a comparison goes, for a progress bar.
 * @param names of what is compared, in the order in which the engine takes it
 */
export function describeComparison(
  { progress, wish }: Pick<Job, 'progress' | 'wish'>,
  names: readonly string[],
): JobWords {
  const factorising = progress?.factorising
  const name =
    factorising && factorising.restarts === names.length ? names[factorising.restart - 1] : undefined
  const stage = progress ? stageNames[progress.stage] : 'Starting'
  const label =
    factorising && name !== undefined ? `${name} (${factorising.restart} of ${factorising.restarts})` : stage
  return { label, value: progress?.done ?? null, detail: detailOf(progress?.secondsLeft, factorising, wish) }
}

function detailOf(
  secondsLeft: number | undefined,
  factorising: NonNullable<Job['progress']>['factorising'],
  wish: Job['wish'],
): string {
  if (wish === 'stop') return 'Stopping; what is done is kept…'
  if (wish === 'cancel') return 'Cancelling…'
  const iteration = factorising ? `Iteration ${factorising.iteration} of ${factorising.maxIterations}, ` : ''
  const left =
    secondsLeft === undefined ? 'finding out how long it takes…' : `about ${formatDuration(secondsLeft)} left`
  const words = iteration + left
  return words[0].toUpperCase() + words.slice(1)
}
