/** What becomes of a mix where only one loudspeaker plays it. */
import type { Program } from './program'

/**
 * Level of the mono fold-down, half the sum of both channels in both ears, against the stereo program: dB, 0 or less. What
 * stands in the centre keeps its level; what is at one side only loses 3 dB. Null where nothing is heard.
 *
 * @param energyShares of the components, which are taken to be independent of each other
 */
export function monoChange(program: Program, energyShares: readonly number[]): number | null {
  let stereo = 0
  let mono = 0
  for (const { weights, left, right } of program) {
    const energy =
      weights === 'recording'
        ? 1
        : weights.reduce((sum, weight, component) => sum + weight ** 2 * (energyShares[component] ?? 0), 0)
    stereo += energy * (left ** 2 + right ** 2)
    mono += (energy * (left + right) ** 2) / 2
  }
  return stereo > 0 ? 10 * Math.log10(mono / stereo) : null
}
