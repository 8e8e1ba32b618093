import { panLaws } from '@core/separation/panLaw'
import { expect, it } from 'vitest'
import { panLawLabel, panLawOf, panLawOptions } from './panLawOptions'

it('every pan law can be chosen, and no other', () => {
  const offered = panLawOptions.map(({ value }) => panLawOf(value))
  expect(offered.toSorted()).toEqual([...panLaws].toSorted())
  expect(panLawOf('-5')).toBeUndefined()
})

it('a pan law is named with its decibels', () => {
  expect(panLawLabel(-4.5)).toBe('Pan law −4.5 dB')
})
