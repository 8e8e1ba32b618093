/** The ways in: the command line, recent files, dropping, the demo, and formats that only the page can decode. */
import { copyFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { analyse, askToOpen, closeRecording, open } from '../steps/document'
import { expectMembers, putByKey } from '../steps/grouping'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const m4a = resolve(import.meta.dirname, '..', 'fixtures', 'glide-22050.m4a')

test('a file given at the start is opened, and is among the recent ones the next time', async ({
  workshop,
}) => {
  const { path, name } = await writeTruth(workshop.folder)
  const first = await workshop.launch({ files: [path] })
  await expect(placesOf(first.page).toolbar.getByRole('heading')).toContainText(name)
  await first.close()

  const second = await workshop.launch()
  const { welcome, toolbar } = placesOf(second.page)
  await welcome.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await expect(toolbar.getByRole('heading')).toContainText(name)
})

test('a dropped recording is opened', async ({ app, workshop }) => {
  const { path, name } = await writeTruth(workshop.folder)
  const { welcome, toolbar } = placesOf(app.page)
  await expect(welcome).toBeVisible()
  await app.dropFiles([path], app.page.getByRole('main'))
  await expect(toolbar.getByRole('heading')).toContainText(name)
})

test('the demo opens without a file of one’s own', async ({ app }) => {
  const { welcome, recording, analyse: panel } = placesOf(app.page)
  await welcome.getByRole('button', { name: 'Try the demo' }).click()
  await expect(recording).toContainText('kHz')
  await expect(panel.getByRole('button', { name: /^Analyse/ })).toBeEnabled()
})

test('an M4A file is decoded by the page at its own rate', async ({ app, workshop }) => {
  const path = join(workshop.folder, 'glide.m4a')
  await copyFile(m4a, path)
  await open(app, path)
  const { recording } = placesOf(app.page)
  await expect(recording).toContainText('22.05 kHz')
  await expect(recording).toContainText('1 (mono)')
  await expect(recording).toContainText(/(3|3\.0|2\.9|3\.1) s/)
  await analyse(app)
})

test('a file that cannot be opened says why, and nothing that was there is lost', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { notices, dialog, toolbar } = placesOf(page)
  const truth = await writeTruth(workshop.folder)
  const files = {
    'no sound.wav': 'Dear diary, this is not a sound at all.',
    'cut.flac': `fLaC${'\u0000'.repeat(64)}`,
    'cut.m4a': '\u0000\u0000\u0000\u0018ftypM4A \u0000\u0000\u0000\u0000M4A mp42',
    'cut.shellac': 'PK no archive',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(workshop.folder, name), text)
  await open(app, truth.path)
  await analyse(app)
  await putByKey(app, [1, 2], '1')

  for (const name of Object.keys(files)) {
    await test.step(name, async () => {
      await askToOpen(app, join(workshop.folder, name))
      await dialog.getByRole('button', { name: 'Do not save' }).click()
      await expect(notices).toContainText(`${name} could not be opened`)
      await notices
        .getByRole('button', { name: /^(Close|Dismiss)/ })
        .first()
        .click()
      await expect(toolbar.getByRole('heading')).toContainText(truth.name)
      await expectMembers(app, 'Source 1', [1, 2])
    })
  }
})

test('a recording without edits closes without a question', async ({ app, workshop }) => {
  const { path } = await writeTruth(workshop.folder)
  await open(app, path)
  await closeRecording(app)
})
