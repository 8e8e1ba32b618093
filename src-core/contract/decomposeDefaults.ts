import type { Algorithm } from '../nmf/factorize'
import type { LearnedStretch } from '../project/project'

/** Defaults with the evidence in docs/algorithm.md. */
export const decomposeDefaults = {
  components: 10,
  smoothness: 10,
  windowMilliseconds: 23,
  overlap: 0.5,
  tolerance: 1e-4,
  restarts: 1,
  seed: 1,
  algorithm: 'accelerated',
  learned: [] as readonly LearnedStretch[],
  declick: null,
} as const

/** The accelerated algorithm gets further in 100 iterations than the plain ones in 300. */
export const defaultIterations: Readonly<Record<Algorithm, number>> = {
  accelerated: 100,
  mm: 300,
  mu: 300,
  em: 300,
}
