import { outcomeOf, type Effort, type Row } from '../section'
import { runEndToEnd, type EndToEndTest } from './endToEnd'

/** Milliseconds. */
const longestDelay = 100

/** Promise J6. */
export async function inputRow({ folder }: Pick<Effort, 'folder'>): Promise<Row> {
  return inputRowOf(await runEndToEnd(['inputDelay'], folder, 'frames/playwright.config.ts'))
}

export function inputRowOf(tests: readonly EndToEndTest[]): Row {
  const [delays, gaps] = ['input delay', 'frame gap'].map((type) => figuresOf(tests, type))
  const p99 = quantile(delays, 0.99)
  return {
    requirement: 'J6',
    promise: 'The window stays alive while it computes: 99 of 100 inputs are heard within 0.1 s.',
    tried: `${delays.length} keys, moves and turns of the wheel in a page in Chromium while the engine decomposes on all processors`,
    figure: `input delay p50 ${quantile(delays, 0.5)} ms, p99 ${p99} ms, longest ${quantile(delays, 1)} ms; from frame to frame p99 ${quantile(gaps, 0.99)} ms`,
    outcome: outcomeOf(
      delays.length > 0 && p99 <= longestDelay && tests.every(({ state }) => state === 'passed'),
    ),
  }
}

/** Ascending. */
function figuresOf(tests: readonly EndToEndTest[], type: string): number[] {
  const notes = tests.flatMap(({ notes: own }) => own).filter((note) => note.type === type)
  return notes.flatMap(({ description }) => JSON.parse(description) as number[]).sort((a, b) => a - b)
}

function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? NaN
}
