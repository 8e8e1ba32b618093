import type { EngineClient, EngineMethod, EngineRequest, EngineResult } from '@core/contract/engine'
import type { JobId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'

/** The order is that in which 'Cancel' finds them. */
const jobKinds = [
  'analyse',
  'refine',
  'split',
  'export',
  'picture',
  'compare-algorithms',
  'compare-smoothness',
  'suggest-smoothness',
  'open',
  'save',
] as const
export type JobKind = (typeof jobKinds)[number]

/** What keeps both cores of the engine busy; it takes one at a time. */
const factorisingKinds: readonly JobKind[] = [
  'analyse',
  'refine',
  'split',
  'compare-algorithms',
  'compare-smoothness',
  'suggest-smoothness',
]

/** A point of the cost curve. */
export interface CostPoint {
  readonly iteration: number
  readonly cost: number
}

export interface Job {
  readonly id: JobId
  readonly kind: JobKind
  /** Null until something is heard of it. */
  readonly progress: Progress | null
  /** Cost by iteration, one curve a restart, as far as it was reported. */
  readonly costCurves: readonly (readonly CostPoint[])[]
  /** What was asked of it and not answered yet. */
  readonly wish: 'stop' | 'cancel' | null
}

/** Long work under way; at most one of a kind. What has ended is not here any more. */
export class Jobs {
  #running = $state.raw<Readonly<Partial<Record<JobKind, Job>>>>({})
  readonly #engine: EngineClient

  constructor(engine: EngineClient) {
    this.#engine = engine
  }

  of(kind: JobKind): Job | null {
    return this.#running[kind] ?? null
  }

  get any(): boolean {
    return this.foremost !== null
  }

  /** The one that a person who asks to cancel means. */
  get foremost(): Job | null {
    const kind = jobKinds.find((it) => this.#running[it] !== undefined)
    return kind ? this.of(kind) : null
  }

  /** An analysis or a comparison is under way. */
  get isFactorising(): boolean {
    return factorisingKinds.some((kind) => this.#running[kind] !== undefined)
  }

  /** Calls the engine as a job; rejects as the call does. */
  run<Method extends EngineMethod>(
    kind: JobKind,
    method: Method,
    request: EngineRequest<Method>,
  ): Promise<EngineResult<Method>> {
    const id = crypto.randomUUID() as JobId
    return this.follow(kind, id, (onProgress) => this.#engine.call(method, request, { job: id, onProgress }))
  }

  /** Shows work that was begun elsewhere, such as before a reload. */
  async follow<Result>(
    kind: JobKind,
    id: JobId,
    work: (onProgress: (progress: Progress) => void) => Promise<Result>,
  ): Promise<Result> {
    this.#running = { ...this.#running, [kind]: { id, kind, progress: null, costCurves: [], wish: null } }
    try {
      return await work((progress) => this.#change(kind, id, (job) => withProgress(job, progress)))
    } finally {
      if (this.#running[kind]?.id === id) this.#running = { ...this.#running, [kind]: undefined }
    }
  }

  wish(kind: JobKind, wish: 'stop' | 'cancel'): void {
    const job = this.#running[kind]
    if (!job) return
    this.#engine.wish(job.id, wish)
    this.#change(kind, job.id, (it) => ({ ...it, wish }))
  }

  #change(kind: JobKind, id: JobId, change: (job: Job) => Job): void {
    const job = this.#running[kind]
    if (job?.id === id) this.#running = { ...this.#running, [kind]: change(job) }
  }
}

function withProgress(job: Job, progress: Progress): Job {
  const { factorising } = progress
  if (!factorising) return { ...job, progress }
  const { restart, iteration, cost } = factorising
  const costCurves = [...job.costCurves]
  costCurves[restart - 1] = [...(costCurves[restart - 1] ?? []), { iteration, cost }]
  // A restart of which nothing was reported yet has an empty curve, not a hole.
  return { ...job, progress, costCurves: Array.from(costCurves, (curve) => curve ?? []) }
}
