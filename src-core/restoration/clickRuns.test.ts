import { describe, expect, it } from 'vitest'
import { findRuns, type Run } from './clickRuns'
import { clickSettings } from './clickSettings'

const { rule } = clickSettings(22_050)
const length = 4000

/** Surprise as noise has it, with bursts of one height. */
function runsOf(
  bursts: readonly (readonly [start: number, end: number, height: number])[],
  quiet = 0.6,
): Run[] {
  const values = new Float32Array(length).fill(quiet)
  for (const [start, end, height] of bursts) values.fill(height, start, end)
  const surprise = { byPast: values, byFuture: values.slice() }
  return findRuns(surprise, rule, { from: 0, to: length, available: length }).runs
}

describe('findRuns', () => {
  it('finds a burst with its margin, and how far it surprises', () => {
    const [run, ...others] = runsOf([[2000, 2010, 20]])
    expect(others).toEqual([])
    expect(run.start).toBe(2000 - 2 - rule.margin)
    expect(run.end).toBe(2010 + 2 + rule.margin)
    expect(run.surprise).toBeCloseTo(20)
  })

  it('finds nothing below the seed', () => {
    expect(runsOf([[2000, 2010, rule.seed - 0.01]])).toEqual([])
    expect(runsOf([[2000, 2010, rule.seed + 0.01]])).toHaveLength(1)
  })

  it('takes bursts near one another for one click', () => {
    const near = 4 + rule.hangOver
    expect(
      runsOf([
        [2000, 2010, 7],
        [2010 + near, 2020 + near, 7],
      ]),
    ).toHaveLength(1)
    expect(
      runsOf([
        [2000, 2010, 7],
        [2011 + near, 2021 + near, 7],
      ]),
    ).toHaveLength(2)
  })

  it('passes over what is too long', () => {
    const room = rule.longest - 4 - 2 * rule.margin
    expect(runsOf([[2000, 2000 + room, 9]])).toHaveLength(1)
    expect(runsOf([[2000, 2001 + room, 9]])).toEqual([])
  })

  it('finds bursts at both ends', () => {
    const runs = runsOf([
      [0, 3, 9],
      [length - 3, length, 9],
    ])
    expect(runs.map(({ start, end }) => [start, end])).toEqual([
      [0, 5 + rule.margin],
      [length - 5 - rule.margin, length],
    ])
  })

  it('passes over a burst that only the past does not explain: a sound sets in', () => {
    const byPast = new Float32Array(length).fill(0.6)
    const byFuture = byPast.slice()
    byPast.fill(30, 2000, 2010)
    expect(findRuns({ byPast, byFuture }, rule, { from: 0, to: length, available: length }).runs).toEqual([])
  })

  it('passes over a burst after which the surprise stays: a drum', () => {
    expect(
      runsOf([
        [2000, 2010, 20],
        [2022, 2300, 0.95],
      ]),
    ).toEqual([])
    expect(
      runsOf([
        [2000, 2010, 20],
        [1700, 1988, 0.95],
      ]),
    ).toEqual([])
    expect(
      runsOf([
        [2000, 2010, 20],
        [2022, 2060, 5],
      ]),
    ).toEqual([])
  })

  it('passes over pulses that come in a row: a reed or a voice', () => {
    const pulses = (count: number): [number, number, number][] =>
      Array.from({ length: count }, (_, i) => [1500 + 110 * i, 1504 + 110 * i, 12])
    expect(runsOf(pulses(4))).toHaveLength(4)
    expect(runsOf(pulses(16)).length).toBeLessThan(5)
  })

  it('finds the same in two goes as in one', () => {
    const values = new Float32Array(length).fill(0.6)
    for (const at of [700, 1500, 1900]) values.fill(9, at, at + 8)
    const surprise = { byPast: values, byFuture: values }
    const all = findRuns(surprise, rule, { from: 0, to: length, available: length }).runs
    expect(all).toHaveLength(3)
    for (let cut = 1480; cut < 1530; cut++) {
      const first = findRuns(surprise, rule, { from: 0, to: cut, available: length })
      const second = findRuns(surprise, rule, { from: first.next, to: length, available: length })
      expect([...first.runs, ...second.runs], `cut at ${cut}`).toEqual(all)
    }
  })
})
