import { describe, expect, it } from 'vitest'
import { columnsOf, highestPeak, readPeaks } from './waveformPicture'

const peaks = {
  minima: Float32Array.of(-0.5, -0.25, 0.125, -1),
  maxima: Float32Array.of(0.5, 0.75, 0.25, 0),
}

describe('peaks', () => {
  it('are read as all minima, then all maxima, wherever their bytes lie', () => {
    const floats = new Float32Array([...peaks.minima, ...peaks.maxima])
    const bytes = new Uint8Array(floats.byteLength + 1)
    bytes.set(new Uint8Array(floats.buffer), 1)
    expect(readPeaks(bytes.subarray(1))).toEqual(peaks)
  })

  it('know their loudest sample, up or down', () => {
    expect(highestPeak(peaks)).toBe(1)
    expect(highestPeak({ minima: new Float32Array(2), maxima: new Float32Array(2) })).toBeGreaterThan(0)
  })
})

describe('columns', () => {
  it('lose no extreme when there are fewer than stretches', () => {
    expect(columnsOf(peaks, { from: 0, to: 1 }, 2)).toEqual({
      minima: Float32Array.of(-0.5, -1),
      maxima: Float32Array.of(0.75, 0.25),
    })
  })

  it('repeat stretches when there are more of them', () => {
    expect([...columnsOf(peaks, { from: 0.5, to: 1 }, 4).minima]).toEqual([0.125, 0.125, -1, -1])
  })

  it('are flat where there are no peaks', () => {
    const none = { minima: new Float32Array(0), maxima: new Float32Array(0) }
    expect([...columnsOf(none, { from: 0, to: 1 }, 3).maxima]).toEqual([0, 0, 0])
  })
})
