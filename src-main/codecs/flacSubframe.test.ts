import { expect, it } from 'vitest'
import { BitReader } from './bitReader'
import { BadFlacFrame, decodeSubframe } from './flacSubframe'

/** Two samples of 4 bits: 7, and what the residual adds to it. */
function secondAfterSeven(residual: string): number {
  const fixedOfFirstOrder = '0' + '001001' + '0'
  const rawResidual = '00' + '0000' + '1111' + '00100'
  const bits = (fixedOfFirstOrder + '0111' + rawResidual + residual).padEnd(128, '0')
  const bytes = Uint8Array.from({ length: 16 }, (_, i) => parseInt(bits.slice(8 * i, 8 * i + 8), 2))
  const output = new Float64Array(2)
  decodeSubframe(new BitReader(bytes, 8), 4, output)
  return output[1]
}

it('samples have the width of the stream; a prediction that leaves it is damage', () => {
  expect(secondAfterSeven('0000')).toBe(7)
  expect(secondAfterSeven('1111')).toBe(6)
  expect(() => secondAfterSeven('0001')).toThrow(BadFlacFrame)
})
