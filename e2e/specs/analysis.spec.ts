/** Ending an analysis early. */
import {
  beginAnalysis,
  chooseEndlessAnalysis,
  expectComponents,
  expectIterations,
  open,
} from '../steps/document'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test.beforeEach(async ({ app, workshop }) => {
  await open(app, (await writeTruth(workshop.folder)).path)
  await chooseEndlessAnalysis(app)
  await beginAnalysis(app)
  await expectIterations(app)
})

test('a cancelled analysis leaves nothing behind', async ({ app }) => {
  const { analyse, components, notices, tool } = placesOf(app.page)
  await analyse.getByRole('button', { name: 'Cancel' }).click()
  await expect(analyse.getByRole('button', { name: /^Analyse/ })).toBeEnabled()
  await expect(components).toContainText('Not analysed yet')
  await expect(tool('Undo')).toBeDisabled()
  await expect(tool('Export…')).toBeDisabled()
  await expect(notices).toHaveText('')
})

test('an analysis that is stopped keeps its components so far', async ({ app }) => {
  const { analyse, tool } = placesOf(app.page)
  await analyse.getByRole('button', { name: 'Stop and keep' }).click()
  await expectComponents(app, 30)
  const outcome = analyse.getByRole('group', { name: 'Last analysis' })
  await expect(outcome).toContainText('30 components found')
  await expect(outcome).toContainText(/\d+ of 100000/)
  await expect(tool('Undo: Decompose into 30 components')).toBeEnabled()
})

test('the rest of the app stays usable while it works', async ({ app }) => {
  const { analyse, tool, toolbar } = placesOf(app.page)
  await tool('Play').click()
  await expect(toolbar.getByRole('timer')).not.toHaveText('00:00.0')
  await tool('Pause').click()
  await expect(analyse.getByRole('button', { name: 'Cancel' })).toBeEnabled()
})
