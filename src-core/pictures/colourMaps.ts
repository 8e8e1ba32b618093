/** Colours of levels and masks. Lightness rises or falls evenly along every map, so that a picture reads the same in grey. */
import { cellToDecibels } from './cells'
import { cividis, magma, viridis } from './colourMapData'

/** 'grey' is dark to light; 'paper' is white to black, as printed. */
export type ColourMapName = 'cividis' | 'magma' | 'viridis' | 'grey' | 'paper'

export const colourMapNames: readonly ColourMapName[] = ['cividis', 'magma', 'viridis', 'grey', 'paper']

export const colourMapLabels: Readonly<Record<ColourMapName, string>> = {
  cividis: 'Cividis',
  magma: 'Magma',
  viridis: 'Viridis',
  grey: 'Grey',
  paper: 'White to black',
}

/** Red, green, blue: 0 .. 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** Levels from which to which a picture goes, dB; floor < ceiling. */
export interface LevelRange {
  readonly floor: number
  readonly ceiling: number
}

/** The colour at `share` 0 .. 1 of the map; beyond that the one at its end. */
export function mapColour(name: ColourMapName, share: number): Rgb {
  const place = Math.max(0, Math.min(255, Math.round(share * 255)))
  if (name === 'grey') return [place, place, place]
  if (name === 'paper') return [255 - place, 255 - place, 255 - place]
  return rgbOf(tables[name].slice(6 * place, 6 * place + 6))
}

const tables: Readonly<Record<'cividis' | 'magma' | 'viridis', string>> = { cividis, magma, viridis }

/** @param hexadecimal six digits, with '#' before them or without */
export function rgbOf(hexadecimal: string): Rgb {
  const number = Number.parseInt(hexadecimal.replace('#', ''), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}

/** 0 at the floor of the range or below, 1 at its ceiling or above. */
export function levelShare(decibels: number, { floor, ceiling }: LevelRange): number {
  return Math.max(0, Math.min(1, (decibels - floor) / (ceiling - floor)))
}

/** The colour of every cell of kind 'power', as 256 pixels of canvas image data: 0xAABBGGRR. */
export function levelTable(range: LevelRange, name: ColourMapName): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, cell) =>
    pixelOf(mapColour(name, levelShare(cellToDecibels(cell), range))),
  )
}

/** The colour of every cell of kind 'mask': white at 0 to black at 1, as in the paper. */
export function maskTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, cell) => pixelOf(mapColour('paper', cell / 255)))
}

/** Opaque, in the order of bytes that canvas image data has on all machines of today. */
export function pixelOf([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}
