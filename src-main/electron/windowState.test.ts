import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, saveWindowState, smallestWindow, type Rectangle } from './windowState'

const main: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 }
const left: Rectangle = { x: -1600, y: 0, width: 1600, height: 900 }
const saved = (bounds: Rectangle, isMaximised = false) => ({ bounds, isMaximised })

describe('the place of a window', () => {
  it('is kept where a display shows it', () => {
    const bounds = { x: -1500, y: 20, width: 1000, height: 700 }
    expect(placeWindow(saved(bounds, true), [main, left])).toEqual({ bounds, isMaximised: true })
  })

  it.each([
    ['of a display that is gone', { x: -1500, y: 20, width: 1000, height: 700 }],
    ['above the display', { x: 0, y: -40, width: 1000, height: 700 }],
    ['below the display', { x: 0, y: 1070, width: 1000, height: 700 }],
    ['beside the display', { x: 1900, y: 0, width: 1000, height: 700 }],
  ])('is left to the system when it is %s', (_, bounds) => {
    expect(placeWindow(saved(bounds), [main]).bounds).toEqual({ width: 1000, height: 700 })
  })

  it.each([undefined, null, 1, 'x', [], {}, { bounds: {} }, { ...saved(main), bounds: { ...main, x: NaN } }])(
    'is the usual one after %j',
    (odd) => expect(placeWindow(odd, [main]).bounds).toEqual({ width: 1440, height: 900 }),
  )

  it('never leaves the window smaller than it works, nor larger than its display', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    const bounds = fc.record({ x: number, y: number, width: number, height: number })
    fc.assert(
      fc.property(bounds, (old) => {
        const placed = placeWindow(saved(old), [main, left]).bounds
        expect(placed.width).toBeGreaterThanOrEqual(smallestWindow.width)
        expect(placed.height).toBeGreaterThanOrEqual(smallestWindow.height)
        expect(placed.width).toBeLessThanOrEqual(main.width)
        expect(placed.height).toBeLessThanOrEqual(main.height)
      }),
    )
  })
})

describe('the file of the window', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shellac-window-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('gives back what was saved', async () => {
    const state = saved({ x: 1, y: 2, width: 1000, height: 700 }, true)
    await saveWindowState(join(folder, 'window.json'), state)
    expect(await readWindowState(join(folder, 'window.json'))).toEqual(state)
  })

  it('counts as nothing when it is missing or no JSON', async () => {
    expect(await readWindowState(join(folder, 'none.json'))).toBeUndefined()
    await writeFile(join(folder, 'odd.json'), '{')
    expect(await readWindowState(join(folder, 'odd.json'))).toBeUndefined()
  })

  it('may be impossible to write', async () => {
    await expect(saveWindowState(join(folder, 'no', 'window.json'), saved(main))).resolves.toBeUndefined()
  })
})
