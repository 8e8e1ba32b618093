/** Ranges of the document's values, inclusive. Edits refuse what is outside; the manifest's schema too. */

export interface Range {
  readonly minimum: number
  readonly maximum: number
}

export const panRange: Range = { minimum: -100, maximum: 100 }
/** dB; -Infinity is allowed as well. */
export const gainRange: Range = { minimum: -120, maximum: 24 }
/** percent */
export const noiseAmountRange: Range = { minimum: 0, maximum: 100 }
/** dB; -Infinity is allowed as well. */
export const sourceNoiseRange: Range = { minimum: -120, maximum: 0 }
export const noiseSmoothingRanges: Readonly<Record<'milliseconds' | 'hertz', Range>> = {
  milliseconds: { minimum: 0, maximum: 500 },
  hertz: { minimum: 0, maximum: 2000 },
}

/** UTF-16 units */
export const longestName = 200
export const mostSources = 1000
export const mostStrokes = 1000
export const mostStrokePoints = 1000
/** percent */
export const strokeStrengthRange: Range = { minimum: 0, maximum: 100 }
/** Radii of a brush. */
export const longestBrushSeconds = 60
export const widestBrushOctaves = 10
export const componentCountRange: Range = { minimum: 1, maximum: 1000 }
/** Stretches that one decomposition may learn from; with the most components there may be, all fit. */
export const mostLearned = 32
export const windowLengthRange: Range = { minimum: 2, maximum: 1_048_576 }
export const iterationRange: Range = { minimum: 0, maximum: 1_000_000 }
export const restartRange: Range = { minimum: 1, maximum: 1000 }
export const binCountRange: Range = { minimum: 1, maximum: 1_048_577 }
export const frameCountRange: Range = { minimum: 1, maximum: 1_073_741_823 }
/** Typical residuals, see DeclickOptions. */
export const clickThresholdRange: Range = { minimum: 3, maximum: 50 }
/** Hz */
export const sampleRateRange: Range = { minimum: 1000, maximum: 768_000 }
export const channelCountRange: Range = { minimum: 1, maximum: 64 }
export const bitDepthRange: Range = { minimum: 0, maximum: 64 }

/** True when the name has text, at most longestName UTF-16 units and no control character. */
export function isValidName(name: string): boolean {
  return name.trim().length > 0 && name.length <= longestName && !/\p{Cc}/u.test(name)
}
