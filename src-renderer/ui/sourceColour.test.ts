import { okabeIto } from '@core/project/project'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrastRatio, hexColour, linearColour } from './contrast'
import { leastContrast, letterColour, panelGrounds, readableColour, sourceColour } from './sourceColour'

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`)
const anyTheme = fc.constantFrom('dark' as const, 'light' as const)

describe('source colours', () => {
  it('every colour is seen on every ground of both themes', () => {
    fc.assert(
      fc.property(anyColour, anyTheme, (stored, theme) => {
        const shown = readableColour(stored, theme)
        const worst = Math.min(...panelGrounds[theme].map((ground) => contrastRatio(shown, ground)))
        expect(worst).toBeGreaterThanOrEqual(leastContrast)
      }),
    )
  })

  it('what is readable already is not touched', () => {
    expect(readableColour('#E69F00', 'dark')).toBe('#e69f00')
    expect(readableColour('#0072b2', 'light')).toBe('#0072b2')
  })

  it('black is nearly white in the dark, and black in the light', () => {
    expect(contrastRatio(readableColour('#000000', 'dark'), '#000000')).toBeGreaterThan(15)
    expect(readableColour('#000000', 'light')).toBe('#000000')
    expect(contrastRatio(readableColour('#fafafa', 'light'), '#ffffff')).toBeGreaterThan(15)
  })

  it.each(['dark', 'light'] as const)('the eight of Okabe and Ito stay eight on the %s theme', (theme) => {
    const shown = okabeIto.map((stored) => linearColour(readableColour(stored, theme)).map(Math.cbrt))
    const distances = shown.flatMap((one, index) =>
      shown
        .slice(index + 1)
        .map((other) => Math.hypot(...one.map((value, channel) => value - other[channel]))),
    )
    expect(distances).toHaveLength(28)
    expect(Math.min(...distances)).toBeGreaterThan(0.15)
  })

  it('a letter on a colour has at least 4.5:1 in both themes', () => {
    fc.assert(
      fc.property(anyColour, (stored) => {
        const [onLight, onDark] = letterColour(stored).match(/#[0-9a-f]{6}/g) ?? ['', '']
        expect(contrastRatio(onLight, readableColour(stored, 'light'))).toBeGreaterThanOrEqual(4.5)
        expect(contrastRatio(onDark, readableColour(stored, 'dark'))).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  it('a colour that is not stored as #rrggbb is handed on to CSS', () => {
    expect(sourceColour('var(--accent)')).toBe('var(--accent)')
    expect(sourceColour('#000000')).toBe(`light-dark(#000000, ${readableColour('#000000', 'dark')})`)
    expect(() => readableColour('black', 'dark')).toThrow("'black' is not a colour")
  })

  it('a colour goes to light and back unchanged', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        expect(hexColour(linearColour(colour))).toBe(colour)
      }),
    )
  })
})
