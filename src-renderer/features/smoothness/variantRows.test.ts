import { describe, expect, it } from 'vitest'
import type { Decomposed } from '@core/contract/engine'
import { formatRoughness, variantRows } from './variantRows'

const variantOf = (smoothness: number): Decomposed =>
  ({ project: { analysis: { smoothness } } }) as unknown as Decomposed

/** Two components in three frames. */
const factorsOf = (H: readonly number[]) => ({
  W: new Float32Array(4),
  H: Float32Array.from(H),
  binCount: 2,
  frameCount: 3,
  componentCount: 2,
})

describe('the rows of a comparison', () => {
  const [rough, smooth, missing] = [0, 10, 100].map(variantOf)
  const factors = new Map([
    [rough, factorsOf([1, 5, 10, 5, 1, 5])],
    [smooth, factorsOf([4, 5, 4, 5, 4, 5])],
  ])
  const rows = variantRows([rough, smooth, missing], 0, (variant) => factors.get(variant))

  it('are of one component of each variant that is there', () => {
    expect(rows.map(({ smoothness }) => smoothness)).toEqual([0, 10])
    expect(rows.map(({ row }) => [...row.gains])).toEqual([
      [1, 10, 1],
      [4, 4, 4],
    ])
  })

  it('have one scale', () => {
    expect(rows.map(({ row }) => row.peak)).toEqual([10, 10])
  })

  it('tell how rough each is', () => {
    expect(rows.map(({ roughness }) => formatRoughness(roughness))).toEqual([
      '10.0 dB a frame',
      '0.00 dB a frame',
    ])
  })
})
