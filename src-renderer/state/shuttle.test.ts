import { expect, it } from 'vitest'
import { createShuttle } from './shuttle'

it('goes further with every press that follows soon, and begins anew after a while or to the other side', () => {
  let now = 0
  const shuttle = createShuttle(() => now)
  const press = (side: 'back' | 'on', after: number): number => {
    now += after
    return shuttle.press(side)
  }
  expect([0, 300, 300, 300, 300].map((after) => press('back', after))).toEqual([5, 10, 20, 30, 30])
  expect(press('back', 2000)).toBe(5)
  expect(press('back', 100)).toBe(10)
  expect(press('on', 100)).toBe(5)
})
