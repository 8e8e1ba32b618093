import type { FaderScale } from '../../ui/faderMath'

/** The slider's upper end; more can be asked for on the command line only. */
export const mostSmoothness = 1000
/** Share of the way that belongs to 0 .. 1; each factor of ten above has the same share. */
const lowShare = 0.1
const decades = Math.log10(mostSmoothness)

/** lambda: 0 at the left end, then from 1 to 1000 by equal ratios, in two figures. */
export const smoothnessScale: FaderScale = {
  toPosition(smoothness) {
    if (smoothness < 1) return smoothness * lowShare
    return lowShare + (1 - lowShare) * (Math.log10(smoothness) / decades)
  },
  fromPosition(position) {
    if (position < lowShare) return position / lowShare
    const smoothness = 10 ** (decades * ((position - lowShare) / (1 - lowShare)))
    return Number(smoothness.toPrecision(2))
  },
}

/** '0', '0.5', '10', '350' */
export function formatSmoothness(smoothness: number): string {
  return String(Number(smoothness.toFixed(2)))
}
