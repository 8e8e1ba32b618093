/** What the app suggests, and what becomes of it. */
import { analyse, beginAnalysis, open } from '../steps/document'
import { choose, expectMembers, putByKey, renameSource } from '../steps/grouping'
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

test('a component is split, its pieces stay in its source, and one undo brings it back', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { dialog, tool, lanes, lane, notices } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [2, 3], '1')
  await choose(app, [2])
  await page.keyboard.press('d')
  await lookAt(app, 'split')
  await restoreSize(page)
  await dialog.getByRole('button', { name: 'Split', exact: true }).click()
  await expect(lanes).toHaveCount(12, { timeout: 60_000 })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expectMembers(app, 'Source 1', [2, 3, 11, 12])
  await expect(lane(12)).toContainText('Component 2 c')
  await lookAt(app, 'pieces')
  await restoreSize(page)

  // The numbers of all others mean what they meant: another analysis finds them again.
  await tool('Undo: Split Component 2 into 3').click()
  await expect(lanes).toHaveCount(10)
  await expectMembers(app, 'Source 1', [2, 3])
  await tool('Redo: Split Component 2 into 3').click()
  await expectMembers(app, 'Source 1', [2, 3, 11, 12])

  // Two of the pieces become one again; what was behind them moves up.
  await choose(app, [2, 11])
  await page.keyboard.press('Shift+D')
  await expect(dialog).toContainText('become one component')
  await lookAt(app, 'merge')
  await restoreSize(page)
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(lanes).toHaveCount(11, { timeout: 60_000 })
  await expectMembers(app, 'Source 1', [2, 3, 11])
  await tool('Undo: Merge 2 components').click()
  await expectMembers(app, 'Source 1', [2, 3, 11, 12])
  await expect(notices.getByRole('alert')).toHaveCount(0)
})

test('another analysis keeps the groups of what it clearly finds again, and says so', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { analyse: panel, notices, strip, lanes } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [1], '1')
  await renameSource(app, 'Source 1', 'Tuba')
  await putByKey(app, [9, 10], '0')
  await panel.getByRole('button', { name: 'All settings' }).click()
  await panel.getByRole('spinbutton', { name: 'Components K' }).fill('8')
  await panel.getByRole('spinbutton', { name: 'Components K' }).press('Enter')
  await beginAnalysis(app)
  await expect(lanes).toHaveCount(8, { timeout: 30_000 })
  await expect(notices).toContainText(/\d of 10 components were found again and keep their groups/)
  await expect(strip('Tuba')).toBeVisible()
  await lookAt(app, 'groups kept')
  await restoreSize(page)

  await panel.getByRole('switch', { name: 'Keep groups' }).setChecked(false)
  await beginAnalysis(app)
  await expect(strip('Tuba')).toHaveCount(0, { timeout: 30_000 })
  await expect(lanes).toHaveCount(8)
})

test('a smoothness is suggested with its curve, and taken by one click', async ({ app, workshop }) => {
  const { page } = app
  const { analyse: panel, dialog } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await panel.getByRole('button', { name: 'All settings' }).click()
  await panel.getByRole('button', { name: 'Suggest smoothness…' }).click()
  await dialog.getByRole('button', { name: 'Try', exact: true }).click()
  const row = (smoothness: number) =>
    dialog.getByRole('listitem', { name: `Smoothness ${smoothness}`, exact: true })
  await expect(row(100)).toBeVisible({ timeout: 90_000 })
  const text = await dialog.getByText(/^Suggested: λ = \d+ with 10 components/).innerText()
  const best = Number(/λ = (\d+)/.exec(text)?.[1])
  await expect(row(best)).toContainText('Best')
  await expect(dialog.getByRole('img', { name: new RegExp(`Best at ${best}\\.$`) })).toBeVisible()
  await lookAt(app, 'suggest smoothness')
  await restoreSize(page)

  const other = best === 3 ? 30 : 3
  await row(other)
    .getByRole('button', { name: `Take smoothness ${other}` })
    .click()
  await expect(row(other)).toContainText('Set in Analyse')
  await page.keyboard.press('Escape')
  await expect(panel.getByRole('slider', { name: 'Smoothness λ' })).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^${other}`),
  )
})
