import { describe, expect, it } from 'vitest'
import { decibelsToCell, maskToCell } from '@core/pictures/cells'
import type { Rgb } from '@core/pictures/colourMaps'
import { rowPlaces } from '@core/pictures/raster'
import { overlayPixels, plainColours, plainPixels } from './tilePixels'

const levels = { floor: -100, ceiling: 0 }
const sampleRate = 8000
const binCount = 5
/** Five rows, one around each of the bins. */
const rows = rowPlaces({ scale: 'linear', minimum: 0, maximum: 4000 }, 4, { binCount, sampleRate })
const channels = (pixel: number): Rgb => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]
const flat = (cell: number): Uint8Array => new Uint8Array(binCount).fill(cell)

describe('a plain tile', () => {
  it('has the colours of its cells, low frequencies at the bottom', () => {
    const cells = flat(decibelsToCell(-100))
    cells[0] = decibelsToCell(0)
    const { width, height, pixels } = plainPixels(cells, rows, plainColours('power', levels, 'grey'))
    expect([width, height]).toEqual([1, 4])
    expect([...pixels].map((pixel) => channels(pixel)[0])).toEqual([0, 0, 0, 255])
  })

  it('of masks is white at 0 and black at 1, whatever the levels', () => {
    const colours = plainColours('mask', levels, 'magma')
    expect([maskToCell(0), maskToCell(1)].map((cell) => channels(colours[cell]))).toEqual([
      [255, 255, 255],
      [0, 0, 0],
    ])
  })
})

describe('an overlay', () => {
  const red: Rgb = [255, 0, 0]
  const blue: Rgb = [0, 0, 255]
  const loud = flat(decibelsToCell(0))
  const overlay = (base: Uint8Array, ...masks: (readonly [number, Rgb])[]): Rgb => {
    const masked = masks.map(([mask, tint]) => ({ cells: flat(maskToCell(mask)), tint }))
    return channels(overlayPixels({ base, masks: masked, levels }, rows).pixels[0])
  }

  it('is grey where no mask claims anything, and dark where there is no sound', () => {
    expect(overlay(loud, [0, red])).toEqual([255, 255, 255])
    expect(overlay(flat(decibelsToCell(-50)), [0, red])).toEqual([127, 127, 127])
    expect(overlay(flat(0), [1, red])).toEqual([0, 0, 0])
  })

  it('has the colour of a mask as far as that claims it', () => {
    expect(overlay(loud, [1, red])).toEqual([255, 0, 0])
    const [r, g, b] = overlay(loud, [0.5, red])
    expect([r, g]).toEqual([255, 126])
    expect(b).toBe(g)
  })

  it('mixes masks that share a moment, and never more than all of it', () => {
    const [r, g, b] = overlay(loud, [0.5, red], [0.5, blue])
    expect(Math.abs(r - b)).toBeLessThanOrEqual(1)
    expect(g).toBeLessThanOrEqual(1)
    expect(overlay(loud, [1, red], [1, blue])).toEqual([127, 0, 127])
  })
})
