import type { ColourMapName, LevelRange } from '@core/pictures/colourMaps'
import { frequencyAxisOf, type FrequencyScale } from '@core/pictures/frequencyAxis'
import { rowPlaces, type RowPlaces } from '@core/pictures/raster'
import { timeToX, type TimeRange } from '@core/pictures/timeAxis'
import type { PaintQueue } from '../../pictures/paintQueue'
import type { PictureLayers } from './pictureLayers'
import { RecentStore } from './recentStore'
import { overlayPixels, plainColours, plainPixels, type TilePixels } from './tilePixels'
import { coarserParts, levelFor, tilesWithin, timeOfTile, type FrameLine, type TilePlace } from './tiles'
import type { Layer } from './tileStore'

/** How cells become pixels. */
export interface Style {
  readonly levels: LevelRange
  readonly colourMap: ColourMapName
  readonly frequencies: FrequencyScale
  /** Hz */
  readonly sampleRate: number
  /** Of the picture, pixels of the screen. */
  readonly height: number
}

export interface Scene {
  readonly layers: PictureLayers
  readonly line: FrameLine
  readonly style: Style
  readonly range: TimeRange
}

interface PainterParts {
  readonly cellsOf: (layer: Layer, place: TilePlace) => Uint8Array | undefined
  readonly queue: PaintQueue
  /** Something more can be drawn. */
  readonly onPainted: () => void
}

/** 'some': parts are still missing, or coarser or older than they will be. */
export type Drawn = 'nothing' | 'some' | 'all'

interface Painted {
  readonly image: OffscreenCanvas
  readonly style: string
}

/** Bytes of painted tiles. */
const room = 64 * 1024 * 1024

/** Draws spectrograms of tiles that are painted once for each style, a few each frame. */
export class TilePainter {
  readonly #parts: PainterParts
  readonly #painted = new RecentStore<Painted>(room, ({ image }) => 4 * image.width * image.height)
  #rows: { readonly name: string; readonly places: RowPlaces } | null = null

  constructor(parts: PainterParts) {
    this.#parts = parts
  }

  /**
   * Draws over the whole canvas what there is; coarser tiles stand in for those that are not there yet.
   */
  draw(context: CanvasRenderingContext2D, scene: Scene): Drawn {
    const { width, height } = context.canvas
    const { range, line } = scene
    const level = levelFor({ range, pixels: width }, line)
    const xOf = (seconds: number): number => Math.round(timeToX(seconds, range, width))
    let [count, finished] = [0, 0]
    context.save()
    context.resetTransform()
    // A column is never narrower than a pixel; where it is wider, it has edges.
    context.imageSmoothingEnabled = false
    const places = tilesWithin(range, level, line)
    for (const place of places) {
      const { start, end } = timeOfTile(place, line)
      const [left, right] = [xOf(start), xOf(end)]
      for (const { from, columns, ...part } of coarserParts(place, line)) {
        const painted = this.#paintedOf(part, scene)
        if (!painted) continue
        const { image, style } = painted
        context.drawImage(image, from, 0, columns, image.height, left, 0, right - left, height)
        count++
        if (part.level === level && style === styleName(scene)) finished++
        break
      }
    }
    context.restore()
    return finished === places.length ? 'all' : count > 0 ? 'some' : 'nothing'
  }

  /** In the style that it was painted in last, until it is painted anew. */
  #paintedOf(place: TilePlace, scene: Scene): Painted | undefined {
    const { layers } = scene
    const name = `${nameOf(layers)} ${place.level} ${place.tile}`
    const painted = this.#painted.get(name)
    const wished = styleName(scene)
    if (painted?.style === wished) return painted
    const { cellsOf, queue, onPainted } = this.#parts
    const base = cellsOf(layers.base, place)
    const masks = layers.masks.map(({ layer, tint }) => ({ cells: cellsOf(layer, place), tint }))
    if (base && masks.every(isThere)) {
      queue.add(name, () => {
        const pixels = this.#paint({ base, masks: masks.filter(isThere) }, scene)
        this.#painted.put(name, { image: imageOf(pixels), style: wished })
        onPainted()
      })
    }
    return painted
  }

  #paint(
    { base, masks }: Pick<Parameters<typeof overlayPixels>[0], 'base' | 'masks'>,
    { layers, style }: Scene,
  ): TilePixels {
    const rows = this.#rowsFor(layers.binCount, style)
    const { levels, colourMap } = style
    if (layers.shows === 'overlay') return overlayPixels({ base, masks, levels }, rows)
    return plainPixels(base, rows, plainColours(layers.base.cells, levels, colourMap))
  }

  #rowsFor(binCount: number, { frequencies, sampleRate, height }: Style): RowPlaces {
    const name = [binCount, frequencies, sampleRate, height].join()
    if (this.#rows?.name !== name) {
      const axis = frequencyAxisOf(sampleRate, frequencies)
      this.#rows = { name, places: rowPlaces(axis, height, { binCount, sampleRate }) }
    }
    return this.#rows.places
  }
}

function styleName({ style }: Scene): string {
  return JSON.stringify(style)
}

function nameOf({ shows, base, masks }: PictureLayers): string {
  return [shows, base.name, ...masks.map(({ layer, colour }) => layer.name + colour)].join()
}

function isThere<It extends { readonly cells: Uint8Array | undefined }>(
  it: It,
): it is It & { readonly cells: Uint8Array } {
  return it.cells !== undefined
}

function imageOf({ width, height, pixels }: TilePixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height)
  const bytes = new Uint8ClampedArray(pixels.buffer)
  canvas.getContext('2d')?.putImageData(new ImageData(bytes, width, height), 0, 0)
  return canvas
}
