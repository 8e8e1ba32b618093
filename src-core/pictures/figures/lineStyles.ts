/** Colours and dashes that lines are told apart by, on white. */
import { rgbOf } from '../colourMaps'
import { okabeIto } from '../../project/project'

export interface LineStyle {
  /** '#rrggbb' */
  readonly colour: string
  /** Told apart without colour: whole, dashed, dotted, both. */
  readonly dash: readonly number[]
}

const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 4], [10, 4, 2, 4]]
/** WCAG 2.2, 1.4.11: lines against their ground. */
const leastContrast = 3
const darkening = 0.96

/** The same order of colours and dashes as in the window. `index` from 0. */
export function lineStyle(index: number): LineStyle {
  return { colour: onWhite(okabeIto[index % okabeIto.length]), dash: dashes[index % dashes.length] }
}

/** The colour, as much darker as it needs to be seen on white. */
export function onWhite(hexadecimal: string): string {
  let rgb: readonly number[] = rgbOf(hexadecimal)
  while (contrastOnWhite(rgb) < leastContrast) rgb = rgb.map((value) => value * darkening)
  return `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}

/** Contrast ratio of WCAG 2.2, from 1 to 21; red, green and blue from 0 to 255. */
export function contrastOnWhite(rgb: readonly number[]): number {
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}
