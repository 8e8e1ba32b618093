import { expect, it } from 'vitest'
import { formatDuration } from './durationText'

it.each([
  [0.2, '1 s'],
  [4.4, '4 s'],
  [41, '40 s'],
  [58, '1 min'],
  [200, '3 min'],
  [3570, '1 h'],
  [4300, '1 h 10 min'],
])('%d s are said as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})
