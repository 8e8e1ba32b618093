/** Where exports go: a folder that is shown, downloads of the browser, files that are there already. And the native menu. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyse, open } from '../steps/document'
import { exportAs, exportMix, readSound } from '../steps/exporting'
import { putByKey } from '../steps/grouping'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test.beforeEach(async ({ app, workshop }) => {
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [6, 7, 8, 9, 10], '0')
})

test('an export is handed to the browser as downloads, the sound and its reports', async ({
  app,
  workshop,
}) => {
  test.skip(app.shell !== 'browser', 'windows of the desktop have no downloads')
  const { page } = app
  const { dialog } = placesOf(page)
  await exportMix(app, join(workshop.folder, 'in the folder.wav'))

  await page.keyboard.press('ControlOrMeta+E')
  await dialog.getByRole('button', { name: 'Choose where…' }).click()
  await dialog.getByLabel('Name', { exact: true }).fill('in the downloads.wav')
  const names = new Map<string, string>()
  page.on('download', (download) => {
    const path = join(workshop.folder, `got ${download.suggestedFilename()}`)
    void download.saveAs(path).then(() => names.set(download.suggestedFilename(), path))
  })
  await dialog.getByRole('button', { name: 'Download' }).click()
  await expect(page.getByRole('dialog', { name: 'Exported' })).toBeVisible()
  await expect
    .poll(() => [...names.keys()].sort())
    .toEqual(['', '.report.html', '.report.json', '.report.md'].map((end) => `in the downloads.wav${end}`))
  expect(await readFile(names.get('in the downloads.wav') ?? '')).toEqual(
    await readFile(join(workshop.folder, 'in the folder.wav')),
  )
})

test('the folder of an export is shown by the system', async ({ app, workshop }) => {
  test.skip(app.shell === 'browser', 'a page in a browser cannot')
  const { page } = app
  const { dialog } = placesOf(page)
  const path = join(workshop.folder, 'shown.wav')
  app.answerSave(path)
  await page.keyboard.press('ControlOrMeta+E')
  await dialog.getByRole('button', { name: 'Choose where…' }).click()
  await dialog.getByRole('button', { name: 'Show in folder' }).click()
  await expect.poll(() => app.shownInFolder()).toEqual([path])
})

test('parts of a mix are exported as they are, and 16 bits as 16 bits', async ({ app, workshop }) => {
  const pathOf = (name: string): string => join(workshop.folder, name)
  await exportAs(app, { what: 'What was removed', path: pathOf('removed.wav') })
  await exportAs(app, { what: 'Mono without noise', path: pathOf('mono.wav'), bits: '16 bit' })
  const [removed, mono] = [await readSound(pathOf('removed.wav')), await readSound(pathOf('mono.wav'))]
  expect(removed.channels).toHaveLength(1)
  expect(mono.channels).toHaveLength(1)
  expect((await readFile(pathOf('mono.wav'))).readUInt16LE(34)).toBe(16)
})

test('a file that is there is replaced only after a question', async ({ app, workshop }) => {
  test.skip(app.shell !== 'browser', 'the system’s dialog asks in windows of the desktop')
  const { page } = app
  const path = join(workshop.folder, 'mine.wav')
  await writeFile(path, 'mine')
  app.answerSave(path)
  await page.keyboard.press('ControlOrMeta+E')
  await page.getByRole('button', { name: 'Choose where…' }).click()
  await app.finishDialog?.()
  const question = page.getByRole('dialog', { name: 'Replace mine.wav?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(await readFile(path, 'utf8')).toBe('mine')
})

test('a report of another export is replaced only after a question', async ({ app, workshop }) => {
  const { page } = app
  const [path, report] = ['mine.wav', 'mine.wav.report.md'].map((name) => join(workshop.folder, name))
  await writeFile(report, 'mine')
  app.answerSave(path)
  await page.keyboard.press('ControlOrMeta+E')
  await page.getByRole('button', { name: 'Choose where…' }).click()
  await app.finishDialog?.()
  const question = page.getByRole('dialog', { name: 'Replace mine.wav?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(await readFile(report, 'utf8')).toBe('mine')
})

test('commands of the menu do what their keys do', async ({ app }) => {
  const { tool, strip } = placesOf(app.page)
  await app.clickMenu('View', 'Light theme')
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'light')
  const undo = app.shell === 'browser' ? 'Undo' : 'Undo Put 5 components in Noise'
  // The menu hears of the page a moment later.
  await expect(() => app.clickMenu('Edit', undo)).toPass()
  await expect(tool('Redo: Put 5 components in Noise')).toBeEnabled()
  await expect(strip('Noise')).toContainText('0 components')
  const redo = app.shell === 'browser' ? 'Redo' : 'Redo Put 5 components in Noise'
  await expect(() => app.clickMenu('Edit', redo)).toPass()
  await expect(strip('Noise')).toContainText('5 components')
  await expect(() => expect(app.clickMenu('Edit', redo)).rejects.toThrow()).toPass()
  await app.clickMenu('Help', 'Keys')
  await expect(app.page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
})
