import { describe, expect, it } from 'vitest'
import { summary, type Comparison } from './convergenceBench'

const comparison = (iterations: number | null, seconds: number): Comparison => ({
  plainSeconds: 2 * seconds,
  contenders: [
    { algorithm: 'accelerated', iterations, seconds },
    { algorithm: 'mu', iterations: 100, seconds: 1 },
  ],
})

describe('the summary of convergence', () => {
  it('holds medians over the starts, of the algorithm asked for', () => {
    const runs = [comparison(50, 3), comparison(40, 1), comparison(100, 2)]
    expect(summary(runs, 'accelerated')).toEqual({
      algorithm: 'accelerated',
      iterations: [50, 40, 100],
      medianRatio: 4,
      medianSeconds: 2,
      plainSeconds: 4,
    })
    expect(summary(runs, 'mu').medianRatio).toBe(2)
  })

  it('counts a run that never got there as ratio 0, so that most must have got there for a figure', () => {
    expect(summary([comparison(null, 9), comparison(20, 1), comparison(50, 2)], 'accelerated')).toMatchObject(
      {
        iterations: [null, 20, 50],
        medianRatio: 4,
        medianSeconds: 2,
      },
    )
    expect(
      summary([comparison(null, 9), comparison(null, 9), comparison(50, 2)], 'accelerated'),
    ).toMatchObject({
      medianRatio: 0,
      medianSeconds: null,
    })
  })
})
