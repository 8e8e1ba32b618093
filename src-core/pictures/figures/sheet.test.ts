import fc from 'fast-check'
import { expect, it } from 'vitest'
import { labelOf, readXml } from './figureReader.testSupport'
import { bodyTop, drawSheet, layGrid } from './sheet'

it('boxes of a grid lie apart, in their order, within its sides', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
      const options = { count, left: 100, right: 1100, boxHeight: 80, gap: 16, headHeight: 30 }
      const { boxes, columns, height } = layGrid(options)
      expect(boxes.length).toBe(count)
      boxes.forEach((box, index) => {
        expect(box.x).toBeGreaterThanOrEqual(100)
        expect(box.x + box.width).toBeLessThanOrEqual(1100 + 1e-9)
        expect(box.width).toBeGreaterThan(150)
        const beside = boxes[index + 1]
        if ((index + 1) % columns !== 0 && beside) expect(beside.x - box.x - box.width).toBeCloseTo(16, 9)
        const below = boxes[index + columns]
        if (below) expect(below.y - box.y - box.height).toBe(30)
      })
      expect(boxes[count - 1].y + 80).toBe(bodyTop + height)
    }),
  )
})

it('a long caption takes more lines, and the sheet grows with it', () => {
  const words = { title: 'Title', description: '' }
  const short = readXml(drawSheet({ ...words, caption: ['one'] }, 100, []))
  const caption = Array.from({ length: 40 }, (_, index) => `number ${index}`)
  const long = drawSheet({ ...words, caption }, 100, [])
  expect(Number(readXml(long).attributes.height)).toBeGreaterThan(Number(short.attributes.height))
  expect(labelOf(long, 'Title').y).toBeLessThan(bodyTop)
})
