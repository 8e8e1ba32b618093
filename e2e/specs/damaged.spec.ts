/** Damaged projects open as far as they go, and say what is missing. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyse, askToOpen, closeRecording, expectComponents, open, saveAs } from '../steps/document'
import { expectMembers, putByKey } from '../steps/grouping'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import type { AppUnderTest } from '../shells/app'
import { expect, test } from '../test'

/** A saved project with a group, closed; then one bit is wrong in the part of that name. */
async function saveDamaged(app: AppUnderTest, folder: string, part: string) {
  const recording = (await writeTruth(folder)).path
  const project = join(folder, 'side a.shellac')
  await open(app, recording)
  await analyse(app)
  await putByKey(app, [1, 2], '1')
  await saveAs(app, project)
  await closeRecording(app)
  const bytes = await readFile(project)
  bytes[bytes.indexOf(part) + part.length + 500] ^= 1
  await writeFile(project, bytes)
  return { recording, project, bytes }
}

test('a project whose recording is damaged inside takes the original, by its content only', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { recording, project, bytes } = await saveDamaged(app, workshop.folder, 'recording.flac')
  const other = join(workshop.folder, 'another.wav')
  await writeFile(other, (await readFile(recording)).fill(0, 1000))
  await askToOpen(app, project)
  const question = page.getByRole('dialog', { name: 'Where is side a.wav?' })
  for (const answer of [other, recording]) {
    await expect(question).toContainText(answer === other ? 'is damaged' : 'other content')
    app.answerOpen(answer)
    await question.getByRole('button', { name: 'Choose the recording…' }).click()
    await app.finishDialog?.()
  }
  await expect(placesOf(page).notices).toContainText('side a.shellac is damaged and was opened in part')
  await expectMembers(app, 'Source 1', [1, 2])
  // It is saved elsewhere; the damaged file stays as it is.
  await saveAs(app, join(workshop.folder, 'whole.shellac'))
  expect((await readFile(project)).equals(bytes)).toBe(true)
})

test('a project whose components are damaged is analysed again and has its groups back', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { project } = await saveDamaged(app, workshop.folder, 'H.npy')
  await askToOpen(app, project)
  const question = page.getByRole('dialog', { name: 'Open what is left of it?' })
  await question.getByRole('button', { name: 'Open' }).click()
  await expect(placesOf(page).notices).toContainText('has to be decomposed again')
  await analyse(app)
  await expectComponents(app, 10)
  await expectMembers(app, 'Source 1', [1, 2])
})
