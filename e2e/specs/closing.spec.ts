/** Unsaved work is never given up without a question. */
import type { Dialog } from '@playwright/test'
import type { AppUnderTest } from '../shells/app'
import { analyse, open } from '../steps/document'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const question = /^Save what you did with/
/** Milliseconds: longer than a window of the desktop waits for a page that does not answer. */
const longThought = 3500

test('closing the window asks; the person may stay, or go without saving', async ({ app, workshop }) => {
  const { page } = app
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await wishCloseAnd(app, 'stay')
  await expect(placesOf(page).lanes).toHaveCount(10)
  const closed = page.waitForEvent('close')
  await wishCloseAnd(app, 'leave')
  await closed
})

test('a window without unsaved work closes at once', async ({ app, workshop }) => {
  const { page } = app
  await open(app, (await writeTruth(workshop.folder)).path)
  const dialogs: Dialog[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog))
  const closed = page.waitForEvent('close')
  await app.wishClose()
  await closed
  expect(dialogs).toEqual([])
})

test('another recording in its place asks as well; Escape keeps what is open', async ({ app, workshop }) => {
  const { page } = app
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await page.keyboard.press('ControlOrMeta+Shift+W')
  await expect(page.getByRole('dialog', { name: question })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(placesOf(page).lanes).toHaveCount(10)
})

/** The page's own question in a window of the desktop, the browser's in a tab. */
async function wishCloseAnd(app: AppUnderTest, answer: 'stay' | 'leave'): Promise<void> {
  const { page } = app
  if (app.shell === 'browser') {
    const asked = page.waitForEvent('dialog')
    await app.wishClose()
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await (answer === 'stay' ? dialog.dismiss() : dialog.accept())
    return
  }
  const dialog = page.getByRole('dialog', { name: question })
  // A wish is not heard while the answer to the one before is on its way.
  await expect(async () => {
    await app.wishClose()
    await expect(dialog).toBeVisible({ timeout: 1000 })
  }).toPass()
  if (answer === 'stay') await page.waitForTimeout(longThought)
  await dialog.getByRole('button', { name: answer === 'stay' ? 'Cancel' : 'Do not save' }).click()
}
