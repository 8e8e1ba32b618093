import { describe, expect, it } from 'vitest'
import { bestStart, costLines, costRange, describeCosts, keptCurves } from './costLines'

const curves = keptCurves([
  [2e7, 1900, 900, 850],
  [1e7, 1600, 800, 700],
])

describe('cost curves', () => {
  it('leave out the cost of the random beginning', () => {
    expect(costLines(curves)[0].points).toEqual([
      { x: 1, y: 1900 },
      { x: 2, y: 900 },
      { x: 3, y: 850 },
    ])
    expect(costRange(costLines(curves))).toEqual({ minimum: 600, maximum: 2000 })
  })

  it('are told apart by dash and by colour among neighbours', () => {
    const lines = costLines(keptCurves(Array.from({ length: 8 }, () => [3, 2, 1])))
    expect(new Set(lines.map(({ colour }) => colour)).size).toBe(8)
    for (const [index, line] of lines.slice(1).entries()) expect(line.dash).not.toEqual(lines[index].dash)
  })

  it('keep the numbers of their starts when one has nothing to show yet', () => {
    const lines = costLines([[], curves[1]])
    expect(lines.map(({ start }) => start)).toEqual([2])
    expect(bestStart(lines)).toBe(2)
  })

  it('point out the lowest end', () => {
    expect(bestStart(costLines(curves))).toBe(2)
    expect(bestStart([])).toBeNull()
    expect(costRange([])).toEqual({ minimum: 1, maximum: 10 })
  })

  it('are said in a sentence', () => {
    expect(describeCosts(costLines(curves))).toBe(
      'Cost by iteration. Start 2 of 2 is the lowest: it fell from 1.6 k at iteration 1 to 700 at iteration 3.',
    )
    expect(describeCosts([])).toBe('Cost by iteration. Nothing to show yet.')
  })
})
