/** The colours of sources and components are stored as '#rrggbb' and shown so that they can be seen on both themes. */
import { contrastRatio, hexColour, linearColour } from './contrast'

/** The grounds colours are shown on, of tokens.css: inset, ground, panel, raised, hover. */
export const panelGrounds = {
  dark: ['#100e0d', '#171513', '#201d1a', '#2a2622', '#332e29'],
  light: ['#e6dfd4', '#efeae2', '#faf7f2', '#ffffff', '#f0eae0'],
} as const

/** WCAG 2.2, 1.4.11 */
export const leastContrast = 3
const stepCount = 100
/** Channels that differ by less make a grey: it is mirrored, so that black is white in the dark. */
const greyLimit = 24
const ink = '#171310'
const paper = '#f6f0e6'

/**
 * The nearest colour of the same hue with at least 3:1 against every ground of the theme; greys that would vanish are mirrored.
 * Throws a RangeError if `stored` is not '#rrggbb'.
 */
export function readableColour(stored: string, theme: 'dark' | 'light'): string {
  const linear = linearColour(stored)
  const isReadable = (colour: string): boolean =>
    panelGrounds[theme].every((ground) => contrastRatio(colour, ground) >= leastContrast)
  if (isReadable(stored)) return stored.toLowerCase()
  if (isGrey(stored)) return theme === 'dark' ? paper : ink
  const target = theme === 'dark' ? 1 : 0
  for (let step = 1; step <= stepCount; step++) {
    const share = step / stepCount
    const [red, green, blue] = linear.map((light) => light + (target - light) * share)
    const colour = hexColour([red, green, blue])
    if (isReadable(colour)) return colour
  }
  return theme === 'dark' ? paper : ink
}

/**
 * For `style:` of a component: a CSS colour that follows the theme by itself. What is not '#rrggbb' (such as 'var(--accent)') stays
 * as it is.
 */
export function sourceColour(stored: string): string {
  if (!isStoredColour(stored)) return stored
  return `light-dark(${readableColour(stored, 'light')}, ${readableColour(stored, 'dark')})`
}

/** For letters on a ground of sourceColour(stored). */
export function letterColour(stored: string): string {
  if (!isStoredColour(stored)) return 'var(--text)'
  const on = (theme: 'dark' | 'light'): string => {
    const ground = readableColour(stored, theme)
    return contrastRatio(ground, '#000000') >= contrastRatio(ground, '#ffffff') ? '#000000' : '#ffffff'
  }
  return `light-dark(${on('light')}, ${on('dark')})`
}

function isStoredColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text)
}

function isGrey(colour: string): boolean {
  const channels = [1, 3, 5].map((index) => parseInt(colour.slice(index, index + 2), 16))
  return Math.max(...channels) - Math.min(...channels) < greyLimit
}
