import fc from 'fast-check'
import { expect, it } from 'vitest'
import { computePeaks } from './peaks'

it('gives the lowest and highest sample of each bucket', () => {
  const peaks = computePeaks(Float32Array.of(1, -1, 0.5, 0.25, 0, -0.5), 3)
  expect([...peaks.max]).toEqual([1, 0.5, 0])
  expect([...peaks.min]).toEqual([-1, 0.25, -0.5])
})

it('repeats samples where there are more buckets than samples', () => {
  expect([...computePeaks(Float32Array.of(0.5, -0.5), 4).max]).toEqual([0.5, 0.5, -0.5, -0.5])
})

it('never loses a sample: the extremes of the buckets are those of the signal', () => {
  const signals = fc.float32Array({ minLength: 1, maxLength: 50, noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(signals, fc.integer({ min: 1, max: 60 }), (samples, bucketCount) => {
      const { min, max } = computePeaks(samples, bucketCount)
      expect(Math.max(...max) === Math.max(...samples)).toBe(true)
      expect(Math.min(...min) === Math.min(...samples)).toBe(true)
    }),
  )
})
