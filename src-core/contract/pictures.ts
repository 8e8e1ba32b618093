/** What pictures a page may ask of the engine. */
import type { ChannelChoice } from '../audio/channels/downmix'
import type { Algorithm } from '../nmf/factorize'
import type { ColourMapName, LevelRange } from '../pictures/colourMaps'
import type { FrequencyScale } from '../pictures/frequencyAxis'
import type { LevelScale } from '../pictures/level'
import type { TimeRange } from '../pictures/timeAxis'
import type { Framing } from '../spectral/framing'
import type { MaskShaping } from '../separation/shaping/maskShaping'
import type { DecompositionId } from './ids'

/** Outputs of a decomposition, given by their weights of its components, with its masks as they are shaped. */
export interface SeparatedSignal {
  readonly decomposition: DecompositionId
  readonly outputs: readonly (readonly number[])[]
  readonly shaping?: MaskShaping | undefined
}

/** What a spectrogram shows: the mono recording of a channel, or outputs of a decomposition, whose powers add up. */
export type PictureSignal = { readonly channel: ChannelChoice; readonly framing: Framing } | SeparatedSignal

/** The cost of one algorithm over its iterations. */
export interface AlgorithmCurve {
  readonly algorithm: Algorithm
  /** Cost of each iteration, from the start on. */
  readonly costs: readonly number[]
  /** Seconds from the start to each of them. */
  readonly seconds: readonly number[]
}

/** What cost is drawn against. */
export type CostAxis = 'iteration' | 'seconds'

/** Of what there is a spectrogram. Component numbers from 0. */
export type PictureSubject =
  | { readonly kind: 'original' }
  | { readonly kind: 'remaster' }
  | { readonly kind: 'removed' }
  /** What declicking took away. */
  | { readonly kind: 'clicks' }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'component'; readonly component: number }

interface OnTimeAxis {
  /** null: the whole recording. */
  readonly range: TimeRange | null
}

interface OnFrequencyAxis {
  readonly frequencies: FrequencyScale
}

/** One picture for a file. */
export type PictureWish =
  | ({
      readonly what: 'spectrogram'
      readonly of: PictureSubject
      readonly levels: LevelRange
      readonly colourMap: ColourMapName
    } & OnTimeAxis &
      OnFrequencyAxis)
  | ({ readonly what: 'masks'; readonly of: 'components' | 'sources' } & OnTimeAxis & OnFrequencyAxis)
  | ({ readonly what: 'activations'; readonly gains: LevelScale } & OnTimeAxis)
  | { readonly what: 'dictionary' }
  /** Of the decomposition itself, one line a restart. `seconds` as in Decomposed.costSeconds, for that axis. */
  | {
      readonly what: 'convergence'
      readonly against: CostAxis
      readonly seconds: readonly (readonly number[])[] | null
    }
  | { readonly what: 'algorithms'; readonly against: CostAxis; readonly curves: readonly AlgorithmCurve[] }
  /** One activation row for each smoothness. */
  | ({
      readonly what: 'smoothness'
      readonly component: number
      readonly gains: LevelScale
      readonly variants: readonly { readonly smoothness: number; readonly decomposition: DecompositionId }[]
    } & OnTimeAxis)

export type PictureFormat = 'png' | 'svg'
