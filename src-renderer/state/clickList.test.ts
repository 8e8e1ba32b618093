import { describe, expect, it } from 'vitest'
import { clickAfter, clickBefore, clickColumns, readClicks, strongest } from './clickList'

const clicks = [
  { start: 10, end: 14, decibels: 20 },
  { start: 100, end: 109, decibels: 35 },
  { start: 101, end: 120, decibels: 25 },
  { start: 900, end: 903, decibels: 16 },
]

it('comes from the bytes of the engine, wherever they lie in their buffer', () => {
  const values = Float64Array.from(clicks.flatMap(({ start, end, decibels }) => [start, end, decibels]))
  const bytes = new Uint8Array(values.byteLength + 3)
  bytes.set(new Uint8Array(values.buffer), 3)
  expect(readClicks(bytes.subarray(3))).toEqual(clicks)
})

describe('the next and the previous click', () => {
  it('begin behind and before a sample, never at it', () => {
    expect([9, 10, 99, 100, 101].map((at) => clickAfter(clicks, at)?.start)).toEqual([10, 100, 100, 101, 900])
    expect([11, 100, 101, 102, 5000].map((at) => clickBefore(clicks, at)?.start)).toEqual([
      10, 10, 100, 101, 900,
    ])
  })

  it('are none beyond the ends', () => {
    expect(clickAfter(clicks, 900)).toBeUndefined()
    expect(clickBefore(clicks, 10)).toBeUndefined()
    expect(clickAfter([], 0)).toBeUndefined()
  })
})

it('the strongest come in the order of time', () => {
  expect(strongest(clicks, 2).map(({ start }) => start)).toEqual([100, 101])
  expect(strongest(clicks, 9)).toEqual(clicks)
})

it('columns show the strongest click in each, and nothing outside', () => {
  const columns = clickColumns(clicks, { from: 100, to: 200, columns: 4 })
  expect([...columns]).toEqual([35, 0, 0, 0])
  expect([...clickColumns(clicks, { from: 0, to: 1000, columns: 10 })]).toEqual([
    20, 35, 0, 0, 0, 0, 0, 0, 0, 16,
  ])
})
