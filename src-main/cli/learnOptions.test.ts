import { describe, expect, it } from 'vitest'
import { parseArguments } from './arguments'
import { decomposeOptions, readDecomposeOptions } from './decomposeOptions'
import { readStretches, stretchAt } from './learnOptions'

const learning = (...values: string[]) =>
  parseArguments(
    values.flatMap((value) => ['--learn', value]),
    decomposeOptions,
  )

describe('--learn', () => {
  it('says what sounds from which second to which, as often as it is given', () => {
    expect(readStretches(learning('noise=0.0-0.8', 'clarinet=12.0-18.5', 'clarinet=30-31'))).toEqual([
      { name: 'noise', start: 0, end: 0.8 },
      { name: 'clarinet', start: 12, end: 18.5 },
      { name: 'clarinet', start: 30, end: 31 },
    ])
  })

  it('reaches the settings in samples; what is called noise is noise', () => {
    const { learned } = readDecomposeOptions(learning('Noise=0-0.5', 'a=b=1-2')).settingsAt(8000)
    expect(learned).toEqual([
      { name: 'Noise', kind: 'noise', start: 0, end: 4000 },
      { name: 'a=b', kind: 'source', start: 8000, end: 16_000 },
    ])
    expect(stretchAt({ name: 'noisy', start: 0, end: 1 }, 10).kind).toBe('source')
  })

  it.each(['noise', 'noise=', '=0-1', 'noise=1-1', 'noise=2-1', 'noise=0:1', 'noise=-1-2', 'noise=a-b'])(
    'refuses %s, showing the form',
    (text) => {
      expect(() => readStretches(learning(text))).toThrow(/--learn is ".*"; it must be like noise=0-0.8/)
    },
  )

  it('is refused when it is too much', () => {
    const many = Array.from({ length: 33 }, (_, i) => `s${i}=0-1`)
    expect(() => readStretches(learning(...many))).toThrow(/33 times; at most 32/)
  })
})
