import type { EngineClient, EngineRequest } from '@core/contract/engine'
import type { Grooves as FoundGrooves } from '@core/learning/findGrooves'
import type { TimeRange } from '@core/pictures/timeAxis'
import { rangeOf } from './learning'
import type { Work } from './work.svelte'

export interface GrooveOffer {
  readonly where: 'lead-in' | 'run-out'
  readonly range: TimeRange
}

/** Where the open recording seems to run without music: to learn noise from. */
export class Grooves {
  #found = $state.raw<FoundGrooves | null>(null)
  readonly #engine: EngineClient
  readonly #work: Work

  constructor(engine: EngineClient, work: Work) {
    this.#engine = engine
    this.#work = work
  }

  /** Those that no noise is learned from yet. */
  get offers(): GrooveOffer[] {
    const { current } = this.#work.document
    if (!this.#found || !current) return []
    const { learned, recording } = current
    const all = [
      { where: 'lead-in', stretch: this.#found.leadIn },
      { where: 'run-out', stretch: this.#found.runOut },
    ] as const
    return all.flatMap(({ where, stretch }) => {
      const isTaken = learned.some(
        (it) => it.kind === 'noise' && stretch && it.start < stretch.end && it.end > stretch.start,
      )
      return stretch && !isTaken ? [{ where, range: rangeOf(stretch, recording.sampleRate) }] : []
    })
  }

  /** Keeps to what is open; to be called where effects may be made. */
  follow(): void {
    // As text, so that what only looks different is not looked for again.
    const place = $derived.by(() => {
      const { session, document } = this.#work
      const channel = document.current?.channel
      return session && channel ? JSON.stringify({ session: session.id, channel }) : null
    })
    $effect(() => {
      const ended = new AbortController()
      this.#found = null
      if (place !== null) void this.#find(place, ended.signal)
      return () => ended.abort()
    })
  }

  async #find(place: string, signal: AbortSignal): Promise<void> {
    const request = JSON.parse(place) as EngineRequest<'findGrooves'>
    // There is an offer or there is none: a failure is no news.
    const found = await this.#engine.call('findGrooves', request).catch(() => null)
    if (!signal.aborted) this.#found = found
  }
}
