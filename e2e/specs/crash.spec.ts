/** The engine ends though nobody asked it to. */
import { join } from 'node:path'
import {
  analyse,
  beginAnalysis,
  chooseEndlessAnalysis,
  expectComponents,
  expectIterations,
  open,
} from '../steps/document'
import { exportMix } from '../steps/exporting'
import { expectMembers, panByKeys, panOf, putByKey } from '../steps/grouping'
import { hear, listenIn } from '../steps/hearing'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const crashed = 'The engine stopped unexpectedly and was started again'

test('an analysis outlives one end of its engine by itself; after a second one it is for the person to start it', async ({
  app,
  workshop,
}) => {
  const { analyse: panel, notices } = placesOf(app.page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await chooseEndlessAnalysis(app)
  await beginAnalysis(app)
  await expectIterations(app)
  await app.killEngine()
  await expect(notices).toContainText(crashed)
  await expect(notices).toContainText('The analysis was interrupted')
  await expectIterations(app)
  await app.killEngine()
  await expect(notices).toContainText('The analysis did not finish')
  await panel.getByRole('radio', { name: 'Preview' }).check()
  await beginAnalysis(app)
  await expectComponents(app, 10)
})

test('what was grouped outlives the engine, and sounds the same to the bit', async ({ app, workshop }) => {
  const { page } = app
  const { notices } = placesOf(page)
  await listenIn(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [1, 2], '1')
  await putByKey(app, [6, 7, 8, 9, 10], '0')
  await panByKeys(app, 'Source 1', 4)
  const before = await exportMix(app, join(workshop.folder, 'before.wav'))

  await app.killEngine()
  await expect(notices).toContainText(crashed)
  await expectMembers(app, 'Source 1', [1, 2])
  await expectMembers(app, 'Noise', [6, 7, 8, 9, 10])
  expect(await panOf(app, 'Source 1')).toBe(40)

  expect(await hear(app)).not.toHaveLength(0)
  expect(await exportMix(app, join(workshop.folder, 'after.wav'))).toEqual(before)
})
