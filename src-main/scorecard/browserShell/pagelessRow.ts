import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { OpenedRecording } from '@core/contract/engine'
import type { JobSummary, PickedFile } from '@core/contract/page'
import { decomposeDefaults } from '@core/contract/decomposeDefaults'
import { childrenOf } from '../recorder/processTree'
import { outcomeOf, type Effort, type Row } from '../section'
import { admitPage, openPage, type PagePort } from './pagePort'
import { startServedApp, type ServedApp } from './servedApp'

/** Seconds for which a server without pages waits, and what it may take to end then. */
const [graceSeconds, endingSeconds] = [60, 15]

/** Promise L10: jobs outlive their page, and nothing outlives the last of both. */
export async function pagelessRow({ isShort }: Effort): Promise<Row> {
  const jobs = isShort ? 1 : 5
  const app = await startServedApp()
  try {
    const token = await admitPage(app)
    let lost = 0
    for (let job = 0; job < jobs; job++) lost += Number(!(await outlives(app, token, `left-${job}`)))
    const end = isShort ? await endBySignal(app) : await endByItself(app)
    return {
      requirement: 'L10, J9',
      promise:
        'A job goes on when its page is closed, and the next page has its result; after the last page the server ends.',
      tried: `${jobs} decompositions whose page was closed in their midst; then the end of the server ${isShort ? 'by a signal' : `by itself, ${graceSeconds} s after its last page`}`,
      figure: `jobs lost ${lost}, orphan processes ${end.orphans}, temporary files ${end.isTidy ? 'gone' : 'left'}${end.seconds === null ? '' : `, ended after ${end.seconds.toFixed(0)} s`}`,
      outcome: outcomeOf(lost + end.orphans === 0 && end.isTidy && end.isInTime),
    }
  } finally {
    await app.close()
  }
}

/** Whether a decomposition was there for the next page after the one that began it was closed while it ran. */
async function outlives(app: ServedApp, token: string, job: string): Promise<boolean> {
  const first = await openPage(app, token)
  const session = await openDemo(first)
  const { components, ...settings } = decomposeDefaults
  const request = {
    ...{ session, channel: 'left' },
    settings: { ...settings, components, maxIterations: 60 },
  }
  const begun = first.call('decompose', request, job).then(
    () => 'done before its page was closed',
    () => null,
  )
  await until(() => first.progress() > 2)
  await first.leave()
  if ((await begun) !== null) throw new Error('The decomposition was done before its page was closed.')
  const next = await openPage(app, token)
  try {
    const { jobs } = await next.call<{ readonly jobs: readonly JobSummary[] }>('jobs', {})
    if (!jobs.some((one) => one.job === job)) return false
    const result = await next.call<{ readonly decomposition?: string }>('attach', { job })
    return result.decomposition !== undefined
  } finally {
    await next.leave()
  }
}

async function openDemo(page: PagePort): Promise<string> {
  const { file } = await page.call<PickedFile>('demo', {})
  return (await page.call<OpenedRecording>('openRecording', { file })).session
}

interface End {
  /** Processes that it had started and that are still there. */
  readonly orphans: number
  readonly isTidy: boolean
  readonly isInTime: boolean
  /** After the last page had gone; null where it was told to. */
  readonly seconds: number | null
}

async function endBySignal(app: ServedApp): Promise<End> {
  return watchEnd(app, async () => {
    app.process.kill('SIGTERM')
    await exitOf(app)
    return { isInTime: true, seconds: null }
  })
}

async function endByItself(app: ServedApp): Promise<End> {
  const start = performance.now()
  return watchEnd(app, async () => {
    const ended = exitOf(app).then(() => true)
    const isEnded = await Promise.race([ended, wait((graceSeconds + endingSeconds) * 1000, false)])
    const seconds = (performance.now() - start) / 1000
    return { isInTime: isEnded && seconds >= graceSeconds - 1, seconds }
  })
}

async function watchEnd(app: ServedApp, end: () => Promise<Pick<End, 'isInTime' | 'seconds'>>): Promise<End> {
  const run = await app.runFolder()
  const children = childrenOf(app.process.pid ?? 0)
  const ended = await end()
  const isTidy = await stat(run).then(
    () => false,
    () => true,
  )
  return { ...ended, isTidy, orphans: children.filter(isThere).length }
}

/** Zombies, which nobody has waited for yet, do nothing any more. */
function isThere(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function exitOf({ process: child }: ServedApp): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(5)
}
