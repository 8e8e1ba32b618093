import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, flowParts, textWidth } from './textWidth'

/** Advance width of a letter in the bundled font, of the font size. */
function readFontWidths(): (code: number) => number | undefined {
  const font = new DataView(
    readFileSync(resolve(import.meta.dirname, '../../../resources/fonts/DejaVuSans.ttf')).buffer.slice(0),
  )
  const tables = new Map<string, number>()
  for (let i = 0; i < font.getUint16(4); i++) {
    const at = 12 + 16 * i
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => font.getUint8(at + byte)))
    tables.set(tag, font.getUint32(at + 8))
  }
  const at = (tag: string, offset: number): number => (tables.get(tag) ?? NaN) + offset
  const unitsPerEm = font.getUint16(at('head', 18))
  const metricCount = font.getUint16(at('hhea', 34))
  const glyphs = new Map<number, number>()
  for (let i = 0; i < font.getUint16(at('cmap', 2)); i++) {
    const table = at('cmap', font.getUint32(at('cmap', 8 + 8 * i)))
    if (font.getUint16(table) !== 12) continue
    for (let group = 0; group < font.getUint32(table + 12); group++) {
      const [first, last, glyph] = [16, 20, 24].map((offset) => font.getUint32(table + offset + 12 * group))
      for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first)
    }
  }
  return (code) => {
    const glyph = glyphs.get(code)
    if (glyph === undefined) return undefined
    return font.getUint16(at('hmtx', 4 * Math.min(glyph, metricCount - 1))) / unitsPerEm
  }
}

describe('the width of a text', () => {
  const fontWidth = readFontWidths()

  it('is that in the bundled font for ASCII', () => {
    for (let code = 0x20; code < 0x7f; code++) {
      expect(textWidth(String.fromCodePoint(code), 1)).toBeCloseTo(fontWidth(code) ?? NaN, 3)
    }
  })

  it.each([
    ['Latin', 0xa1, 0x24f],
    ['Greek', 0x370, 0x3ff],
    ['Cyrillic', 0x400, 0x4ff],
  ])('is more than in the font for a text of all %s letters', (_, first, last) => {
    let [own, taken] = [0, 0]
    for (let code = first; code <= last; code++) {
      own += fontWidth(code) ?? 0
      taken += fontWidth(code) === undefined ? 0 : textWidth(String.fromCodePoint(code), 1)
    }
    expect(taken).toBeGreaterThan(own)
    expect(own).toBeGreaterThan(20)
  })
})

describe('a text that is cut', () => {
  const widths = fc.double({ min: 20, max: 300, noNaN: true })

  it('fits, begins as it did, and ends in an ellipsis', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), widths, (text, width) => {
        const cut = cutText(text, 14, width)
        expect(textWidth(cut, 14)).toBeLessThanOrEqual(width)
        if (cut === text) return
        expect(cut.endsWith('…')).toBe(true)
        expect(text.startsWith(cut.slice(0, -1))).toBe(true)
      }),
    )
  })

  it('stays whole where it has room', () => {
    expect(cutText('Component 1', 14, 200)).toBe('Component 1')
    expect(cutText('A very long name of a source', 14, 100)).toBe('A very long…')
  })
})

it('parts flow over as many lines as they need, none of them too long', () => {
  const parts = Array.from({ length: 9 }, (_, index) => `part number ${index}`)
  const lines = flowParts(parts, 12, 300)
  expect(lines.join(' · ')).toBe(parts.join(' · '))
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(300)
})
