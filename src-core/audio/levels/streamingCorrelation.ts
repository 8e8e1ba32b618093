import type { Samples } from '../audioData'

/** How alike two channels are, of what plays, fed block by block. */
export interface StreamingCorrelation {
  /** left[start..end) and right[start..end) are what comes next. */
  push(channels: readonly Samples[], start: number, end: number): void
  /** -1 (inverted) .. 1 (alike); 0 where only one channel sounds, null where none does. */
  value(): number | null
}

/** Seconds after which what was counts 1/e */
const TIME_CONSTANT = 0.3
/** Mean square that counts as silence: -120 dB */
const SILENCE = 1e-12

/** @param sampleRate Hz */
export function createStreamingCorrelation(sampleRate: number): StreamingCorrelation {
  const share = -Math.expm1(-1 / (TIME_CONSTANT * sampleRate))
  let left = 0
  let right = 0
  let product = 0

  return {
    push([lefts, rights], start, end) {
      for (let i = start; i < end; i++) {
        const l = lefts[i]
        const r = rights[i]
        left += share * (l * l - left)
        right += share * (r * r - right)
        product += share * (l * r - product)
      }
    },
    value() {
      if (left < SILENCE && right < SILENCE) return null
      if (left < SILENCE || right < SILENCE) return 0
      return Math.min(1, Math.max(-1, product / Math.sqrt(left * right)))
    },
  }
}
