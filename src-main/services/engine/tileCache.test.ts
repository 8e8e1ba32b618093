import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTileCache } from './tileCache'

const tile = (bytes = 10): Uint8Array => new Uint8Array(bytes)

it('what was put is there, and gone when all is cleared', () => {
  const cache = createTileCache(100)
  const cells = tile()
  cache.put('a', cells, 1)
  expect(cache.get('a')).toBe(cells)
  expect(cache.get('b')).toBeUndefined()
  cache.clear()
  expect(cache.get('a')).toBeUndefined()
})

it('of equal efforts the one used longest ago goes first', () => {
  const cache = createTileCache(30)
  for (const name of ['a', 'b', 'c']) cache.put(name, tile(), 1)
  cache.get('a')
  cache.put('d', tile(), 1)
  expect(['a', 'b', 'c', 'd'].map((name) => cache.get(name) !== undefined)).toEqual([true, false, true, true])
})

it.each([
  [3, true],
  [1000, false],
])(
  'what took much effort outlives others, but not for ever: after %i of them it is there: %s',
  (count, isThere) => {
    const cache = createTileCache(30)
    cache.put('coarse', tile(), 4)
    for (let fine = 1; fine <= count; fine++) cache.put(`fine ${fine}`, tile(), 1)
    expect(cache.get('coarse') !== undefined).toBe(isThere)
    expect(cache.get(`fine ${count}`)).toBeDefined()
  },
)

it('never holds more bytes than there is room for', () => {
  const puts = fc.array(
    fc.record({
      name: fc.nat(12),
      bytes: fc.integer({ min: 1, max: 50 }),
      effort: fc.integer({ min: 1, max: 64 }),
    }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(puts, (list) => {
      const cache = createTileCache(100)
      for (const { name, bytes, effort } of list) cache.put(String(name), tile(bytes), effort)
      const held = Array.from({ length: 13 }, (_, name) => cache.get(String(name))?.byteLength ?? 0)
      expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(100)
    }),
  )
})

it('what is larger than all the room is not kept', () => {
  const cache = createTileCache(100)
  cache.put('huge', tile(101), 1)
  expect(cache.get('huge')).toBeUndefined()
})
