import { describe, expect, it } from 'vitest'
import { plotOf, shareOf, valueAt, valueUnder, type ChartAxes, type ChartAxis } from './chartPlot'

const size = { width: 460, height: 260 }
const logAxis: ChartAxis = { scale: 'log', range: { minimum: 1, maximum: 100 }, label: 'iteration' }
const linearAxis: ChartAxis = { scale: 'linear', range: { minimum: 0, maximum: 100 }, label: 'iteration' }
const axes: ChartAxes = { x: logAxis, y: { ...logAxis, label: 'cost C' } }

describe('the plot of a chart', () => {
  it('has equal ratios at equal distances on a logarithmic axis', () => {
    const { left, right, xOf } = plotOf(size, axes)
    expect([xOf(1), xOf(10), xOf(100)]).toEqual([left, (left + right) / 2, right])
  })

  it('has equal differences at equal distances on a linear axis', () => {
    const { left, right, xOf } = plotOf(size, { ...axes, x: linearAxis })
    expect([xOf(0), xOf(50), xOf(100)]).toEqual([left, (left + right) / 2, right])
  })

  it('has greater values higher', () => {
    const { top, bottom, yOf } = plotOf(size, axes)
    expect(yOf(100)).toBeCloseTo(top, 9)
    expect(yOf(1)).toBe(bottom)
  })

  it.each([logAxis, linearAxis])('finds the value under the pixel where it is drawn: $scale', (x) => {
    for (const value of [1, 7, 42, 100]) {
      const pixel = plotOf(size, { ...axes, x }).xOf(value)
      expect(valueUnder(pixel, size, { ...axes, x })).toBeCloseTo(value, 9)
    }
  })

  it('finds the ends of the axis beside the plot', () => {
    expect(valueUnder(-20, size, axes)).toBe(1)
    expect(valueUnder(1000, size, axes)).toBeCloseTo(100, 9)
  })

  it.each([logAxis, linearAxis])('undoes a share of the way: $scale', (axis) => {
    for (const share of [0, 0.25, 1]) expect(shareOf(valueAt(share, axis), axis)).toBeCloseTo(share, 12)
  })

  it('has a place for everything on an axis without length', () => {
    expect(shareOf(3, { ...linearAxis, range: { minimum: 3, maximum: 3 } })).toBe(0)
  })
})
