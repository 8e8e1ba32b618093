/** Two who work on one project do not undo each other's work. */
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyse, open, saveAs } from '../steps/document'
import { putByKey } from '../steps/grouping'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test('what somebody else has saved meanwhile is replaced only after a question', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const [path, theirs] = ['song.shellac', 'theirs.shellac'].map((name) => join(workshop.folder, name))
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await saveAs(app, path)
  await copyFile(path, theirs)
  await putByKey(app, [1, 2], '1')
  await page.keyboard.press('ControlOrMeta+S')
  await expect(page).toHaveTitle(/^song/)
  await copyFile(theirs, path)
  await putByKey(app, [3], '2')
  await page.keyboard.press('ControlOrMeta+S')
  const question = page.getByRole('dialog', { name: 'song.shellac was saved by somebody else' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect((await readFile(path)).equals(await readFile(theirs))).toBe(true)
  await page.keyboard.press('ControlOrMeta+S')
  await question.getByRole('button', { name: 'Replace theirs' }).click()
  await expect(page).toHaveTitle(/^song/)
  expect((await readFile(path)).equals(await readFile(theirs))).toBe(false)
  await expect(placesOf(page).toolbar).toBeVisible()
})
