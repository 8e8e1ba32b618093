import { expect, it } from 'vitest'
import { describeTimeLeft } from './timeLeft'

it.each([
  [undefined, 'This takes a moment.'],
  [Infinity, 'This takes a moment.'],
  [0.4, 'Nearly there.'],
  [12.4, 'About 12 s left'],
  [89, 'About 89 s left'],
  [181, 'About 3 min left'],
])('%s s left are said as %j', (seconds, words) => {
  expect(describeTimeLeft(seconds)).toBe(words)
})
