import { expect, it } from 'vitest'
import { createTimeLeft } from './timeLeft'

function watched(): {
  readonly set: (now: number) => void
  readonly timeLeft: ReturnType<typeof createTimeLeft>
} {
  let now = 100
  return { set: (next) => void (now = next), timeLeft: createTimeLeft(() => now) }
}

it('the time left is that of the pace since the first share, whatever came before it', () => {
  const { set, timeLeft } = watched()
  expect(timeLeft(0.1)).toEqual({})
  set(102)
  expect(timeLeft(0.3).secondsLeft).toBeCloseTo(7)
  set(106)
  expect(timeLeft(0.7).secondsLeft).toBeCloseTo(3)
  expect(timeLeft(1)).toEqual({ secondsLeft: 0 })
})

it('nothing is told while nothing is gained, nor by the pace of a moment', () => {
  const { set, timeLeft } = watched()
  expect(timeLeft(0)).toEqual({})
  set(100.4)
  expect(timeLeft(0.5)).toEqual({})
  const other = watched()
  other.timeLeft(0.2)
  other.set(200)
  expect(other.timeLeft(0.2)).toEqual({})
})
