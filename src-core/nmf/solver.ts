import type { Factors } from './factors'

/** An iterative algorithm at its present point. Call evaluate and step in turn. */
export interface Solver {
  /** Cost D_IS(V | W H) + lambda penalty(H) at the present point; never above the one before. */
  evaluate(): number
  /** One iteration: H, then W. */
  step(): void
  /** The present point; valid until the next call. */
  factors(): Factors
}
