/** The stage: where a source is put there is where it is heard, and the strips say the same. */
import { compareAsTheyAre, expectHeard, placed, playOn } from '../steps/listening'
import { groupUpTo, openTruth, readSources, stripOf, takeApart } from '../steps/mixing'
import { chooseLayout, discOf, placeOf, stageOf, startDrag } from '../steps/stage'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test('a source is heard where its disc is dragged, nudged, typed and reset to', async ({ app, workshop }) => {
  const { page } = app
  const { keyboard, mouse } = page
  const { tool, sources } = placesOf(page)
  const { samples } = await openTruth(app, workshop.folder)
  await takeApart(app)
  await groupUpTo(app, [10])
  const hears = (pan: number, level = 0) => expectHeard(app, [samples], [placed(pan, level)])
  await compareAsTheyAre(app)
  await playOn(app)
  await hears(0)

  await test.step('a drag is heard while it lasts, and one undo takes all of it back', async () => {
    const move = await startDrag(app, 'Source 1', { right: -70 })
    const [pan] = await stripOf(app, 'Source 1')
    expect(pan).toBeLessThan(-30)
    await hears(pan)
    await move({ right: -200 })
    await hears(-100)
    await mouse.up()
    expect(await stripOf(app, 'Source 1')).toEqual([-100, 0])
    await keyboard.press('ControlOrMeta+Z')
    await expect(tool('Redo: Place Source 1')).toBeEnabled()
    expect(await stripOf(app, 'Source 1')).toEqual([0, 0])
    await hears(0)
  })

  await test.step('Escape gives a drag up', async () => {
    await startDrag(app, 'Source 1', { right: 60, down: 30 })
    await expect(discOf(app, 'Source 1')).toHaveAttribute('aria-valuenow', /[1-9]/)
    await keyboard.press('Escape')
    await mouse.up()
    expect(await placeOf(app, 'Source 1')).toBe('centre, 0 decibels')
    await hears(0)
  })

  await test.step('arrows nudge, with Shift finely', async () => {
    await discOf(app, 'Source 1').focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'ArrowUp', 'Shift+ArrowDown'])
      await keyboard.press(key)
    expect(await stripOf(app, 'Source 1')).toEqual([2.2, 0.4])
    expect(await placeOf(app, 'Source 1')).toBe('2.2 percent right, 0.4 decibels')
    await hears(2.2, 0.4)
  })

  await test.step('Enter takes numbers', async () => {
    await keyboard.press('Enter')
    const numbers = page.getByRole('dialog', { name: 'Place of Source 1 in numbers' })
    await numbers.getByRole('spinbutton', { name: 'Pan' }).fill('60')
    await numbers.getByRole('spinbutton', { name: 'Level' }).fill('-12')
    await keyboard.press('Enter')
    await expect(numbers).toHaveCount(0)
    expect(await stripOf(app, 'Source 1')).toEqual([60, -12])
    await hears(60, -12)
  })

  await test.step('a double click resets', async () => {
    await discOf(app, 'Source 1').dblclick()
    expect(await stripOf(app, 'Source 1')).toEqual([0, 0])
    await hears(0)
  })

  await test.step('a strip moves the disc', async () => {
    await sources.getByRole('slider', { name: 'Pan of Source 1' }).focus()
    await keyboard.press('End')
    expect(await placeOf(app, 'Source 1')).toBe('100 percent right, 0 decibels')
    await hears(100)
  })

  await test.step('a double press beside the cap of a fader resets it in one step', async () => {
    const level = sources.getByRole('slider', { name: 'Level of Source 1' })
    await level.press('ArrowDown')
    await level.dblclick({ position: { x: 10, y: 14 } })
    await hears(100)
    await keyboard.press('ControlOrMeta+Z')
    expect(await stripOf(app, 'Source 1')).toEqual([100, -0.5])
    await hears(100, -0.5)
    await keyboard.press('ControlOrMeta+Z')
    expect(await stripOf(app, 'Source 1')).toEqual([100, 0])
  })
})

test('layouts and the width place all sources as they are heard', async ({ app, workshop }) => {
  const { page } = app
  await openTruth(app, workshop.folder)
  await takeApart(app)
  await groupUpTo(app, [2, 5, 10])
  const parts = await readSources(app, workshop.folder)
  const names = ['Source 1', 'Source 2', 'Source 3']
  const expectPans = async (...pans: number[]): Promise<void> => {
    const strips = await Promise.all(names.map((name) => stripOf(app, name)))
    expect(strips).toEqual(pans.map((pan) => [pan, 0]))
    await expectHeard(
      app,
      parts,
      pans.map((pan) => placed(pan)),
    )
  }
  await compareAsTheyAre(app)
  await playOn(app)
  await chooseLayout(app, 'Spread sources evenly')
  await expectPans(-60, 0, 60)
  // From the lowest to the highest, which is how components are numbered.
  await chooseLayout(app, 'Small band on a stage')
  await expectPans(0, 23, -45)

  const width = stageOf(app).getByRole('slider', { name: 'Width of the stage' })
  await width.focus()
  await page.keyboard.press('Home')
  await expectPans(0, 0, 0)
  await page.keyboard.press('End')
  await expectPans(0, 23, -45)
  await width.press('PageDown')
  await expectPans(0, 20.7, -40.5)

  await chooseLayout(app, 'Centre all sources')
  await expectPans(0, 0, 0)
  await page.keyboard.press('ControlOrMeta+Z')
  await expectPans(0, 20.7, -40.5)
})
