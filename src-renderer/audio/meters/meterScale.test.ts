import { describe, expect, it } from 'vitest'
import { highestShown, lowestShown, positionOf, scaleMarks } from './meterScale'

describe('positionOf', () => {
  it('rises with the level from the bottom to the top', () => {
    const levels = Array.from({ length: 127 }, (_, i) => lowestShown + i / 2)
    const positions = levels.map(positionOf)
    expect(positions[0]).toBe(0)
    expect(positionOf(highestShown)).toBe(1)
    positions.slice(1).forEach((position, i) => expect(position).toBeGreaterThan(positions[i]))
  })

  it('keeps what is beyond the scale at its ends', () => {
    expect(positionOf(-Infinity)).toBe(0)
    expect(positionOf(-80)).toBe(0)
    expect(positionOf(12)).toBe(1)
  })

  it('leaves the labels room', () => {
    const positions = scaleMarks.map(positionOf)
    positions.slice(1).forEach((position, i) => expect(positions[i] - position).toBeGreaterThan(0.1))
  })
})
