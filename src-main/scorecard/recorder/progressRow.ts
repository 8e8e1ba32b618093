import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { outcomeOf, type Effort, type Row } from '../section'
import { honestyOf, moments, worstOf, type Honesty } from './honesty'
import { mixedJobs, runMixedJobs } from './mixedJobs'

/** Seconds without a message. */
const longestStall = 5
/** Error of the time left, as a share of the true one, from half way on. */
const mostError = 0.3
/** A time left is compared on a machine that does nothing else; in the tests others compute beside. */
const shortJobs = 2

/** Promise J2. */
export async function progressRow({ folder, isShort, seed, say }: Effort): Promise<Row> {
  const home = join(folder, 'progress')
  await mkdir(home)
  const jobs = isShort ? mixedJobs.slice(0, shortJobs) : mixedJobs
  const all: Honesty[] = []
  let peak = 0
  for await (const { job, run } of runMixedJobs(jobs, { folder: home, seed })) {
    const honesty = honestyOf(run)
    all.push(honesty)
    peak = Math.max(peak, run.peakBytes)
    say(`  ${job.command} of ${job.length} s in ${run.seconds.toFixed(1)} s: ${honestyText(honesty)}`)
  }
  const worst = worstOf(all)
  const isHonest = worst.wentBack + worst.tooEarly + worst.withoutTimeLeft === 0
  const isTimely =
    worst.worstStall <= longestStall && worst.timeLeftErrors.slice(1).every((error) => error <= mostError)
  return {
    requirement: 'J2',
    promise:
      'Progress never goes back, never stands still for more than 5 s, is never at 100 % before the result can be read, and the time left is right within 30 % from half way on.',
    tried: `${jobs.length} jobs of the command line, ${jobs[0].length} to ${jobs[jobs.length - 1].length} s of sound: decompositions, exports, remasters`,
    figure: `${honestyText(worst)}; peak ${Math.round(peak / 2 ** 20)} MB`,
    outcome: outcomeOf(isHonest && (isShort || isTimely)),
  }
}

function honestyText({
  worstStall,
  stalledAt,
  wentBack,
  tooEarly,
  timeLeftErrors,
  misjudgedAt,
  withoutTimeLeft,
}: Honesty): string {
  const errors = timeLeftErrors.map((error, i) => `${Math.round(100 * error)} % at ${100 * moments[i]} %`)
  return [
    `worst stall ${worstStall.toFixed(1)} s (${stalledAt})`,
    `went back ${wentBack} times`,
    `100 % too early ${tooEarly} times`,
    `time left off by ${errors.join(', ')}${misjudgedAt && ` (${misjudgedAt})`}`,
    ...(withoutTimeLeft > 0 ? [`${withoutTimeLeft} stages without a time left`] : []),
  ].join(', ')
}
