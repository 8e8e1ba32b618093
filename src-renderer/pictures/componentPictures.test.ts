import { describe, expect, it } from 'vitest'
import { activationHeights, activationRow } from './activationPicture'
import { frequencyAxisOf, frequencyToPosition } from '@core/pictures/frequencyAxis'
import { spectrumHeights, spectrumRow } from './spectrumPicture'

describe('an activation', () => {
  const H = Float32Array.from([1, 10, 2, 40, 3, 20])
  const factors = { H, componentCount: 2, frameCount: 3 }

  it('is the row of its component, with its peak', () => {
    expect(activationRow(factors, 0)).toEqual({ gains: Float32Array.from([1, 2, 3]), peak: 3 })
    expect(activationRow(factors, 1)).toEqual({ gains: Float32Array.from([10, 40, 20]), peak: 40 })
  })

  it('is as high as the whole row allows, wherever it is looked at', () => {
    const gains = new Float32Array(1000).fill(1e-3)
    gains[710] = 1
    const row = { gains, peak: 1 }
    const grid = { secondsPerFrame: 0.01, firstFrame: 0 }
    const whole = activationHeights(row, 50, { range: { start: 0, end: 10 }, grid })
    expect(Math.max(...whole)).toBe(1)
    expect(whole.indexOf(1)).toBe(35)
    const quiet = activationHeights(row, 50, { range: { start: 0, end: 5 }, grid })
    for (const height of quiet) expect(height).toBeCloseTo(0.5, 6)
    const linear = activationHeights(row, 50, { range: { start: 0, end: 5 }, grid, scale: 'linear' })
    for (const height of linear) expect(height).toBeCloseTo(Math.sqrt(1e-3), 6)
  })
})

describe('a spectrum', () => {
  const sampleRate = 8000
  const axis = frequencyAxisOf(sampleRate)

  it('is the row of its component', () => {
    const W = Float32Array.from([1, 2, 3, 4, 5, 6])
    expect([...spectrumRow({ W, binCount: 3 }, 1)]).toEqual([4, 5, 6])
  })

  it('has the peak of a bin where its frequency is', () => {
    const spectrum = new Float32Array(401).fill(1e-9)
    spectrum[100] = 0.5
    const columns = 200
    const heights = spectrumHeights(spectrum, columns, { axis, sampleRate })
    expect(Math.max(...heights)).toBe(1)
    expect(heights.indexOf(1)).toBe(Math.floor(frequencyToPosition(1000, axis) * columns))
    expect(heights[0]).toBe(0)
  })

  it('is measured against what is seen of it', () => {
    const spectrum = new Float32Array(401).fill(0.001)
    spectrum[0] = 1e6
    expect(Math.min(...spectrumHeights(spectrum, 50, { axis, sampleRate }))).toBe(1)
  })
})
