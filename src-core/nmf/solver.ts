import type { Factors } from './factors'

/** All that the next step depends on beside the problem: put back into a solver of the same problem it goes on with the same bits. */
export interface SolverState {
  readonly bytes: Uint8Array
  /** Finite. */
  readonly numbers: readonly number[]
}

/** An iterative algorithm at its present point. Call evaluate and step in turn. */
export interface Solver {
  /** Cost D_IS(V | W H) + lambda penalty(H) at the present point; never above the one before. */
  evaluate(): number
  /** One iteration: H, then W. */
  step(): void
  /** The present point; valid until the next call. */
  factors(): Factors
  /** Between evaluate and step; where it is missing, a run cannot be gone on with by another solver. */
  state?(): SolverState
  /** @throws RangeError for the state of another problem */
  restore?(state: SolverState): void
}
