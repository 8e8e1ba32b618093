/** How restless an activation is. */
import { floorDecibels } from './level'

/**
 * Mean change of the level from frame to frame, dB: 0 for what is steady. Levels further than 60 dB below the greatest are not seen in
 * pictures and count as that, so that silence is steady.
 * @param gains powers, one a frame
 */
export function roughnessOf(gains: ArrayLike<number>): number {
  if (gains.length < 2) return 0
  let peak = 0
  for (let frame = 0; frame < gains.length; frame++) peak = Math.max(peak, gains[frame])
  if (!(peak > 0)) return 0
  let total = 0
  let before = levelOf(gains[0], peak)
  for (let frame = 1; frame < gains.length; frame++) {
    const level = levelOf(gains[frame], peak)
    total += Math.abs(level - before)
    before = level
  }
  return total / (gains.length - 1)
}

function levelOf(gain: number, peak: number): number {
  return gain > 0 ? Math.max(-floorDecibels, 10 * Math.log10(gain / peak)) : -floorDecibels
}
