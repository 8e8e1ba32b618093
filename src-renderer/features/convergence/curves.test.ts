import { describe, expect, it } from 'vitest'
import {
  areTimed,
  axesOf,
  curvesOfAlgorithms,
  curvesOfStarts,
  describeCurves,
  describeReadings,
  formatSeconds,
  linesOf,
  placeByKey,
  readingAt,
} from './curves'

const starts = curvesOfStarts(
  {
    costCurves: [
      [2e7, 1900, 900, 850],
      [1e7, 1600, 800],
    ],
    chosenRestart: 0,
  },
  [
    [0, 0.5, 1, 1.5],
    [0, 0.25, 0.5],
  ],
)
const algorithms = curvesOfAlgorithms([
  { algorithm: 'mm', costs: [100, 50, 40], seconds: [0, 1, 2] },
  { algorithm: 'em', costs: [100, 80, 70], seconds: [0, 10, 20] },
])

describe('cost curves on logarithmic axes', () => {
  it('begin at iteration 1', () => {
    expect(linesOf(starts, 'iteration').map(({ points }) => points[0])).toEqual([
      { x: 1, y: 1900, iteration: 1 },
      { x: 1, y: 1600, iteration: 1 },
    ])
    expect(axesOf(linesOf(starts, 'iteration'), 'iteration').x.range).toEqual({ minimum: 1, maximum: 3 })
  })

  it('are drawn over the seconds that passed until each iteration', () => {
    const lines = linesOf(starts, 'seconds')
    expect(lines[0].points.map(({ x }) => x)).toEqual([0.5, 1, 1.5])
    expect(axesOf(lines, 'seconds').x.range).toEqual({ minimum: 0.25, maximum: 1.5 })
  })

  it('have no line over seconds that nobody measured', () => {
    const untimed = curvesOfStarts({ costCurves: [[9, 8, 7]], chosenRestart: 0 }, null)
    expect(areTimed(untimed)).toBe(false)
    expect(areTimed(starts)).toBe(true)
    expect(linesOf(untimed, 'seconds')).toEqual([])
    expect(axesOf([], 'seconds').x.range).toEqual({ minimum: 1, maximum: 10 })
  })

  it('mark the start that is kept', () => {
    expect(starts.map(({ isMarked }) => isMarked)).toEqual([true, false])
  })

  it('give an algorithm the same look whatever it is compared with', () => {
    const alone = curvesOfAlgorithms([{ algorithm: 'em', costs: [2, 1], seconds: [0, 1] }])
    expect(alone[0].colour).toBe(algorithms[1].colour)
    expect(alone[0].dash).toEqual(algorithms[1].dash)
  })
})

describe('a place on the lower axis', () => {
  const lines = linesOf(algorithms, 'seconds')

  it('is read off as far as each line has come', () => {
    expect(lines.map((line) => readingAt(line, 1.9)?.y)).toEqual([50, undefined])
    expect(lines.map((line) => readingAt(line, 15)?.y)).toEqual([40, 80])
    expect(describeReadings(lines, 1.9, 'seconds')).toBe('1.9 s: MM 50, EM not begun')
    expect(describeReadings(linesOf(algorithms, 'iteration'), 2, 'iteration')).toBe(
      'Iteration 2: MM 40, EM 70',
    )
  })

  it('moves by keys, from iteration to iteration or by equal ratios, and never beyond the ends', () => {
    const range = { minimum: 1, maximum: 20 }
    const byIteration = { range, against: 'iteration' } as const
    expect(placeByKey('ArrowLeft', null, byIteration)).toBe(19)
    expect(placeByKey('PageDown', 5, byIteration)).toBe(1)
    expect(placeByKey('End', 5, byIteration)).toBe(20)
    expect(placeByKey('ArrowRight', 10, { range, against: 'seconds' })).toBeCloseTo(10.5, 9)
    expect(placeByKey('x', 10, byIteration)).toBeUndefined()
  })
})

it('curves are said in sentences', () => {
  expect(describeCurves(linesOf(starts, 'iteration'), 'iteration')).toBe(
    'Cost by iteration. Start 1, kept, fell from 1.9 k at iteration 1 to 850 at iteration 3. ' +
      'Start 2 fell from 1.6 k at iteration 1 to 800 at iteration 2.',
  )
  expect(describeCurves([], 'seconds')).toBe('Cost by seconds. Nothing to show yet.')
})

it.each([
  [0.0423, '0.042 s'],
  [3.14, '3.1 s'],
  [125.4, '125 s'],
])('%d seconds are written %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text)
})
