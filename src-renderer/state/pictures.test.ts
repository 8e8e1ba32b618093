import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Pictures, suggestedLevels } from './pictures.svelte'
import type { View } from './view.svelte'

const view = { focusedComponent: null, isComparing: false } as View
let kept: Record<string, string> = {}

beforeEach(() => {
  kept = {}
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, text: string) => (kept[key] = text),
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('settings', () => {
  it('come back in the next window', () => {
    new Pictures(view).change({ colourMap: 'magma', levels: { floor: -80, ceiling: -20 } })
    const { settings } = new Pictures(view)
    expect(settings).toMatchObject({
      colourMap: 'magma',
      levels: { floor: -80, ceiling: -20 },
      cells: 'sound',
    })
  })

  it.each([
    ['{"colourMap":"jet","frequencies":"mel","levels":{"floor":-10,"ceiling":-20}}', { frequencies: 'mel' }],
    ['[1,2]', {}],
    ['not JSON', {}],
  ])('that mean nothing are the usual ones, each by itself: %s', (text, rest) => {
    kept['shellac-pictures'] = text
    expect(new Pictures(view).settings).toEqual({
      cells: 'sound',
      frequencies: 'log',
      levels: null,
      colourMap: 'cividis',
      gains: 'decibels',
      height: null,
      ...rest,
    })
  })
})

describe('what is shown', () => {
  it('is the component that has the focus, else the original, or what was chosen', () => {
    const pictures = new Pictures(view)
    expect(pictures.shown).toBe('original')
    expect(new Pictures({ ...view, focusedComponent: 3 } as View).shown).toBe('component 3')
    pictures.choice = 'remaster'
    expect(pictures.shown).toBe('remaster')
  })
})

it.each([
  [0, { floor: -80, ceiling: -10 }],
  [-7.6, { floor: -90, ceiling: -20 }],
  [null, { floor: -80, ceiling: -10 }],
  [-100, { floor: -115, ceiling: -45 }],
])('levels for a peak of %s dBFS end where cells can show them', (peak, levels) => {
  expect(suggestedLevels(peak)).toEqual(levels)
})
