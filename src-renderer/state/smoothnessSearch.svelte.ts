import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { EngineResult } from '@core/contract/engine'
import type { SessionId } from '@core/contract/ids'
import { ComparisonRun, type ComparisonParts } from './comparison.svelte'

interface SearchResult extends EngineResult<'suggestSmoothness'> {
  readonly session: SessionId
  readonly channel: ChannelChoice
  /** K it was found with. */
  readonly components: number
}

/** Which smoothness foretells held-out parts of the recording best, with the present settings. */
export class SmoothnessSearch {
  readonly run: ComparisonRun<SearchResult>
  readonly #parts: ComparisonParts

  constructor(parts: ComparisonParts) {
    this.#parts = parts
    this.run = new ComparisonRun(parts, {
      kind: 'suggest-smoothness',
      dialog: 'suggest-smoothness',
      title: 'The search for a smoothness',
    })
  }

  /** Of what is open; null when nothing was found of it. */
  get result(): SearchResult | null {
    const { result } = this.run
    const { session, document } = this.#parts.work
    const isOfThis = result?.session === session?.id && result?.channel === document.current?.channel
    return result && isOfThis && result.scores.length > 0 ? result : null
  }

  async start(): Promise<void> {
    const { work } = this.#parts
    const { session, settings } = work
    const channel = work.document.current?.channel
    if (!session || channel === undefined) return
    await this.run.run(async () => {
      const request = { session: session.id, channel, settings }
      const found = await work.jobs.run('suggest-smoothness', 'suggestSmoothness', request)
      return { ...found, session: session.id, channel, components: settings.components }
    })
  }
}
