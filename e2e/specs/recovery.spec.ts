/** Work that nobody saved outlives the app. */
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppUnderTest } from '../shells/app'
import {
  analyse,
  beginAnalysis,
  chooseEndlessAnalysis,
  closeRecording,
  expectComponents,
  expectIterations,
  open,
  saveAs,
} from '../steps/document'
import { expectMembers, panByKeys, panOf, putByKey } from '../steps/grouping'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

/** Milliseconds: what a person did longer ago than this may not be lost. */
const promise = 2000
/** A killed server leaves its page with connections that fail. */
const broken = /ERR_CONNECTION|WebSocket|Failed to fetch|Failed to load resource|NetworkError/

const offers = ({ page }: AppUnderTest) => placesOf(page).welcome.getByRole('region', { name: 'Recover' })

async function recover(app: AppUnderTest, name: string): Promise<void> {
  await offers(app)
    .getByRole('button', { name: `Recover ${name}` })
    .click()
  await expect(placesOf(app.page).toolbar.getByRole('heading')).toContainText(name)
}

test('what was not saved when the app was killed is offered at the next start, undo and all', async ({
  app,
  workshop,
}) => {
  workshop.watch.forgive(broken)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [1, 2], '1')
  await putByKey(app, [9, 10], '0')
  await panByKeys(app, 'Source 1', 4)
  await app.page.waitForTimeout(promise)
  await app.kill()

  const next = await workshop.launch()
  await expect(offers(next)).toContainText('side a.wav')
  await expect(offers(next)).toContainText(/today, \d+:\d\d · \d+ changes, the last: Pan Source 1/)
  await recover(next, 'side a.wav')
  await expectComponents(next, 10)
  await expectMembers(next, 'Source 1', [1, 2])
  await expectMembers(next, 'Noise', [9, 10])
  expect(await panOf(next, 'Source 1')).toBe(40)
  await placesOf(next.page).tool('Undo: Pan Source 1').click()
  expect(await panOf(next, 'Source 1')).toBe(0)
  await placesOf(next.page).tool('Undo: Put 2 components in Noise').click()
  await expectMembers(next, 'Noise', [])
})

test('the saved file is as it was until the person saves what was recovered', async ({ app, workshop }) => {
  workshop.watch.forgive(broken)
  const path = join(workshop.folder, 'side a.shellac')
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await saveAs(app, path)
  const saved = await readFile(path)
  await putByKey(app, [3], '1')
  await app.page.waitForTimeout(promise)
  await app.kill()

  const next = await workshop.launch()
  await recover(next, 'side a.shellac')
  await expectMembers(next, 'Source 1', [3])
  expect((await readFile(path)).equals(saved)).toBe(true)
  await next.page.keyboard.press('ControlOrMeta+S')
  await expect(placesOf(next.page).notices).toContainText('Saved side a.shellac')
  expect((await readFile(path)).equals(saved)).toBe(false)
  await closeRecording(next)
  await expect(offers(next)).toHaveCount(0)
})

test('"Do not save" can be undone, and thrown away for good', async ({ app, workshop }) => {
  const { page } = app
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [1, 2], '1')
  const giveUp = async (): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+Shift+W')
    await page.getByRole('dialog').getByRole('button', { name: 'Do not save' }).click()
  }
  await giveUp()
  await recover(app, 'side a.wav')
  await expectMembers(app, 'Source 1', [1, 2])
  await giveUp()
  await offers(app).getByRole('button', { name: 'Throw away side a.wav' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click()
  await expect(offers(app)).toHaveCount(0)
})

test('a recording that was moved meanwhile is found again with the person’s help', async ({
  app,
  workshop,
}) => {
  workshop.watch.forgive(broken)
  const { path } = await writeTruth(workshop.folder)
  await open(app, path)
  await analyse(app)
  await putByKey(app, [1, 2], '1')
  await app.page.waitForTimeout(promise)
  await app.kill()
  const moved = join(workshop.folder, 'moved.wav')
  await rename(path, moved)

  const next = await workshop.launch()
  await offers(next).getByRole('button', { name: 'Recover side a.wav' }).click()
  const question = next.page.getByRole('dialog', { name: 'Where is side a.wav?' })
  next.answerOpen(moved)
  await question.getByRole('button', { name: 'Choose the file…' }).click()
  await next.finishDialog?.()
  await expectComponents(next, 10)
  await expectMembers(next, 'Source 1', [1, 2])
})

test('an analysis that was under way is offered again with its settings', async ({ app, workshop }) => {
  workshop.watch.forgive(broken)
  await open(app, (await writeTruth(workshop.folder)).path)
  await chooseEndlessAnalysis(app)
  await beginAnalysis(app)
  await expectIterations(app)
  await app.page.waitForTimeout(promise)
  await app.kill()

  const next = await workshop.launch()
  await expect(offers(next)).toContainText('an analysis was under way')
  await recover(next, 'side a.wav')
  await placesOf(next.page).notices.getByRole('button', { name: 'Analyse' }).click()
  await expectIterations(next)
})
