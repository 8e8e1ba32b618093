import { describe, expect, it } from 'vitest'
import { createBallistics, holdSeconds } from './ballistics'

describe('createBallistics', () => {
  it('rises at once, holds for 1.5 s and then falls 20 dB a second', () => {
    const held = createBallistics(holdSeconds)
    held.push(-6, 10)
    expect(held.at(10)).toBe(-6)
    expect(held.at(11.5)).toBe(-6)
    expect(held.at(12)).toBeCloseTo(-16, 9)
    expect(held.at(12.5)).toBeCloseTo(-26, 9)
  })

  it('keeps a peak above lower ones, and holds an equal one anew', () => {
    const held = createBallistics(holdSeconds)
    held.push(-6, 0)
    held.push(-20, 1)
    expect(held.at(1)).toBe(-6)
    held.push(-6, 1)
    expect(held.at(2.4)).toBe(-6)
  })

  it('takes a lower level once it has fallen below it', () => {
    const bar = createBallistics(0)
    bar.push(0, 0)
    bar.push(-30, 1)
    expect(bar.at(1)).toBe(-20)
    bar.push(-30, 2)
    expect(bar.at(2)).toBe(-30)
  })

  it('comes to rest at nothing, and is cleared to it', () => {
    const bar = createBallistics(0)
    expect(bar.at(5)).toBe(-Infinity)
    bar.push(0, 0)
    expect(bar.at(10)).toBe(-Infinity)
    bar.push(0, 20)
    bar.clear()
    expect(bar.at(20)).toBe(-Infinity)
  })
})
