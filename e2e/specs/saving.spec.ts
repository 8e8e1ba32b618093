/** Two who work on one project do not undo each other's work. */
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyse, closeRecording, open, saveAs } from '../steps/document'
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

test('a project that is open elsewhere is only read, and taken over when it is closed there', async ({
  app,
  workshop,
}) => {
  test.skip(app.shell !== 'browser', 'a second start of the desktop app hands its files to the first')
  const path = join(workshop.folder, 'song.shellac')
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await saveAs(app, path)

  const other = await workshop.launch()
  await open(other, path)
  const { notices, toolbar } = placesOf(other.page)
  await expect(notices).toContainText('song.shellac is open elsewhere and is only read here')
  await expect(notices).toContainText(/has had it open since today, \d+:\d\d, .* \(process \d+\)/)
  await expect(toolbar.getByRole('heading')).toContainText('song.shellac (read-only)')
  // It is saved under another name only.
  const before = await readFile(path)
  await putByKey(other, [1, 2], '1')
  other.answerSave(join(workshop.folder, 'copy.shellac'))
  await other.page.keyboard.press('ControlOrMeta+S')
  await other.finishDialog?.()
  await expect(notices).toContainText('Saved copy.shellac')
  expect((await readFile(path)).equals(before)).toBe(true)

  // Its own name is asked about once more.
  other.answerSave(path)
  await other.page.keyboard.press('ControlOrMeta+Shift+S')
  await other.finishDialog?.()
  const question = other.page.getByRole('dialog', { name: 'song.shellac is open elsewhere' })
  await expect(question).toContainText('has had it open since today')
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect((await readFile(path)).equals(before)).toBe(true)

  // Its owner has it until it is closed.
  await open(other, path)
  const takeOver = notices.getByRole('button', { name: 'Take over' })
  await takeOver.click()
  // Offered once more: it is still open there.
  await expect(takeOver).toBeVisible()
  await expect(toolbar.getByRole('heading')).toContainText('(read-only)')
  await closeRecording(app)
  await takeOver.click()
  await expect(notices).toContainText('song.shellac is saved from here now')
  await putByKey(other, [3], '2')
  await other.page.keyboard.press('ControlOrMeta+S')
  await expect(other.page).toHaveTitle(/^song/)
  expect((await readFile(path)).equals(before)).toBe(false)
})
