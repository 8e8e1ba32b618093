import fc from 'fast-check'
import { expect, it } from 'vitest'
import { levelTable } from '@core/pictures/colourMaps'
import { encodeIndexedPng } from './indexedPng'
import { readPng } from './png.testSupport'

const image = fc
  .record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) })
  .chain((size) => {
    const length = size.width * size.height
    return fc.record({
      width: fc.constant(size.width),
      height: fc.constant(size.height),
      pixels: fc.uint8Array({ minLength: length, maxLength: length }),
    })
  })

it('an image comes back pixel by pixel, in its colours', async () => {
  const colours = levelTable({ floor: -90, ceiling: 0 }, 'magma')
  await fc.assert(
    fc.asyncProperty(image, async ({ width, height, pixels }) => {
      const read = readPng(await encodeIndexedPng({ width, height, pixels, colours }))
      expect([read.width, read.height]).toEqual([width, height])
      pixels.forEach((pixel, place) => {
        const [red, green, blue] = read.at(place % width, Math.floor(place / width))
        expect(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0).toBe(colours[pixel])
      })
    }),
    { numRuns: 30 },
  )
})
