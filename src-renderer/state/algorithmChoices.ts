import { defaultIterations } from '@core/contract/decomposeDefaults'
import type { DecompositionWish } from '@core/contract/engine'

export type Algorithm = DecompositionWish['algorithm']

export interface AlgorithmChoice {
  readonly value: Algorithm
  readonly label: string
  /** As in a legend. */
  readonly shortLabel: string
  readonly hint: string
}

/** Every algorithm in plain words; the order is that of lists. */
export const algorithmChoices: readonly AlgorithmChoice[] = [
  {
    value: 'accelerated',
    label: 'Accelerated',
    shortLabel: 'Accelerated',
    hint: 'Takes longer strides and keeps its momentum: the same result in far fewer iterations.',
  },
  {
    value: 'mm',
    label: 'Majorisation-minimisation (MM)',
    shortLabel: 'MM',
    hint: 'The algorithm of the paper: small, safe steps, frame after frame.',
  },
  {
    value: 'mu',
    label: 'Multiplicative updates (MU)',
    shortLabel: 'MU',
    hint: 'The classical steps, twice as long as those of MM; they are never made smaller.',
  },
  {
    value: 'em',
    label: 'Expectation-maximisation (EM)',
    shortLabel: 'EM',
    hint: 'One component after the other: the slow baseline that the others are measured against.',
  },
]

/** 'MM' of 'mm' */
export function shortNameOf(algorithm: Algorithm): string {
  return algorithmChoices.find(({ value }) => value === algorithm)?.shortLabel ?? algorithm
}

/** An algorithm with as many iterations as it needs, unless the person had chosen a number. */
export function withAlgorithm(settings: DecompositionWish, algorithm: Algorithm): DecompositionWish {
  const isUsual = settings.maxIterations === defaultIterations[settings.algorithm]
  const maxIterations = isUsual ? defaultIterations[algorithm] : settings.maxIterations
  return { ...settings, algorithm, maxIterations }
}
