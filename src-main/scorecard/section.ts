/** What a part of the scorecard is: it measures, and gives a row for each promise. */

export type Outcome = 'met' | 'not met' | 'not tried'

/** One line of the scorecard. */
export interface Row {
  /** Number of the requirement, such as 'M1'. */
  readonly requirement: string
  /** What was tried, how often and on what; with the seed where chance chose. */
  readonly tried: string
  /** What was measured; for what was not tried, why. */
  readonly figure: string
  readonly promise: string
  readonly outcome: Outcome
}

/** How much to try. */
export interface Effort {
  /** As in the tests: seconds instead of minutes. */
  readonly isShort: boolean
  /** Every choice by chance comes from it: the same seed tries the same. */
  readonly seed: number
  /** An empty folder that is removed afterwards. */
  readonly folder: string
  /** Says how far it is, to the person who waits. */
  readonly say: (line: string) => void
}

export interface Section {
  /** First letter of its requirements; `--only` chooses by it. */
  readonly letter: string
  readonly title: string
  /** One or two sentences: where the attacks or faults come from, and how to run more of them. */
  readonly about: string
  measure(effort: Effort): Promise<readonly Row[]>
}

/** 'met' if so, else 'not met'. */
export function outcomeOf(isMet: boolean): Outcome {
  return isMet ? 'met' : 'not met'
}
