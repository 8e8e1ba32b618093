import { expect, it } from 'vitest'
import { noiseAmountText } from './noiseText'

it('the amount of noise is said in decibels, from nothing to all of it', () => {
  const texts = [0, 30, 100].map((amount) => noiseAmountText({ components: [1], amount }))
  expect(texts).toEqual(['Left out, −∞ dB', 'Let back in at −10.5 dB', 'All of it stays, 0.0 dB'])
})

it('without components in the noise its amount means nothing', () => {
  expect(noiseAmountText({ components: [], amount: 50 })).toBe('Nothing is noise yet')
})
