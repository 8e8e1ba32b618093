import { plainForm } from '@core/contract/exports'
import { describe, expect, it } from 'vitest'
import { bitOptions, formatRate, rateOptions, rateValue, readBits, withLevelKind } from './formOptions'

describe('the word length', () => {
  it('is offered as far as the format can hold it', () => {
    expect(bitOptions('flac').map(({ value }) => value)).toEqual(['16', '24'])
    expect(bitOptions('wav').map(({ value }) => readBits(value))).toEqual([16, 24, '32f'])
  })
})

describe('the level', () => {
  it('keeps its ceiling when its kind changes, and begins with −1 dBTP and −23 LUFS', () => {
    expect(withLevelKind({ kind: 'unchanged' }, 'peak')).toEqual({ kind: 'peak', ceiling: -1 })
    expect(withLevelKind({ kind: 'peak', ceiling: -3 }, 'loudness')).toEqual({
      kind: 'loudness',
      target: -23,
      ceiling: -3,
      limit: false,
    })
    expect(withLevelKind({ kind: 'peak', ceiling: -3 }, 'unchanged')).toEqual({ kind: 'unchanged' })
  })
})

describe('the sample rate', () => {
  it('offers the recording’s own first and never twice', () => {
    expect(rateOptions(44_100, 'wav').map(({ value }) => value)).toEqual(['own', '48000', '96000'])
    expect(rateOptions(22_050, 'wav').map(({ value }) => value)).toEqual(['own', '44100', '48000', '96000'])
    expect(rateOptions(78_000, 'mp3').map(({ value, label }) => [value, label])).toEqual([
      ['own', '48 kHz'],
      ['44100', '44.1 kHz'],
    ])
    expect([44_100, 22_050, 48_000].map(formatRate)).toEqual(['44.1 kHz', '22.05 kHz', '48 kHz'])
  })

  it('is no conversion when it is the recording’s own', () => {
    expect(rateValue({ ...plainForm, sampleRate: 44_100 }, 44_100)).toBe('own')
  })
})
