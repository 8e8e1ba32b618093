/** The activations of one component at several smoothnesses, on one scale. */
import type { Decomposed } from '@core/contract/engine'
import { roughnessOf } from '@core/pictures/roughness'
import { activationRow, type ActivationRow } from '../../pictures/activationPicture'
import type { PictureFactors } from '../../state/factors.svelte'
import { smoothnessOf } from '../../state/smoothnessComparison.svelte'

export interface VariantRow {
  readonly variant: Decomposed
  /** lambda */
  readonly smoothness: number
  /** Its `peak` is the greatest of all rows, so that they can be compared. */
  readonly row: ActivationRow
  /** dB a frame */
  readonly roughness: number
}

/** Variants whose factors are not there are left out. `component` from 0. */
export function variantRows(
  variants: readonly Decomposed[],
  component: number,
  factorsOf: (variant: Decomposed) => PictureFactors | undefined,
): VariantRow[] {
  const known = variants.flatMap((variant) => {
    const factors = factorsOf(variant)
    return factors ? [{ variant, row: activationRow(factors, component) }] : []
  })
  const peak = Math.max(0, ...known.map(({ row }) => row.peak))
  return known.map(({ variant, row }) => ({
    variant,
    smoothness: smoothnessOf(variant),
    row: { ...row, peak },
    roughness: roughnessOf(row.gains),
  }))
}

/** '2.3 dB a frame' */
export function formatRoughness(roughness: number): string {
  return `${roughness < 10 ? roughness.toFixed(2) : roughness.toFixed(1)} dB a frame`
}
