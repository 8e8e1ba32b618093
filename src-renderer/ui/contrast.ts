/** Contrast of colours as WCAG 2.2 defines it. Colours are '#rrggbb'. */

/** Red, green, blue as light, each 0 .. 1. */
export type LinearColour = readonly [number, number, number]

/** Throws a RangeError if the text is not '#rrggbb'. */
export function linearColour(colour: string): LinearColour {
  if (!/^#[0-9a-f]{6}$/i.test(colour))
    throw new RangeError(`'${colour}' is not a colour: it must be '#rrggbb'.`)
  const channel = (index: number): number => {
    const value = parseInt(colour.slice(index, index + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Values outside 0 .. 1 are cut. */
export function hexColour(linear: LinearColour): string {
  const channel = (light: number): string => {
    const cut = Math.min(1, Math.max(0, light))
    const value = cut <= 0.0031308 ? cut * 12.92 : 1.055 * cut ** (1 / 2.4) - 0.055
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${linear.map(channel).join('')}`
}

/** 0 (black) .. 1 (white) */
export function relativeLuminance(colour: string): number {
  const [red, green, blue] = linearColour(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** 1 (the same) .. 21 (black and white), whichever comes first */
export function contrastRatio(one: string, other: string): number {
  const [darker, lighter] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}
