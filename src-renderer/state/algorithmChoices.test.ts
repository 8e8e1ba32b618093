import { algorithms } from '@core/nmf/factorize'
import { describe, expect, it } from 'vitest'
import { algorithmChoices, withAlgorithm } from './algorithmChoices'
import { presets } from './presets'

const standard = presets.standard.settings

describe('algorithms', () => {
  it('are each offered once', () => {
    expect(algorithmChoices.map(({ value }) => value).toSorted()).toEqual(algorithms.toSorted())
  })

  it('come with the iterations they need, but not where a person chose a number', () => {
    expect(withAlgorithm(standard, 'mm')).toEqual({ ...standard, algorithm: 'mm', maxIterations: 300 })
    expect(withAlgorithm(withAlgorithm(standard, 'mm'), 'accelerated')).toEqual(standard)
    expect(withAlgorithm({ ...standard, maxIterations: 42 }, 'em').maxIterations).toBe(42)
  })
})
