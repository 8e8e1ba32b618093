import { describe, expect, it } from 'vitest'
import { costFigure, type CostLine } from './costFigure'
import { allOf, labelOf, labelsOf, readXml } from './figureReader.testSupport'
import { lineStyle } from './lineStyles'

const words = { title: 'Costs', caption: ['A.flac'], description: '' }

function lineOf(index: number, changed: Partial<CostLine> = {}): CostLine {
  return {
    name: `Start ${index + 1}`,
    note: 'ends',
    costs: [1e6, 1e4, 1e3, 1e2],
    seconds: [0, 0.1, 1, 10],
    isMarked: false,
    ...lineStyle(index),
    ...changed,
  }
}

function curvesOf(svg: string): { readonly width: number; readonly points: number[][] }[] {
  return allOf(readXml(svg))
    .filter(({ name }) => name === 'path')
    .map(({ attributes }) => ({
      width: Number(attributes['stroke-width']),
      points: [...attributes.d.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    }))
}

describe('costs', () => {
  it('that fall tenfold fall by equal lengths, and tenfold seconds are equal lengths apart', () => {
    const [{ points }] = curvesOf(costFigure({ words, lines: [lineOf(0)], against: 'seconds' }))
    expect(points.length).toBe(3)
    expect(points[1][0] - points[0][0]).toBeCloseTo(points[2][0] - points[1][0], 1)
    expect(points[1][1] - points[0][1]).toBeCloseTo(points[2][1] - points[1][1], 1)
    expect(points[1][1]).toBeGreaterThan(points[0][1])
  })

  it('stand at their ticks', () => {
    const svg = costFigure({ words, lines: [lineOf(0)], against: 'iteration' })
    const [{ points }] = curvesOf(svg)
    expect(labelOf(svg, '1').x).toBeCloseTo(points[0][0], 1)
    expect(labelOf(svg, '10 k').y - 0.36 * 12).toBeCloseTo(points[0][1], 1)
    expect(labelOf(svg, '100').y - 0.36 * 12).toBeCloseTo(points[2][1], 1)
  })

  it('that are not all positive are drawn from the least one, and the axis says so', () => {
    const svg = costFigure({ words, lines: [lineOf(0, { costs: [50, 20, 5, -5] })], against: 'iteration' })
    expect(labelsOf(svg).some(({ text }) => text.includes('C − min C'))).toBe(true)
    expect(curvesOf(svg)[0].points.length).toBe(2)
    const positive = costFigure({ words, lines: [lineOf(0)], against: 'iteration' })
    expect(labelsOf(positive).map(({ text }) => text)).toContain('cost C (log scale)')
  })

  it('of one iteration, or none, still give a figure', () => {
    for (const costs of [[5], [5, 3], [5, 5]]) {
      const svg = costFigure({ words, lines: [lineOf(0, { costs, seconds: null })], against: 'iteration' })
      expect(svg).not.toMatch(/NaN|Infinity/)
      expect(readXml(svg).name).toBe('svg')
    }
  })
})

it('the line that is kept is the widest, on top, and named so', () => {
  const lines = [lineOf(0), lineOf(1, { isMarked: true }), lineOf(2)]
  const svg = costFigure({ words, lines, against: 'iteration' })
  const widths = curvesOf(svg).map(({ width }) => width)
  expect(widths.at(-1)).toBe(Math.max(...widths))
  expect(widths[0]).toBeLessThan(widths[2])
  expect(labelsOf(svg).map(({ text }) => text)).toContain('Start 2 (kept)')
})

it('a long legend names the one that is kept, and counts the rest', () => {
  const lines = Array.from({ length: 100 }, (_, index) => lineOf(index, { isMarked: index === 77 }))
  const texts = labelsOf(costFigure({ words, lines, against: 'iteration' })).map(({ text }) => text)
  expect(texts).toContain('Start 78 (kept)')
  expect(texts).toContain('and 89 more')
})
