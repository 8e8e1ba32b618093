import { expect, it } from 'vitest'
import { frequencyAxisOf } from '@core/pictures/frequencyAxis'
import type { StrokeShape } from '@core/project/stroke'
import { drawnShape, pathOf, strokeAt, type PictureAxes } from './brushGeometry'

const axes: PictureAxes = {
  range: { start: 2, end: 6 },
  axis: frequencyAxisOf(44_100),
  width: 800,
  height: 300,
}

it('a stroke is drawn where it was painted, as large as the brush', () => {
  const line = [
    { x: 100, y: 150 },
    { x: 300, y: 150 },
  ]
  const drawn = drawnShape(pathOf(line, 40, axes), axes)
  if (drawn?.kind !== 'path') throw new Error('a brush draws a path')
  expect(drawn.radiusX).toBeCloseTo(20, 1)
  expect(drawn.radiusY).toBeCloseTo(20, 1)
  drawn.points.forEach(({ x, y }, index) => {
    expect(x).toBeCloseTo(line[index].x, 1)
    expect(y).toBeCloseTo(150, 1)
  })
})

it('many places of the pointer become few points, with both ends', () => {
  const line = Array.from({ length: 5000 }, (_, index) => ({ x: index / 10, y: 100 }))
  const { points } = pathOf(line, 60, axes)
  expect(points.length).toBeLessThan(60)
  expect(points[0].seconds).toBeCloseTo(2, 3)
  expect(points[points.length - 1].seconds).toBeCloseTo(2 + (499.9 / 800) * 4, 3)
})

it('what is not seen is not drawn', () => {
  const box: StrokeShape = { kind: 'box', start: 7, end: 8, low: 100, high: 200 }
  expect(drawnShape(box, axes)).toBeNull()
  expect(drawnShape({ ...box, start: 5 }, axes)).toMatchObject({ kind: 'box', x: 600 })
})

it('the eraser finds what was painted last', () => {
  const box: StrokeShape = { kind: 'box', start: 3, end: 4, low: 100, high: 2000 }
  const path: StrokeShape = {
    kind: 'path',
    points: [
      { seconds: 3, hertz: 440 },
      { seconds: 5, hertz: 440 },
    ],
    seconds: 0.2,
    octaves: 0.25,
  }
  const shapes = [box, path]
  expect(strokeAt(shapes, { seconds: 3.5, frequency: 450 })).toBe(1)
  expect(strokeAt(shapes, { seconds: 3.5, frequency: 600 })).toBe(0)
  expect(strokeAt(shapes, { seconds: 5.1, frequency: 440 })).toBe(1)
  expect(strokeAt(shapes, { seconds: 5.3, frequency: 440 })).toBe(-1)
})
