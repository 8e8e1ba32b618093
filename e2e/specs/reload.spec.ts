/** The page is loaded anew. */
import { expect, test } from '../test'
import {
  analyse,
  beginAnalysis,
  chooseEndlessAnalysis,
  expectComponents,
  expectIterations,
  open,
} from '../steps/document'
import { expectMembers, putByKey } from '../steps/grouping'
import { writeTruth } from '../steps/recordings'
import { reload } from '../steps/reload'
import { placesOf } from '../steps/window'

test('an analysis goes on while the page is loaded anew, and lands in the new one', async ({
  app,
  workshop,
}) => {
  const { analyse: panel, tool } = placesOf(app.page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await chooseEndlessAnalysis(app)
  await beginAnalysis(app)
  await expectIterations(app)
  await reload(app)
  await expectIterations(app)
  await panel.getByRole('button', { name: 'Stop and keep' }).click()
  await expectComponents(app, 30)
  await expect(tool('Undo: Decompose into 30 components')).toBeEnabled()
})

test('edits and their undo are there after the page was loaded anew', async ({ app, workshop }) => {
  const { tool, strip, components } = placesOf(app.page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [1, 2], '1')
  await putByKey(app, [9, 10], '0')
  await reload(app)
  await expectComponents(app, 10)
  await expectMembers(app, 'Source 1', [1, 2])
  await expectMembers(app, 'Noise', [9, 10])
  await tool('Undo: Put 2 components in Noise').click()
  await expectMembers(app, 'Noise', [])
  await tool('Undo: Put 2 components in Source 1').click()
  await expect(strip('Source 1')).toHaveCount(0)
  await tool('Undo: Decompose into 10 components').click()
  await expect(components).toContainText('Not analysed yet')
})
