import { describe, expect, it } from 'vitest'
import { whiteNoise } from '../spectral/testSignals.testSupport'
import { createGapFiller } from './gapFiller'
import type { Stretch } from './linearPrediction'

const length = 4096
const settings = { blockLength: 2048, order: 96 }
const chord = Float64Array.from(whiteNoise(length, 1), (noise, i) => {
  const tones = Math.sin(0.05 * i) + 0.5 * Math.sin(0.131 * i + 1) + 0.3 * Math.sin(0.4 * i + 2)
  return 0.2 * tones + 1e-4 * noise
})

function holed(gaps: readonly Stretch[]): Float64Array {
  const samples = chord.slice()
  for (const { start, end } of gaps) samples.fill(0.9, start, end)
  return samples
}

/** Largest error of the gap. */
function errorIn(samples: Float64Array, { start, end }: Stretch): number {
  let largest = 0
  for (let i = start; i < end; i++) largest = Math.max(largest, Math.abs(samples[i] - chord[i]))
  return largest
}

describe('createGapFiller', () => {
  it.each([
    [2000, 2001],
    [2000, 2030],
    [40, 60],
    [4000, 4010],
    [0, 3],
    [4093, 4096],
  ])('restores %i .. %i of a chord, and touches nothing else', (start, end) => {
    const samples = holed([{ start, end }])
    createGapFiller(length, settings).fill(samples, { start, end }, [])
    expect(errorIn(samples, { start, end })).toBeLessThan(0.02)
    samples.set(chord.subarray(start, end), start)
    expect(samples).toEqual(chord)
  })

  it('is not misled by gaps that are to be filled later', () => {
    const gap = { start: 2000, end: 2010 }
    const later = { start: 2300, end: 2340 }
    const told = holed([gap, later])
    createGapFiller(length, settings).fill(told, gap, [later])
    const untold = holed([gap, later])
    createGapFiller(length, settings).fill(untold, gap, [])
    expect(errorIn(told, gap)).toBeLessThan(0.02)
    expect(errorIn(told, gap)).toBeLessThan(errorIn(untold, gap))
    expect(told.subarray(later.start, later.end)).toEqual(new Float64Array(40).fill(0.9))
  })

  it('bridges silence by silence, and a recording that is all gap too', () => {
    const samples = new Float64Array(500).fill(1, 200, 210)
    createGapFiller(500, settings).fill(samples, { start: 200, end: 210 }, [])
    expect(samples).toEqual(new Float64Array(500))
    const all = new Float64Array(300).fill(1)
    createGapFiller(300, settings).fill(all, { start: 0, end: 300 }, [])
    expect(all).toEqual(new Float64Array(300))
  })
})
