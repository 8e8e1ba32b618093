import { describe, expect, it } from 'vitest'
import { readSmoothnesses, writeSmoothnesses } from './smoothnessList'

describe('a list of smoothnesses', () => {
  it.each([
    ['0, 1, 10, 100', [0, 1, 10, 100]],
    ['100 10;0.5', [0.5, 10, 100]],
    ['10, 10', [10]],
    ['1e3', [1000]],
  ])('%s is read in ascending order, each once', (text, values) => {
    expect(readSmoothnesses(text)).toEqual({ values })
  })

  it.each([
    ['', 'At least one number is needed, such as 0, 1, 10, 100.'],
    ['1, ten', '“ten” is no number of 0 or more.'],
    ['-1', '“-1” is no number of 0 or more.'],
    ['1000000', 'λ goes from 0 to 100000; 1000000 is beyond.'],
    ['1 2 3 4 5 6 7 8 9', 'At most 8 are compared; these are 9.'],
  ])('%s is refused in a sentence', (text, refusal) => {
    expect(readSmoothnesses(text)).toEqual({ refusal })
  })

  it('is written as it is read', () => {
    expect(readSmoothnesses(writeSmoothnesses([0, 1, 10, 100]))).toEqual({ values: [0, 1, 10, 100] })
  })
})
