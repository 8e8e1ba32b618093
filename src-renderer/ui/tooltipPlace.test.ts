import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tooltipPlace } from './tooltipPlace'

const view = { width: 1024, height: 700 }

describe('a tooltip', () => {
  it('stands under the middle of its anchor', () => {
    const place = tooltipPlace(
      { left: 100, top: 100, width: 40, height: 24 },
      { width: 80, height: 30 },
      view,
    )
    expect(place).toEqual({ left: 80, top: 124 })
  })

  it('stands over its anchor at the foot of the window', () => {
    const place = tooltipPlace(
      { left: 100, top: 670, width: 40, height: 24 },
      { width: 80, height: 30 },
      view,
    )
    expect(place).toEqual({ left: 80, top: 640 })
  })

  it('is never cut off by the window', () => {
    const number = fc.integer({ min: -50, max: 1100 })
    const size = fc.record({
      width: fc.integer({ min: 1, max: 400 }),
      height: fc.integer({ min: 1, max: 200 }),
    })
    fc.assert(
      fc.property(number, number, size, (left, top, tip) => {
        const place = tooltipPlace({ left, top, width: 24, height: 24 }, tip, view)
        expect(Math.min(place.left, place.top)).toBeGreaterThanOrEqual(0)
        expect(place.left + tip.width).toBeLessThanOrEqual(view.width)
        expect(place.top + tip.height).toBeLessThanOrEqual(view.height)
      }),
    )
  })
})
