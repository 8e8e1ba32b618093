import { describe, expect, it } from 'vitest'
import { describeComparison } from './jobText'

const factorising = { restart: 2, restarts: 3, iteration: 12, maxIterations: 100, cost: 5 }

describe('the progress of a comparison', () => {
  it('says which one is under way and how far', () => {
    const progress = { stage: 'factorising', done: 0.4, secondsLeft: 12, factorising } as const
    expect(describeComparison({ progress, wish: null }, ['MM', 'MU', 'EM'])).toEqual({
      label: 'MU (2 of 3)',
      value: 0.4,
      detail: 'Iteration 12 of 100, about 10 s left',
    })
  })

  it('says the stage where it is not of one of them', () => {
    expect(describeComparison({ progress: null, wish: null }, ['MM'])).toEqual({
      label: 'Starting',
      value: null,
      detail: 'Finding out how long it takes…',
    })
    const progress = { stage: 'analysing', done: 1 } as const
    expect(describeComparison({ progress, wish: null }, ['MM']).label).toBe('Taking the spectrogram')
  })

  it('says what was asked of it', () => {
    expect(describeComparison({ progress: null, wish: 'stop' }, []).detail).toBe(
      'Stopping; what is done is kept…',
    )
    expect(describeComparison({ progress: null, wish: 'cancel' }, []).detail).toBe('Cancelling…')
  })
})
