import { describe, expect, it } from 'vitest'
import { decibelsToCell } from './cells'
import {
  colourMapLabels,
  colourMapNames,
  levelShare,
  levelTable,
  mapColour,
  maskTable,
  pixelOf,
  rgbOf,
  type ColourMapName,
  type Rgb,
} from './colourMaps'

/** CIE L*, 0 .. 100, of an sRGB colour. */
function lightnessOf(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance
}

function lightnesses(name: ColourMapName): number[] {
  const rising = Array.from({ length: 256 }, (_, place) => lightnessOf(mapColour(name, place / 255)))
  return name === 'paper' ? rising.toReversed() : rising
}

/** Less than one of 256 steps of red, green and blue may make of L*. */
const rounding = 0.1

describe.each(colourMapNames)('the colour map %s', (name) => {
  it('rises in lightness all along but for the rounding of its colours, or falls where it is white to black', () => {
    const steps = lightnesses(name)
    for (let place = 1; place < 256; place++) {
      expect(steps[place]).toBeGreaterThan(steps[place - 1] - rounding)
      if (place >= 3) expect(steps[place]).toBeGreaterThan(steps[place - 3])
    }
  })

  it('has no part that is much steeper than another', () => {
    const steps = lightnesses(name)
    const span = steps[255] - steps[0]
    expect(span).toBeGreaterThan(70)
    for (let place = 16; place < 256; place += 16) {
      const share = (steps[place] - steps[place - 16]) / span
      expect(share).toBeGreaterThan(0.5 / 16)
      expect(share).toBeLessThan(1.6 / 16)
    }
  })

  it('stays at its ends beyond them', () => {
    expect(mapColour(name, -1)).toEqual(mapColour(name, 0))
    expect(mapColour(name, 2)).toEqual(mapColour(name, 1))
    expect(colourMapLabels[name]).not.toBe('')
  })
})

it.each([
  ['cividis', '#00224e', '#fee838'],
  ['magma', '#000004', '#fcfdbf'],
  ['viridis', '#440154', '#fde725'],
  ['grey', '#000000', '#ffffff'],
  ['paper', '#ffffff', '#000000'],
] as const)('%s goes from %s to %s', (name, first, last) => {
  expect([mapColour(name, 0), mapColour(name, 1)]).toEqual([rgbOf(first), rgbOf(last)])
})

describe('the table of levels', () => {
  const range = { floor: -80, ceiling: -20 }

  it('has the colour at the floor up to it, the one at the ceiling from it on, and each between', () => {
    const table = levelTable(range, 'viridis')
    const at = (decibels: number): number => table[decibelsToCell(decibels)]
    expect([at(-120), at(-80)]).toEqual(Array(2).fill(pixelOf(mapColour('viridis', 0))))
    expect([at(-20), at(0)]).toEqual(Array(2).fill(pixelOf(mapColour('viridis', 1))))
    expect(at(-50)).toBe(pixelOf(mapColour('viridis', 0.5)))
    expect([-90, -50, -35, 0].map((decibels) => levelShare(decibels, range))).toEqual([0, 0.5, 0.75, 1])
  })

  it('holds pixels as canvas image data has them, opaque', () => {
    const [pixel] = levelTable(range, 'cividis')
    expect(Array.from(new Uint8Array(Uint32Array.of(pixel).buffer))).toEqual([0, 0x22, 0x4e, 255])
  })
})

it('the table of masks is white at 0 and black at 1', () => {
  const table = maskTable()
  expect([table[0], table[255], table[51]]).toEqual([0xffffffff, 0xff000000, pixelOf([204, 204, 204])])
})
