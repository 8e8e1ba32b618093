/** How powers become heights. */

/** dB below the greatest power at which a picture ends. */
export const floorDecibels = 60

export type LevelScale = 'decibels' | 'linear'

/**
 * Height 0 .. 1 of a power: 1 at `peak`, 0 at 60 dB below it or less; 'linear' is linear in amplitude. 0 for everything where nothing
 * has power.
 */
export function heightOf(power: number, peak: number, scale: LevelScale = 'decibels'): number {
  if (!(peak > 0) || !(power > 0)) return 0
  const ratio = Math.min(1, power / peak)
  return scale === 'linear' ? Math.sqrt(ratio) : Math.max(0, 1 + (10 * Math.log10(ratio)) / floorDecibels)
}
