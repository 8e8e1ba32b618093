import { describe, expect, it } from 'vitest'
import { decibelsToCell, maskToCell, tileColumns } from '@core/pictures/cells'
import { frequencyAxisOf, frequencyToY } from '@core/pictures/frequencyAxis'
import { cellAt, levelText, maskText, pitchText, placeAt, placeText } from './pointing'

const axis = frequencyAxisOf(44_100)
const axes = { range: { start: 10, end: 20 }, axis, width: 500, height: 300 }

describe('a place in the picture', () => {
  it('is a time and a frequency', () => {
    const { seconds, frequency } = placeAt(250, frequencyToY(440, axis, 300), axes)
    expect(seconds).toBe(15)
    expect(frequency).toBeCloseTo(440, 9)
  })

  it('is never beside it', () => {
    const low = placeAt(-10, 1000, axes)
    expect(low.seconds).toBe(10)
    expect(low.frequency).toBeCloseTo(axis.minimum, 9)
    const high = placeAt(900, -5, axes)
    expect(high.seconds).toBe(20)
    expect(high.frequency).toBeCloseTo(axis.maximum, 6)
  })
})

describe('the cell of a place', () => {
  const grid = { secondsPerFrame: 0.01, firstFrame: 0.005 }
  const line = { grid, frameCount: 1000, binCount: 101, sampleRate: 20_000 }

  it('is that of the frame and the bin whose middle is nearest', () => {
    expect(cellAt({ seconds: 0.009, frequency: 149 }, 0, line)).toEqual({ level: 0, tile: 0, index: 1 })
    expect(cellAt({ seconds: 0.011, frequency: 151 }, 0, line)).toEqual({ level: 0, tile: 0, index: 103 })
  })

  it('is in the column that holds the frame at a coarser level', () => {
    const seconds = (2 * tileColumns + 5) * 0.01 + 0.005
    expect(cellAt({ seconds, frequency: 0 }, 1, line)).toEqual({ level: 1, tile: 1, index: 2 * 101 })
  })

  it('is none beyond the recording', () => {
    expect(cellAt({ seconds: 10.1, frequency: 100 }, 0, line)).toBeNull()
    expect(cellAt({ seconds: 1, frequency: 11_000 }, 0, line)).toBeNull()
  })
})

describe('what is under the pointer', () => {
  it('is a time and a pitch', () => {
    expect(placeText({ seconds: 61.25, frequency: 440 })).toMatch(/^1:01\.25 · 440\.0 Hz · A4/)
  })

  it('is a level, and masks over it that are worth a word, the largest first', () => {
    const masks = [0.01, 0.2, 0.8].map((mask, k) => ({ name: `Voice ${k}`, cell: maskToCell(mask) }))
    expect(levelText(decibelsToCell(-30), masks)).toBe('−30.0 dB · Voice 2 0.80 · Voice 1 0.20')
    expect(levelText(0, [])).toMatch(/^≤ −\d+\.0 dB$/)
  })

  it('is a mask by its number', () => {
    expect(maskText(maskToCell(1))).toBe('mask 1.00')
  })
})

it.each([
  [440, '440.0 Hz · A4 +0 ct'],
  [445, '445.0 Hz · A4 +20 ct'],
  [262, '262.0 Hz · C4 +2 ct'],
  [1661, '1.661 kHz · G♯6 +0 ct'],
  [11_000, '11.00 kHz · F9 −27 ct'],
  [10, '10.0 Hz'],
])('%d Hz is told as %s', (frequency, text) => {
  expect(pitchText(frequency)).toBe(text)
})
