import type { Samples } from '../audioData'
import { createTriangularDither } from './dither'

export type WordLength = 16 | 24

export interface QuantiserOptions {
  readonly bits: WordLength
  /** Wanted only when the samples are not already on the grid: see isOnGrid. */
  readonly dither: boolean
  /** Give every channel its own. */
  readonly seed: number
}

/** Rounds one channel to integers, block by block. */
export interface Quantiser {
  /** Fills the first block.length values of `out` with integers -2^(bits-1) .. 2^(bits-1)-1; NaN becomes 0. */
  quantise(block: Samples, out: Int32Array): void
  /** Samples so far that lay, before dither, beyond what the word length can hold. */
  clippedCount(): number
}

export function createQuantiser({ bits, dither, seed }: QuantiserOptions): Quantiser {
  const scale = 2 ** (bits - 1)
  const nextDither = dither ? createTriangularDither(seed) : () => 0
  let clipped = 0
  return {
    quantise(block, out) {
      for (let i = 0; i < block.length; i++) {
        const value = block[i] * scale
        if (value >= scale - 0.5 || value < -scale - 0.5) clipped++
        const rounded = Math.floor(value + nextDither() + 0.5)
        out[i] = Math.max(-scale, Math.min(scale - 1, rounded))
      }
    },
    clippedCount: () => clipped,
  }
}

/** In steps of the word length: what analysis and synthesis leave of a zero, far below what dither is for. */
const gridTolerance = 1 / 256

/** True when rounding to the word length gives back what a recording held, so that dither would only add noise. */
export function isOnGrid(block: Samples, bits: WordLength): boolean {
  const scale = 2 ** (bits - 1)
  for (let i = 0; i < block.length; i++) {
    const nearest = Math.round(block[i] * scale)
    const near = Math.abs(block[i] * scale - nearest) <= gridTolerance
    if (!near || nearest < -scale || nearest >= scale) return false
  }
  return true
}
