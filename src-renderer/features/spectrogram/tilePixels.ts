/** Cells -> pixels of a tile. */
import { cellToDecibels, cellToMask } from '@core/pictures/cells'
import {
  levelShare,
  levelTable,
  maskTable,
  type ColourMapName,
  type LevelRange,
  type Rgb,
} from '@core/pictures/colourMaps'
import { cellRows, type RowPlaces } from '@core/pictures/raster'

/** Pixels of canvas image data, row after row. */
export interface TilePixels {
  readonly width: number
  readonly height: number
  readonly pixels: Uint32Array<ArrayBuffer>
}

/** What cells of one kind look like: a colour for each. */
export function plainColours(cells: 'power' | 'mask', levels: LevelRange, map: ColourMapName): Uint32Array {
  return cells === 'mask' ? maskTable() : levelTable(levels, map)
}

export function plainPixels(cells: Uint8Array, rows: RowPlaces, colours: Uint32Array): TilePixels {
  const raster = cellRows(cells, rows)
  const pixels = new Uint32Array(raster.length)
  for (let i = 0; i < raster.length; i++) pixels[i] = colours[raster[i]]
  return { width: raster.length / rows.height, height: rows.height, pixels }
}

export interface MaskedCells {
  readonly cells: Uint8Array
  /** At full level. */
  readonly tint: Rgb
}

export interface Overlay {
  /** Levels of the original. */
  readonly base: Uint8Array
  readonly masks: readonly MaskedCells[]
  readonly levels: LevelRange
}

/**
 * The level as lightness; each mask gives its share of it its colour, and what no mask claims stays grey. Where masks claim more than all,
 * as the greatest cells of different frames can, they share it.
 */
export function overlayPixels({ base, masks, levels }: Overlay, rows: RowPlaces): TilePixels {
  const light = Float32Array.from({ length: 256 }, (_, cell) => levelShare(cellToDecibels(cell), levels))
  const levelRaster = cellRows(base, rows)
  const maskRasters = masks.map(({ cells }) => cellRows(cells, rows))
  const pixels = new Uint32Array(levelRaster.length)
  const share = new Float32Array(masks.length)
  for (let i = 0; i < pixels.length; i++) {
    let claimed = 0
    for (let m = 0; m < share.length; m++) {
      share[m] = cellToMask(maskRasters[m][i])
      claimed += share[m]
    }
    const scale = claimed > 1 ? 1 / claimed : 1
    const grey = Math.max(0, 1 - claimed)
    const level = light[levelRaster[i]]
    let [red, green, blue] = [255 * grey, 255 * grey, 255 * grey]
    for (let m = 0; m < share.length; m++) {
      const { tint } = masks[m]
      red += scale * share[m] * tint[0]
      green += scale * share[m] * tint[1]
      blue += scale * share[m] * tint[2]
    }
    pixels[i] = (255 << 24) | ((level * blue) << 16) | ((level * green) << 8) | (level * red)
  }
  return { width: levelRaster.length / rows.height, height: rows.height, pixels }
}
