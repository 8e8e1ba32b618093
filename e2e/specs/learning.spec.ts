/** Learning from stretches of the recording: marked, named, analysed with, and taken back. */
import { beginAnalysis, expectComponents, open } from '../steps/document'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test('noise and a source are learned from what is marked, and arrive grouped', async ({ app, workshop }) => {
  const { page } = app
  const { analyse: panel, strip, timeline, tool } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  const learned = panel.getByRole('list', { name: 'Learned in the next analysis' })
  const ruler = timeline.locator('.ruler')
  const { width } = (await ruler.boundingBox()) ?? { width: 0 }
  const mark = async (from: number, to: number): Promise<void> => {
    await ruler.hover({ position: { x: from * width, y: 6 } })
    await page.mouse.down()
    await ruler.hover({ position: { x: to * width, y: 6 } })
    await page.mouse.up()
  }

  await mark(0.1, 0.3)
  await panel.getByRole('button', { name: 'Only noise' }).click()
  await expect(learned.getByRole('listitem')).toHaveCount(1)
  await expect(learned).toContainText('Noise')

  await mark(0.5, 0.8)
  await page.keyboard.press('Shift+L')
  await page.getByLabel('Name of the source').fill('Clarinet')
  await page.keyboard.press('Enter')
  await expect(learned.getByRole('listitem')).toHaveCount(2)
  await expect(timeline).toContainText('Clarinet')

  await beginAnalysis(app)
  // Ten free ones, eight of the source and eight of the noise.
  await expectComponents(app, 26)
  await expect(strip('Noise')).toContainText('8')
  await expect(strip('Clarinet')).toBeVisible()

  const filter = strip('Noise').getByRole('switch', { name: 'Filter learned noise' })
  await expect(filter).toBeChecked()
  await filter.uncheck()
  await tool('Undo: Do not filter learned noise').click()
  await expect(filter).toBeChecked()

  await tool(/^Undo: Decompose/).click()
  await tool('Undo: Learn Clarinet').click()
  await expect(learned.getByRole('listitem')).toHaveCount(1)
  await panel.getByRole('button', { name: 'Do not learn noise' }).click()
  await expect(learned).toBeHidden()
  await tool('Undo: Do not learn noise').click()
  await expect(learned).toContainText('Noise')
})
