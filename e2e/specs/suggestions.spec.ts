/** What the app suggests, and what becomes of it. */
import { analyse, open } from '../steps/document'
import { expectMembers, putByKey } from '../steps/grouping'
import { lookAt, restoreSize } from '../steps/looks'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test.describe.configure({ timeout: 120_000 })

test('suggestions have reasons, do nothing before the click, and are taken back by one undo', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { components, dialog, tool, strip } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await components.getByRole('button', { name: 'Suggest…' }).click()
  const noise = dialog.getByRole('checkbox', { name: /^Likely noise: / })
  await expect(noise.first()).toBeChecked()
  await expect(dialog.getByRole('checkbox', { name: /^In the order of pitch: / })).not.toBeChecked()
  await expect(dialog).toContainText(/Right in about \d of 10 cases/)
  await lookAt(app, 'suggestions')
  await restoreSize(page)

  const names = await noise.evaluateAll((ticks) => ticks.map((tick) => tick.ariaLabel ?? ''))
  const numbers = names.map((name) => Number(/Component (\d+)$/.exec(name)?.[1]))
  await page.keyboard.press('Escape')
  await expect(strip('Noise').getByRole('button', { name: /^Choose / })).toHaveCount(0)

  await page.keyboard.press('Shift+G')
  await dialog.getByRole('button', { name: `Apply ${numbers.length}` }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expectMembers(app, 'Noise', numbers)
  await tool('Undo: Apply suggestions').click()
  await expect(strip('Noise').getByRole('button', { name: /^Choose / })).toHaveCount(0)
  await tool('Redo: Apply suggestions').click()
  await expectMembers(app, 'Noise', numbers)
})

test('what is grouped already is not suggested again, and only ticked suggestions are done', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { dialog, strip } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [1, 2, 3, 4, 5, 6, 7, 8], '1')
  await page.keyboard.press('Shift+G')
  const order = dialog.getByRole('checkbox', { name: /^In the order of pitch: / })
  for (const tick of await dialog.getByRole('checkbox').all()) await tick.setChecked(false)
  const hasOrder = await order.isVisible()
  if (hasOrder) await order.check()
  await expect(dialog.getByRole('button', { name: /^Apply/ })).toHaveText(hasOrder ? 'Apply 1' : 'Apply')
  await page.keyboard.press('Escape')
  await expectMembers(app, 'Source 1', [1, 2, 3, 4, 5, 6, 7, 8])
  await expect(strip('Noise').getByRole('button', { name: /^Choose / })).toHaveCount(0)
})
