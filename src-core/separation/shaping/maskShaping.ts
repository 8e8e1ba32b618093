/**
 * How masks are changed before they are used. Whatever it says, the masks of all components add up to one in every bin: power is
 * only moved from one group of components to another. Places are those of the stft: fractional frames and bins from 0.
 */
export interface MaskShaping {
  /** Group of each component, numbers from 0. */
  readonly groups: readonly number[]
  /** Of the mask of one group, the noise; null: as it was found. Comes before the strokes. */
  readonly smoothing: MaskSmoothing | null
  /** In the order in which they were painted: later ones lie over earlier ones. */
  readonly strokes: readonly GridStroke[]
  /** The masks are put on the recording as it is, even where its learned noise could be filtered out before. */
  readonly filter?: 'off'
}

export interface MaskSmoothing {
  readonly group: number
  /** Half widths of the averages: whole frames and bins to either side, 0 for none. */
  readonly frames: number
  readonly bins: number
}

/** Moves a share of the power in its bins into a group. */
export interface GridStroke {
  readonly to: number
  /** The group that it is taken from; null: from all others alike. */
  readonly from: number | null
  /** The share that is moved where the stroke is whole, 0 .. 1. */
  readonly strength: number
  readonly shape: GridShape
}

export type GridShape = GridPath | GridBox

/** A brush drawn along a line. */
export interface GridPath {
  readonly kind: 'path'
  /** From point to point; one alone is a spot. */
  readonly points: readonly { readonly frame: number; readonly bin: number }[]
  /** Of the brush, in frames and in octaves. */
  readonly frames: number
  readonly octaves: number
}

/** Everything between two moments and two frequencies, in frames and bins; a bin is one wide, its number in the middle. */
export interface GridBox {
  readonly kind: 'box'
  readonly start: number
  readonly end: number
  readonly low: number
  readonly high: number
}
