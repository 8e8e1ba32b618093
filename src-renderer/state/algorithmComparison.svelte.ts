import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { DecompositionWish } from '@core/contract/engine'
import type { SessionId } from '@core/contract/ids'
import type { AlgorithmCurve } from '@core/contract/pictures'
import type { TimeRange } from '@core/pictures/timeAxis'
import { algorithmChoices, type Algorithm } from './algorithmChoices'
import { ComparisonRun, type ComparisonParts } from './comparison.svelte'

/** Which part of the recording is compared on: EM takes long on the whole. */
export type ComparedPart = 'loop' | 'beginning' | 'whole'

export interface AlgorithmResult {
  readonly session: SessionId
  readonly channel: ChannelChoice
  readonly settings: DecompositionWish
  /** seconds */
  readonly range: TimeRange
  readonly curves: readonly AlgorithmCurve[]
}

/** Seconds of 'beginning'. */
export const beginningLength = 15
const usualIterations = 100

/** The cost of several algorithms on the same data, and how the person asks for it. */
export class AlgorithmComparison {
  chosen = $state.raw<readonly Algorithm[]>(algorithmChoices.map(({ value }) => value))
  /** Null: the loop where there is one, else the beginning. */
  wantedPart = $state<ComparedPart | null>(null)
  maxIterations = $state(usualIterations)
  /** What the present or last comparison is of. */
  compared = $state.raw<readonly Algorithm[]>([])
  readonly run: ComparisonRun<AlgorithmResult>
  readonly #parts: ComparisonParts

  constructor(parts: ComparisonParts) {
    this.#parts = parts
    this.run = new ComparisonRun(parts, {
      kind: 'compare-algorithms',
      dialog: 'algorithms',
      title: 'The comparison of algorithms',
    })
  }

  /** Null when there is none of the recording and channel that are open. */
  get result(): AlgorithmResult | null {
    const { result } = this.run
    const { session, document } = this.#parts.work
    const isOfThis = result?.session === session?.id && result?.channel === document.current?.channel
    return isOfThis ? result : null
  }

  choose(algorithm: Algorithm, isChosen: boolean): void {
    this.chosen = algorithmChoices
      .map(({ value }) => value)
      .filter((value) => (value === algorithm ? isChosen : this.chosen.includes(value)))
  }

  /** @param range seconds, within the recording */
  async start(range: TimeRange): Promise<void> {
    const { work } = this.#parts
    const { session, settings: present } = work
    const document = work.document.current
    if (!session || !document || this.chosen.length === 0) return
    const { channel, recording } = document
    const algorithms = this.chosen
    const settings = { ...present, maxIterations: this.maxIterations }
    const toSample = (seconds: number): number =>
      Math.max(0, Math.min(recording.sampleCount, Math.round(seconds * recording.sampleRate)))
    await this.run.run(async () => {
      this.compared = algorithms
      const { curves } = await work.jobs.run('compare-algorithms', 'compareAlgorithms', {
        session: session.id,
        channel,
        settings,
        algorithms,
        start: toSample(range.start),
        end: toSample(range.end),
      })
      return { session: session.id, channel, settings, range, curves }
    })
  }
}
