import { expect, it } from 'vitest'
import { describeRates, waveTags } from './waveFormat'

const plain = { tag: waveTags.pcm, channelCount: 1, blockBytes: 2, bits: 16, validBits: 16 }

it('rates that contradict one another are told of, both of them', () => {
  const [warning] = describeRates({ ...plain, sampleRate: 8045, bytesPerSecond: 88_200 })
  expect(warning).toContain('8045 Hz')
  expect(warning).toContain('44100 Hz')
})

it.each([
  ['that agree', { ...plain, sampleRate: 44_100, bytesPerSecond: 88_200 }],
  ['of which one is not given', { ...plain, sampleRate: 44_100, bytesPerSecond: 0 }],
  [
    'of packed samples, which have no such rule',
    { ...plain, tag: waveTags.imaAdpcm, sampleRate: 44_100, bytesPerSecond: 22_311 },
  ],
])('rates %s are not remarked on', (_, wave) => {
  expect(describeRates(wave)).toEqual([])
})
