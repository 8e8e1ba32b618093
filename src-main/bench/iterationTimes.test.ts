import { describe, expect, it } from 'vitest'
import { factorize } from '@core/nmf/factorize'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import { timeIterations } from './iterationTimes'
import { seededSpectrogram } from './signals'

const factorization = (maxIterations: number) =>
  factorize(
    seededSpectrogram(5, 20, 1),
    { componentCount: 2, smoothness: 0, algorithm: 'mm', tolerance: 0, seed: 1, maxIterations },
    createReferenceKernels,
  )

describe('timing iterations', () => {
  it('measures as many as asked for after those that warm up, and no more', () => {
    const run = factorization(9)
    const { wall, cpu } = timeIterations(run, { warmUp: 3, measured: 4 })
    expect([wall.length, cpu.length]).toEqual([4, 4])
    expect(run.next().value).toMatchObject({ iteration: 8 })
  })

  it('refuses a factorisation that ends early', () => {
    expect(() => timeIterations(factorization(5), { warmUp: 2, measured: 4 })).toThrow(
      'ended after 5 iterations',
    )
  })
})
