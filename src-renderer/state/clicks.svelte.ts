import type { EngineClient } from '@core/contract/engine'
import type { ArtifactId } from '@core/contract/ids'
import type { ClickCount } from '@core/restoration/countClicks'
import type { Click } from '@core/restoration/declick'
import { readClicks } from './clickList'
import type { Work } from './work.svelte'

/** Clicks of the open recording: how many it seems to have, and those that were removed before the decomposition that is shown. */
export class Clicks {
  /** Undefined until they are counted, null where they cannot be. */
  #count = $state.raw<ClickCount | null | undefined>(undefined)
  /** Undefined until they are here, null where they cannot be read. */
  #removed = $state.raw<readonly Click[] | null | undefined>(undefined)
  readonly #engine: EngineClient
  readonly #work: Work
  #counted: { readonly key: string; readonly count: ClickCount } | null = null

  constructor(engine: EngineClient, work: Work) {
    this.#engine = engine
    this.#work = work
  }

  get count(): ClickCount | null | undefined {
    return this.#count
  }

  /** In the order of time; none where none were looked for, or until they are here. */
  get removed(): readonly Click[] {
    return this.#removed ?? []
  }

  /** Whether the removed clicks are here, are on their way, or cannot be read. */
  get reading(): 'done' | 'under way' | 'failed' {
    if (this.#removed === undefined) return 'under way'
    return this.#removed === null ? 'failed' : 'done'
  }

  /** Keeps to what is open; to be called where effects may be made. */
  follow(): void {
    const place = $derived.by(() => {
      const { session, document } = this.#work
      const channel = document.current?.channel
      return session && channel ? JSON.stringify([session.id, channel]) : null
    })
    const artifact = $derived(this.#work.document.current?.decomposed?.clicks ?? null)
    $effect(() => {
      void place
      const ended = new AbortController()
      void this.#recount(ended.signal)
      return () => ended.abort()
    })
    $effect(() => {
      const ended = new AbortController()
      void this.#load(artifact, ended.signal)
      return () => ended.abort()
    })
  }

  async #recount(signal: AbortSignal): Promise<void> {
    const { session, document } = this.#work
    const channel = document.current?.channel
    if (!session || !channel) return
    const key = JSON.stringify([session.origin.file, channel])
    this.#count = this.#counted?.key === key ? this.#counted.count : undefined
    if (this.#count) return
    // The recording is there without a count, so that a failure is no news.
    const count = await this.#engine.call('countClicks', { session: session.id, channel }).catch(() => null)
    if (signal.aborted) return
    this.#count = count
    this.#counted = count && { key, count }
  }

  async #load(artifact: ArtifactId | null, signal: AbortSignal): Promise<void> {
    this.#removed = artifact === null ? [] : undefined
    if (artifact === null) return
    const bytes = await this.#engine.artifact(artifact).catch(() => null)
    if (!signal.aborted) this.#removed = bytes && readClicks(bytes)
  }
}
