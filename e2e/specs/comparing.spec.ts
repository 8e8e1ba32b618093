/** Fair comparisons: original and remaster as loud as each other, and what is left in mono. */
import { fitMix } from '../audio/mixFit'
import { longestSilence } from '../audio/signals'
import { record } from '../steps/hearing'
import { expectHeard, placed, playOn, type Gains } from '../steps/listening'
import { groupUpTo, openTruth, takeApart } from '../steps/mixing'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test('original and remaster are equally loud until that is switched off, at the same place', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { keyboard } = page
  const { toolbar } = placesOf(page)
  const { samples } = await openTruth(app, workshop.folder)
  await takeApart(app)
  await groupUpTo(app, [10])
  const fair = toolbar.getByRole('group', { name: 'Fair listening' })
  const hears = (gains: Gains) => expectHeard(app, [samples], [gains])
  // Everything in the centre: the remaster is the recording, 3 dB softer.
  const softer = placed(0)
  await keyboard.press('`')
  await expect(fair).toContainText('−3.0 dB')
  await playOn(app)
  await hears(softer)

  await test.step('changing sides keeps the place, without a gap', async () => {
    const blocks = await record(app, () => keyboard.press('`'), 3)
    await hears(softer)
    // The switch itself, and the end of the recording, are from no one place.
    const known = blocks.flatMap(({ start, channels }) => {
      const fit = fitMix(channels, [samples])
      return fit && fit.rest < -50 ? [{ start, ...fit }] : []
    })
    const [first, last] = [known[0], known[known.length - 1]]
    const passed = last.start - first.start
    expect(known.length).toBeGreaterThanOrEqual(blocks.length - 2)
    expect((first.at + passed) % samples.length).toBe(last.at)
    for (const { channels } of blocks) expect(longestSilence(channels[0])).toBeLessThan(10)
  })

  await test.step('switched off, the difference is back', async () => {
    await keyboard.press('Shift+X')
    await hears(softer)
    await keyboard.press('x')
    await hears([1, 1])
    await keyboard.press('Shift+X')
    await hears(softer)
  })

  await test.step('a louder remaster is lowered', async () => {
    await keyboard.press('x')
    const { sources } = placesOf(page)
    await sources.getByRole('slider', { name: 'Level of Source 1' }).press('PageUp')
    await expect(fair).toContainText('−3.0 dB')
    await hears([1, 1])
  })
})

test('in mono both ears hear half the sum, and the figure says what that changes', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { keyboard } = page
  const { sources, toolbar, tool } = placesOf(page)
  const { samples } = await openTruth(app, workshop.folder)
  await takeApart(app)
  await groupUpTo(app, [10])
  await sources.getByRole('slider', { name: 'Pan of Source 1' }).press('Home')
  await keyboard.press('Shift+X')
  await playOn(app)
  await expectHeard(app, [samples], [[1, 0]])
  const power = (gains: readonly (readonly number[])[]): number =>
    gains.reduce((sum, [gain]) => sum + gain ** 2, 0)
  const before = await expectHeard(app, [samples], [[1, 0]])
  await keyboard.press('Shift+M')
  const after = await expectHeard(app, [samples], [[0.5, 0.5]])
  const change = 10 * Math.log10(power(after.gains) / power(before.gains))
  expect(change).toBeCloseTo(-3, 1)
  await expect(toolbar.getByTitle(/^In mono the remaster changes by −3\.0 dB/)).toBeVisible()
  await tool('Listen in mono').click()
  await expectHeard(app, [samples], [[1, 0]])
})
