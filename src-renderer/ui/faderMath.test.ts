import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FaderRange } from './faderMath'
import {
  formatDecibels,
  formatPan,
  formatPercent,
  gainScale,
  limit,
  parseFigures,
  parsePan,
  positionOf,
  speakDecibels,
  speakPan,
  quietestGain,
  valueAfterKey,
  valueAt,
} from './faderMath'

const gain: FaderRange = {
  minimum: -Infinity,
  maximum: 12,
  step: 0.5,
  coarseStep: 3,
  fineStep: 0.1,
  scale: gainScale,
}
const pan: FaderRange = { minimum: -100, maximum: 100, step: 5, coarseStep: 25, fineStep: 1 }
const press = (key: string, value: number, range: FaderRange) =>
  valueAfterKey(key, value, { range, isFine: false })
const pressFine = (key: string, value: number, range: FaderRange) =>
  valueAfterKey(key, value, { range, isFine: true })

describe('the scale of gains', () => {
  it('is silent at the bottom, 0 dB at three quarters and +12 dB at the top', () => {
    expect([0, 0.75, 1].map((position) => gainScale.fromPosition(position))).toEqual([-Infinity, 0, 12])
    expect([-Infinity, 0, 12].map((value) => gainScale.toPosition(value))).toEqual([0, 0.75, 1])
  })

  it('goes from a gain to its position and back', () => {
    fc.assert(
      fc.property(fc.double({ min: quietestGain + 0.001, max: 12, noNaN: true }), (value) => {
        expect(gainScale.fromPosition(gainScale.toPosition(value))).toBeCloseTo(value, 9)
      }),
    )
  })

  it('rises all the way', () => {
    const position = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(position, position, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        expect(gainScale.fromPosition(low)).toBeLessThanOrEqual(gainScale.fromPosition(high))
      }),
    )
  })
})

describe('keys of a fader', () => {
  it('arrows step, Shift steps finer, Page keys coarser, Home and End go to the ends', () => {
    expect(press('ArrowUp', 0, pan)).toBe(5)
    expect(press('ArrowLeft', 0, pan)).toBe(-5)
    expect(pressFine('ArrowRight', 0, pan)).toBe(1)
    expect(press('PageDown', 0, pan)).toBe(-25)
    expect(press('Home', 0, gain)).toBe(-Infinity)
    expect(press('End', 0, gain)).toBe(12)
  })

  it('any other key is left to others', () => {
    expect(['a', ' ', 'Enter', 'Escape', 'Tab'].map((key) => press(key, 0, pan))).toEqual(Array(5).fill(null))
  })

  it('a step up from silence is the quietest gain, a step beneath that is silence', () => {
    expect(press('ArrowUp', -Infinity, gain)).toBe(quietestGain)
    expect(press('ArrowDown', quietestGain, gain)).toBe(-Infinity)
    expect(press('PageDown', -Infinity, gain)).toBe(-Infinity)
  })

  it('no key leaves the range, and a step never stands still away from its ends', () => {
    const keys = fc.constantFrom('ArrowUp', 'ArrowDown', 'PageUp', 'PageDown')
    fc.assert(
      fc.property(keys, fc.integer({ min: -100, max: 100 }), fc.boolean(), (key, value, isFine) => {
        const next = (isFine ? pressFine : press)(key, value, pan) ?? NaN
        expect(Math.abs(next)).toBeLessThanOrEqual(100)
        if (Math.abs(value) < 100) expect(next).not.toBe(value)
      }),
    )
  })

  it('ten fine steps are one step, without dust', () => {
    let value = 0
    for (let count = 0; count < 10; count++)
      value = pressFine('ArrowUp', value, { ...gain, fineStep: 0.05 }) ?? NaN
    expect(value).toBe(0.5)
  })
})

describe('positions', () => {
  it('a dragged value is on a step and in the range, wherever the pointer is', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 3, noNaN: true }), fc.boolean(), (position, isFine) => {
        const value = valueAt(position, pan, isFine)
        expect(Math.abs(value % (isFine ? 1 : 5))).toBe(0)
        expect(Math.abs(value)).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('ends of the way are ends of the range', () => {
    expect([0, 0.5, 1].map((position) => valueAt(position, pan))).toEqual([-100, 0, 100])
    expect([-100, 0, 100].map((value) => positionOf(value, pan))).toEqual([0, 0.5, 1])
    expect(valueAt(0, gain)).toBe(-Infinity)
    expect(positionOf(24, gain)).toBe(1)
  })

  it('what is too quiet to be shown is silence only where silence is the bottom', () => {
    expect(limit(-80, gain)).toBe(-Infinity)
    expect(limit(-80, { minimum: -100, maximum: 0 })).toBe(-80)
  })
})

describe('values in words', () => {
  it('every figure has its unit and sign', () => {
    expect([-Infinity, -4.5, -0.04, 0, 3].map(formatDecibels)).toEqual([
      '−∞ dB',
      '−4.5 dB',
      '0.0 dB',
      '0.0 dB',
      '+3.0 dB',
    ])
    expect([-40, 0, 0.04, 40, 12.5].map(formatPan)).toEqual(['L 40', 'C', 'C', 'R 40', 'R 12.5'])
    expect([0, 40, 12.34].map(formatPercent)).toEqual(['0 %', '40 %', '12.3 %'])
  })

  it('what is spoken has no sign that is left unsaid', () => {
    expect([-Infinity, -4.5, 0, 1, 3].map(speakDecibels)).toEqual([
      'silent',
      'minus 4.5 decibels',
      '0 decibels',
      '1 decibel',
      '3 decibels',
    ])
    expect([-20, 0, 35].map(speakPan)).toEqual(['20 percent left', 'centre', '35 percent right'])
  })

  it('what is shown can be typed again', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (tenths) => {
        const value = tenths / 10
        expect(parsePan(formatPan(value))).toBe(value)
        expect(parseFigures(formatDecibels(value))).toBe(value)
        expect(parseFigures(formatPercent(Math.abs(value)))).toBe(Math.abs(value))
      }),
    )
    expect(parseFigures(formatDecibels(-Infinity))).toBe(-Infinity)
  })

  it('people may type as they speak', () => {
    expect(['3,5', ' -6 ', '+ 2 dB', '.5', '-inf'].map(parseFigures)).toEqual([3.5, -6, 2, 0.5, -Infinity])
    expect(['centre', 'left 30', '30R', '-20', 'l0'].map(parsePan)).toEqual([0, -30, 30, -20, 0])
  })

  it('what is no number is nothing', () => {
    expect(['', 'loud', '1 2', '--3', '3 dB louder'].map(parseFigures)).toEqual(Array(5).fill(null))
    expect(['L', 'middle', 'left right'].map(parsePan)).toEqual([null, null, null])
  })
})
