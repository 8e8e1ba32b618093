import { defaultIterations } from '@core/contract/decomposeDefaults'
import type { DecompositionWish } from '@core/contract/engine'
import { chooseFraming, type Framing } from '@core/spectral/framing'

type Algorithm = DecompositionWish['algorithm']

/** Every algorithm in plain words; the order is that of the list. */
export const algorithmChoices: readonly {
  readonly value: Algorithm
  readonly label: string
  readonly hint: string
}[] = [
  {
    value: 'accelerated',
    label: 'Accelerated',
    hint: 'Takes longer strides and keeps its momentum: the same result in far fewer iterations.',
  },
  {
    value: 'mm',
    label: 'Majorisation-minimisation (MM)',
    hint: 'The algorithm of the paper: small, safe steps, frame after frame.',
  },
  {
    value: 'mu',
    label: 'Multiplicative updates (MU)',
    hint: 'The classical steps, twice as long as those of MM; they are never made smaller.',
  },
  {
    value: 'em',
    label: 'Expectation-maximisation (EM)',
    hint: 'One component after the other: the slow baseline that the others are measured against.',
  },
]

/** An algorithm with as many iterations as it needs, unless the person had chosen a number. */
export function withAlgorithm(settings: DecompositionWish, algorithm: Algorithm): DecompositionWish {
  const isUsual = settings.maxIterations === defaultIterations[settings.algorithm]
  const maxIterations = isUsual ? defaultIterations[algorithm] : settings.maxIterations
  return { ...settings, algorithm, maxIterations }
}

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
