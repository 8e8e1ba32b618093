import type { DecompositionWish } from '@core/contract/engine'
import { chooseFraming, type Framing } from '@core/spectral/framing'

/** Overlaps to choose from: the usual ones and, where it is another, the present one. */
export function overlapChoices(present: number): { readonly value: string; readonly label: string }[] {
  const usual = [0.5, 0.75, 0.875]
  const all = usual.includes(present) ? usual : [...usual, present].toSorted((a, b) => a - b)
  return all.map((overlap) => ({ value: String(overlap), label: formatShare(overlap) }))
}

/** '0.01 %' of 0.0001 */
export function formatShare(share: number): string {
  return `${shareToPercent(share)} %`
}

export function shareToPercent(share: number): number {
  return Number((100 * share).toPrecision(12))
}

export function percentToShare(percent: number): number {
  return Number((percent / 100).toPrecision(12))
}

/** The window and hop, in samples, that a wish comes to at a sample rate in Hz. */
export function framingOf(wish: DecompositionWish, sampleRate: number): Framing {
  return chooseFraming(wish.windowMilliseconds, wish.overlap, sampleRate)
}
