/** Jobs of this run. They belong to the host, not to the page that began them: a page that was reloaded finds them here. */
import { ShellacError } from '@core/contract/errors'
import type { EngineClient, EngineMethod, EngineRequest } from '@core/contract/engine'
import type { JobId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'
import type { JobSummary } from '@core/contract/page'
import type { JsonObject } from './messages'

/** Ended jobs that are remembered, so that a page that was away learns how they ended. */
const rememberedJobs = 32
const mostRunning = 8

export interface Call {
  readonly method: EngineMethod
  readonly request: JsonObject
  /** Absent: a short call, not to be found again. */
  readonly job?: JobId
}

export interface JobBoard {
  /** Calls the engine; `watch` hears the progress. Settles as the engine's call does. */
  run(call: Call, watch: (progress: Progress) => void): Promise<unknown>
  /** Watches a job that was begun before: its latest progress at once, and the end it comes or came to. */
  attach(job: JobId, watch: (progress: Progress) => void): Promise<unknown>
  list(): JobSummary[]
  /** Drops what is remembered of an ended job. */
  forget(job: JobId): void
  /** Calls under way, jobs or not. */
  readonly running: number
}

interface Job {
  readonly method: EngineMethod
  readonly watchers: Set<(progress: Progress) => void>
  outcome: Promise<unknown>
  state: JobSummary['state']
  progress: Progress | null
}

type Watch = (progress: Progress) => void
type Ask = (call: Call, watch: Watch) => Promise<unknown>

/** @param onChange told whenever a call begins or ends */
export function createJobBoard(client: EngineClient, onChange: () => void): JobBoard {
  const jobs = new Map<JobId, Job>()
  let running = 0

  const askEngine: Ask = async ({ method, request, job }, onProgress) => {
    running += 1
    onChange()
    try {
      // The engine checks requests at its own door: here their shape is not known.
      const checkedThere = request as unknown as EngineRequest<EngineMethod>
      return await client.call(method, checkedThere, job === undefined ? {} : { job, onProgress })
    } finally {
      running -= 1
      onChange()
    }
  }

  return {
    run: async (call, watch) =>
      call.job === undefined
        ? askEngine(call, watch)
        : begin(jobs, { ...call, job: call.job }, { watch, askEngine }),
    attach: async (id, watch) => {
      const job = find(jobs, id)
      if (job.progress) watch(job.progress)
      if (job.state === 'running') job.watchers.add(watch)
      return job.outcome
    },
    list: () => [...jobs].map(([job, { method, state, progress }]) => ({ job, method, state, progress })),
    forget(id) {
      const { state } = find(jobs, id)
      if (state === 'running') throw new ShellacError('bad-argument', `The job ${id} still runs.`)
      jobs.delete(id)
    },
    get running() {
      return running
    },
  }
}

function begin(
  jobs: Map<JobId, Job>,
  call: Call & { readonly job: JobId },
  { watch, askEngine }: { readonly watch: Watch; readonly askEngine: Ask },
): Promise<unknown> {
  refuseTooMany(jobs, call.job)
  const job: Job = {
    method: call.method,
    watchers: new Set([watch]),
    outcome: Promise.resolve(),
    state: 'running',
    progress: null,
  }
  job.outcome = askEngine(call, (progress) => {
    job.progress = progress
    for (const watcher of job.watchers) watcher(progress)
  })
  job.outcome.then(
    () => settle(job, 'done'),
    () => settle(job, 'failed'),
  )
  jobs.delete(call.job)
  jobs.set(call.job, job)
  dropOldest(jobs)
  return job.outcome
}

function find(jobs: ReadonlyMap<JobId, Job>, id: JobId): Job {
  const job = jobs.get(id)
  if (!job) throw new ShellacError('bad-argument', `There is no job ${id}.`)
  return job
}

function settle(job: Job, state: 'done' | 'failed'): void {
  job.state = state
  job.watchers.clear()
}

function refuseTooMany(jobs: ReadonlyMap<JobId, Job>, id: JobId): void {
  if (jobs.get(id)?.state === 'running') {
    throw new ShellacError('bad-argument', `The job ${id} runs already.`)
  }
  const running = [...jobs.values()].filter((job) => job.state === 'running').length
  if (running >= mostRunning) {
    throw new ShellacError('bad-argument', `${running} jobs run already; the limit is ${mostRunning}.`)
  }
}

function dropOldest(jobs: Map<JobId, Job>): void {
  for (const [id, job] of jobs) {
    if (jobs.size <= rememberedJobs) return
    if (job.state !== 'running') jobs.delete(id)
  }
}
