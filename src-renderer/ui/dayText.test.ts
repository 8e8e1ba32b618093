import { expect, it } from 'vitest'
import { dayText } from './dayText'

it('a day is said as near as it is', () => {
  const at = (month: number, day: number, hour: number): number =>
    new Date(2026, month, day, hour, 5).getTime()
  const now = at(10, 30, 1)
  expect(dayText(at(10, 30, 0), now)).toBe('today, 0:05')
  expect(dayText(at(10, 29, 23), now)).toBe('yesterday, 23:05')
  expect(dayText(at(10, 28, 9), now)).toBe('28 November, 9:05')
})
