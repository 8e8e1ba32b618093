import { describe, expect, it } from 'vitest'
import { parseComponents } from './componentNumbers'

describe('a list of components', () => {
  it.each([
    ['', []],
    ['3', [2]],
    ['1,4,7', [0, 3, 6]],
    ['1,2,4-10', [0, 1, 3, 4, 5, 6, 7, 8, 9]],
    ['4-4', [3]],
    [' 9, 1 - 3 ,', [8, 0, 1, 2]],
    ['2–3', [1, 2]],
  ])('"%s" is %j, counted from 0', (list, components) => {
    expect(parseComponents(list, '--noise')).toEqual(components)
  })

  it.each([
    ['0', 'A component of --noise is "0"; it must be a whole number from 1 to 1000.'],
    ['0-3', 'A component of --noise is "0"'],
    ['1-1001', 'A component of --noise is "1001"'],
    ['1-99999999999', 'A component of --noise is "99999999999"'],
    ['x', 'A component of --noise is "x"'],
    ['1-', 'A component of --noise is "1-"'],
    ['-3', 'A component of --noise is "-3"'],
    ['1-2-3', 'A component of --noise is "1-2-3"'],
    ['1.5-3', 'A component of --noise is "1.5-3"'],
    ['6-4', 'A range of --noise is "6-4"; the lower number comes first: "4-6".'],
  ])('"%s" is refused', (list, message) => {
    expect(() => parseComponents(list, '--noise')).toThrow(message)
  })
})
