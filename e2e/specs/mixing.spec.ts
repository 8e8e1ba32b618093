/** What is let be heard of a mix: parts of it alone, mute and solo, and changes while it plays. */
import { join } from 'node:path'
import { roughness } from '../audio/signals'
import { swellingTones } from '../audio/tones'
import type { Sound } from '../audio/wavFile'
import { exportAs, exportComponents, readSound } from '../steps/exporting'
import { dragTo, putByKey } from '../steps/grouping'
import { record } from '../steps/hearing'
import { compareAsTheyAre, expectHeard, placed, playOn, type Gains } from '../steps/listening'
import { groupUpTo, openTones, openTruth, readSources, takeApart } from '../steps/mixing'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const full: Gains = [1, 1]
const centre = placed(0)
const silent: Gains = [0, 0]

test('every part that can be heard alone is heard as it is exported', async ({ app, workshop }) => {
  const { page } = app
  const { lane, strip, tool, toolbar, sources } = placesOf(page)
  const pathOf = (name: string): string => join(workshop.folder, name)
  const { samples } = await openTruth(app, workshop.folder)
  await takeApart(app)
  await putByKey(app, [1, 2, 3, 4, 5], '1')
  await putByKey(app, [8, 9, 10], 'N')
  await sources.getByRole('slider', { name: 'Noise amount' }).press('PageUp')
  const components = await exportComponents(app, pathOf('components'))
  const mix = await exportAs(app, { what: 'Stereo remaster', path: pathOf('mix.wav') }).then(() =>
    readSound(pathOf('mix.wav')),
  )
  await exportAs(app, { what: 'What was removed', path: pathOf('removed.wav') })
  const [removed] = (await readSound(pathOf('removed.wav'))).channels
  await compareAsTheyAre(app)
  await playOn(app)
  const [left, right] = mix.channels
  expect(left).toEqual(right)
  await expectHeard(app, [left], [full])

  await test.step('the original and what is removed, by the choice and by their keys', async () => {
    await toolbar.getByRole('radio', { name: 'Original' }).click()
    await expectHeard(app, [samples], [full])
    await toolbar.getByRole('radio', { name: 'Removed' }).click()
    await expectHeard(app, [removed], [full])
    await page.keyboard.press('r')
    await expectHeard(app, [left], [full])
    await page.keyboard.press('x')
    await expectHeard(app, [samples], [full])
  })

  await test.step('a component by its button and by Enter', async () => {
    await lane(4)
      .getByRole('button', { name: /^Hear .* alone/ })
      .click()
    await expectHeard(app, [components[4]], [full])
    await lane(9).click()
    await page.keyboard.press('Enter')
    await expectHeard(app, [components[9]], [full])
    await page.keyboard.press('Enter')
    await expectHeard(app, [left], [full])
  })

  await test.step('a source, at its place', async () => {
    await sources.getByRole('slider', { name: 'Pan of Source 1' }).press('End')
    await strip('Source 1').getByRole('button', { name: 'Hear Source 1 alone' }).click()
    const alone = components[1].map((_, index) =>
      [1, 2, 3, 4, 5].reduce((sum, number) => sum + components[number][index], 0),
    )
    await expectHeard(app, [alone], [placed(100)])
    await tool('Hear the remaster again').click()
  })

  await test.step('the component under the pointer while H is held', async () => {
    await lane(2).hover()
    await page.keyboard.down('h')
    await expectHeard(app, [components[2]], [full])
    await lane(3).hover()
    await expectHeard(app, [components[3]], [full])
    await page.keyboard.up('h')
    await expect(toolbar).not.toContainText('Heard alone')
    await expect(tool('Pause')).toBeVisible()
  })
})

test('mute silences a source, solo all others but those that are soloed too', async ({ app, workshop }) => {
  const { page } = app
  const { strip, tool } = placesOf(page)
  await openTruth(app, workshop.folder)
  await takeApart(app)
  await groupUpTo(app, [3, 6, 10])
  const parts = await readSources(app, workshop.folder)
  const hears = (...gains: Gains[]) => expectHeard(app, parts, gains)
  const press = (button: 'Mute' | 'Solo', source: string, modifiers: 'ControlOrMeta'[] = []) =>
    strip(source)
      .getByRole('button', { name: `${button} ${source}` })
      .click({ modifiers })
  await compareAsTheyAre(app)
  await playOn(app)
  await press('Mute', 'Source 1')
  await hears(silent, centre, centre)
  await press('Solo', 'Source 2')
  await hears(silent, centre, silent)
  await press('Solo', 'Source 3')
  await hears(silent, centre, centre)
  await press('Solo', 'Source 3', ['ControlOrMeta'])
  await hears(silent, silent, centre)
  await press('Solo', 'Source 3', ['ControlOrMeta'])
  await press('Mute', 'Source 1')
  await hears(centre, centre, centre)

  await test.step('by keys, for the strip that has the focus', async () => {
    await strip('Source 2').getByRole('slider', { name: 'Pan of Source 2' }).focus()
    await page.keyboard.press('m')
    await hears(centre, silent, centre)
    await page.keyboard.press('m')
    await page.keyboard.press('s')
    await hears(silent, centre, silent)
    await strip('Source 1').getByRole('slider', { name: 'Pan of Source 1' }).focus()
    await page.keyboard.press('Shift+S')
    await hears(centre, silent, silent)
    await expect(tool('Undo: Solo only Source 1')).toBeEnabled()
  })
})

test('regrouping and gains are heard at once and without a click', async ({ app, workshop }) => {
  const { page } = app
  const { strip, sources } = placesOf(page)
  await openTones(app, workshop.folder, swellingTones(6))
  await takeApart(app)
  await groupUpTo(app, [5, 10])
  const components = await exportComponents(app, join(workshop.folder, 'components'))
  const sum = (...numbers: number[]): Float32Array =>
    components[1].map((_, index) => numbers.reduce((all, number) => all + components[number][index], 0))
  const others = { low: sum(1, 2, 3, 4), high: sum(6, 7, 8, 9, 10) }
  const parts = [others.low, components[5], others.high]
  const pan = (source: string, key: string) =>
    sources.getByRole('slider', { name: `Pan of ${source}` }).press(key)
  await pan('Source 1', 'Home')
  await pan('Source 2', 'End')
  await compareAsTheyAre(app)
  await playOn(app)
  const [left, right]: Gains[] = [
    [1, 0],
    [0, 1],
  ]
  await expectHeard(app, parts, [left, left, right])

  await test.step('a component goes to another source', async () => {
    const blocks = await record(app, async () => {
      await dragTo(app, [5], strip('Source 2'))
      await expectHeard(app, parts, [left, right, right])
    })
    expectNoClick(blocks, parts)
  })

  await test.step('gains jump from end to end', async () => {
    const blocks = await record(app, async () => {
      await pan('Source 1', 'End')
      await expectHeard(app, parts, [right, right, right])
      await strip('Source 2').getByRole('button', { name: 'Mute Source 2' }).click()
      await expectHeard(app, parts, [right, silent, silent])
    })
    expectNoClick(blocks, parts)
  })
})

/** What is heard is not rougher than what it is made of. */
function expectNoClick(blocks: readonly Sound[], parts: readonly Float32Array[]): void {
  const own = parts.reduce((sum, part) => sum + roughness(part), 0)
  for (const { channels } of blocks) expect(Math.max(...channels.map(roughness))).toBeLessThan(1.5 * own)
}
