import type { Factors } from '../../nmf/factors'
import type { ComponentWeights } from '../../separation/renderOutputs'
import type { FrameGrid, TimeRange } from '../timeAxis'
import { bands, energyInBands } from './bands'
import { framesIn, gainSums, sumOf, weightedSpectrum } from './modelEnergy'
import { formatShare, tellEach, type PictureText } from './pictureText'

export interface MaskedOutput {
  readonly name: string
  /** Gains of the components in it, 0 or 1 each. */
  readonly weights: ComponentWeights
}

export interface MaskFigures {
  readonly name: string
  /** Of the energy of everything. */
  readonly share: number
  /** Of the energy of everything in this band; null where there is none. */
  readonly bands: readonly { readonly name: string; readonly share: number | null }[]
}

/** What each output takes of everything, and of each band: the masks in the mean, weighted by the energy of the model. */
export function masksText(
  outputs: readonly MaskedOutput[],
  factors: Factors,
  {
    range,
    grid,
    sampleRate,
  }: { readonly range: TimeRange | null; readonly grid: FrameGrid; readonly sampleRate: number },
): PictureText<readonly MaskFigures[]> {
  const gains = gainSums(factors, framesIn(range, grid, factors.frameCount))
  const everything = weightedSpectrum(factors, gains)
  const [total, totals] = [sumOf(everything), energyInBands(everything, sampleRate)]
  const figures = outputs.map(({ name, weights }): MaskFigures => {
    const own = weightedSpectrum(
      factors,
      gains.map((gain, k) => gain * weights[k]),
    )
    const inBands = energyInBands(own, sampleRate).map((energy, band) => ({
      name: bands[band].name,
      share: totals[band] > 0 ? energy / totals[band] : null,
    }))
    return { name, share: total > 0 ? sumOf(own) / total : 0, bands: inBands }
  })
  const sorted = figures.toSorted((a, b) => b.share - a.share)
  return { sentences: tellEach(sorted, { tell, noun: 'masks' }), figures }
}

function tell({ name, share, bands: inBands }: MaskFigures): string {
  const [darkest] = inBands.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))
  const where = `most of all in the band ${darkest.name}, where it takes ${formatShare(darkest.share ?? 0)}`
  return `${name} takes ${formatShare(share)} of the energy, ${where}.`
}
