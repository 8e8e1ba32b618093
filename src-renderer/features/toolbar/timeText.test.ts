import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describePosition, formatPosition } from './timeText'

describe('formatPosition', () => {
  it.each([
    [0, '00:00.0'],
    [41.37, '00:41.3'],
    [59.99, '00:59.9'],
    [60, '01:00.0'],
    [187.2, '03:07.2'],
    [3599.96, '59:59.9'],
    [3723.4, '1:02:03.4'],
    [36000, '10:00:00.0'],
  ])('writes %s s as %s', (seconds, text) => {
    expect(formatPosition(seconds)).toBe(text)
  })

  it('takes a time that samples make for the tenth it is meant to be', () => {
    expect(formatPosition(0.1 + 0.2)).toBe('00:00.3')
    expect(formatPosition(1.1 * 3)).toBe('00:03.3')
    expect(formatPosition(0.3 - 1e-12)).toBe('00:00.3')
  })

  it('shows the start for what is no time', () => {
    expect(formatPosition(-1)).toBe('00:00.0')
    expect(formatPosition(NaN)).toBe('00:00.0')
    expect(formatPosition(Infinity)).toBe('00:00.0')
  })

  it('shows hours from the start where the recording has them', () => {
    expect(formatPosition(5, 3600)).toBe('0:00:05.0')
    expect(formatPosition(5, 3599)).toBe('00:05.0')
  })

  it('keeps its width and its order through one recording', () => {
    const times = fc.double({ min: 0, max: 35999, noNaN: true })
    fc.assert(
      fc.property(times, times, times, (a, b, c) => {
        const [early, late, longest] = [a, b, c].toSorted((x, y) => x - y)
        const [first, second] = [formatPosition(early, longest), formatPosition(late, longest)]
        expect(first.length).toBe(second.length)
        expect(first <= second).toBe(true)
      }),
    )
  })
})

describe('describePosition', () => {
  it('says units and leaves out those that are nothing', () => {
    expect(describePosition(0)).toBe('0 seconds')
    expect(describePosition(61.5)).toBe('1 minute 1.5 seconds')
    expect(describePosition(187.2)).toBe('3 minutes 7.2 seconds')
    expect(describePosition(3723)).toBe('1 hour 2 minutes 3 seconds')
  })
})
