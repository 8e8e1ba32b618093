/** Every state of the window in both themes and three sizes: pictures to look at, and nothing cut off. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  analyse,
  askToOpen,
  beginAnalysis,
  chooseEndlessAnalysis,
  expectComponents,
  expectIterations,
  open,
} from '../steps/document'
import { panByKeys, putByKey, renameSource } from '../steps/grouping'
import { lookAt, restoreSize } from '../steps/looks'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const longName =
  'A recording whose name is so long that no toolbar in the world has the room to show all of it.wav'

test('welcome, the picker, what went wrong, and a recording of a long name', async ({ app, workshop }) => {
  const { page } = app
  const { welcome, dialog, notices } = placesOf(page)
  const { path } = await writeTruth(workshop.folder, { name: longName })
  await expect(welcome).toBeVisible()
  await lookAt(app, 'welcome')
  if (app.shell === 'browser') {
    await page.keyboard.press('ControlOrMeta+O')
    await expect(dialog.getByTitle(longName)).toBeVisible()
    await lookAt(app, 'picker')
    await page.keyboard.press('Escape')
  }
  const odd = join(workshop.folder, 'no sound.wav')
  await writeFile(odd, 'Dear diary')
  await askToOpen(app, odd)
  await expect(notices).toContainText('could not be opened')
  await lookAt(app, 'error')
  await open(app, path)
  await lookAt(app, 'opened')
})

test('the analysis, its components, sources and dialogs', async ({ app, workshop }) => {
  const { page } = app
  const { dialog, analyse: panel } = placesOf(page)
  const { path } = await writeTruth(workshop.folder)
  await open(app, path)
  await chooseEndlessAnalysis(app)
  await beginAnalysis(app)
  await expectIterations(app)
  await lookAt(app, 'analysing')
  await restoreSize(page)
  await panel.getByRole('button', { name: 'Stop and keep' }).click()
  await expectComponents(app, 30)
  await lookAt(app, 'many components')
  await restoreSize(page)

  await panel.getByRole('radio', { name: 'Standard' }).check()
  await analyse(app)
  await putByKey(app, [1, 2], '1')
  await putByKey(app, [3, 4, 5], '2')
  await putByKey(app, [6, 7, 8, 9, 10], '0')
  await renameSource(app, 'Source 1', 'Tuba')
  await renameSource(app, 'Source 2', 'A clarinet that somebody has given a rather long name')
  await panByKeys(app, 'Tuba', 3)
  await lookAt(app, 'grouped')
  await restoreSize(page)

  for (const [key, state] of [
    ['ControlOrMeta+E', 'export'],
    ['ControlOrMeta+K', 'palette'],
    ['?', 'keys'],
    ['ControlOrMeta+Shift+W', 'question'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(dialog).toBeVisible()
    await lookAt(app, state)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
})
