/**
 * How a mono source is laid between two channels: by amplitude only, never by delay or polarity, so that the mono
 * fold-down stays honest.
 */

/**
 * Level of a centred source in each channel, in dB: -6 linear (left + right = mono whatever the pan), -4.5 between,
 * -3 constant power, 0 balance (a centred source is at full level in both).
 */
export type PanLaw = 0 | -3 | -4.5 | -6

export const panLaws: readonly PanLaw[] = [0, -3, -4.5, -6]

export interface StereoGains {
  readonly left: number
  readonly right: number
}

/** Linear gains of a source. `pan`: -100 hard left .. 0 centre .. 100 hard right. */
export function panGains(pan: number, law: PanLaw): StereoGains {
  const left = (100 - pan) / 200
  const right = (100 + pan) / 200
  switch (law) {
    case 0:
      return { left: Math.min(1, 2 * left), right: Math.min(1, 2 * right) }
    case -3:
      return { left: quarterSine(left), right: quarterSine(right) }
    case -4.5:
      return { left: Math.sqrt(left * quarterSine(left)), right: Math.sqrt(right * quarterSine(right)) }
    case -6:
      return { left, right }
  }
}

/** Constant power: quarterSine(x)^2 + quarterSine(1 - x)^2 = 1. Exactly 0 at 0, where a cosine would leave a rest. */
function quarterSine(share: number): number {
  return Math.sin((share * Math.PI) / 2)
}

/** Linear gain of a level in dB; -Infinity is silence. */
export function decibelsToGain(decibels: number): number {
  return 10 ** (decibels / 20)
}

/** Level in dB of a linear gain >= 0; 0 is -Infinity. */
export function gainToDecibels(gain: number): number {
  return 20 * Math.log10(gain)
}
