import { describe, expect, it } from 'vitest'
import type { Factors } from '../nmf/factors'
import { frameTime } from '../spectral/framing'
import { componentsActiveIn, framesWithin } from './findNoise'

/** Ten frames; one row of gains a component. */
function factorsOf(rows: readonly (readonly number[])[]): Factors {
  const frameCount = rows[0].length
  const H = Float64Array.from({ length: frameCount * rows.length }, (_, i) => {
    return rows[i % rows.length][Math.floor(i / rows.length)]
  })
  const W = new Float64Array(rows.length * 2).fill(1)
  return { W, H, binCount: 2, frameCount, componentCount: rows.length }
}

const steady = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
const later = [0, 0, 0, 0, 5, 5, 5, 5, 5, 5]
const quieterAtFirst = [0.4, 0.4, 1, 1, 1, 1, 1, 1, 1, 1]
const onlyAtFirst = [3, 3, 0, 0, 0, 0, 0, 0, 0, 0]

describe('componentsActiveIn', () => {
  it('finds the components that sound in the noise as much as anywhere, in ascending order', () => {
    const factors = factorsOf([onlyAtFirst, later, steady])
    expect(componentsActiveIn(factors, [{ from: 0, to: 2 }])).toEqual([0, 2])
  })

  it('leaves out a component that falls below half its mean gain', () => {
    expect(componentsActiveIn(factorsOf([quieterAtFirst, steady]), [{ from: 0, to: 2 }])).toEqual([1])
  })

  it('does not depend on the scale of a component', () => {
    const scaled = [onlyAtFirst, later, steady].map((row, k) => row.map((gain) => gain * 10 ** (3 * k - 3)))
    expect(componentsActiveIn(factorsOf(scaled), [{ from: 0, to: 2 }])).toEqual([0, 2])
  })

  it('looks at the given frames only', () => {
    const factors = factorsOf([onlyAtFirst, later])
    expect(componentsActiveIn(factors, [{ from: 6, to: 10 }])).toEqual([1])
  })

  it('looks at several stretches as at one', () => {
    const factors = factorsOf([onlyAtFirst, later, steady])
    const ranges = [
      { from: 0, to: 2 },
      { from: 6, to: 10 },
    ]
    expect(componentsActiveIn(factors, ranges)).toEqual([0, 1, 2])
  })

  it('names none that is silent throughout', () => {
    expect(componentsActiveIn(factorsOf([steady.map(() => 0)]), [{ from: 0, to: 2 }])).toEqual([])
  })
})

describe('framesWithin', () => {
  const grid = { framing: { windowLength: 512, hop: 256 }, sampleRate: 22_050, frameCount: 100 }

  it('names exactly the frames whose middle lies in the stretch', () => {
    const { from, to } = framesWithin({ start: 0.1, end: 0.5 }, grid)
    const middles = Array.from({ length: grid.frameCount }, (_, n) =>
      frameTime(grid.framing, n, grid.sampleRate),
    )
    const within = middles.flatMap((seconds, n) => (seconds >= 0.1 && seconds < 0.5 ? [n] : []))
    expect([from, to]).toEqual([within[0], within[within.length - 1] + 1])
  })

  it('is empty beyond the end, and where no frame has its middle', () => {
    expect(framesWithin({ start: 50, end: 60 }, grid)).toEqual({ from: 100, to: 100 })
    const { from, to } = framesWithin({ start: 0.1001, end: 0.1002 }, grid)
    expect(from).toBe(to)
  })
})
