/** Clicks: counted on opening, removed before the analysis, shown, heard and undone. */
import { analyse, open, saveAs } from '../steps/document'
import { writeClicked } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test('clicks are counted, removed first, listed and heard alone', async ({ app, workshop }) => {
  const { analyse: panel, recording, tool, toolbar } = placesOf(app.page)
  await open(app, (await writeClicked(workshop.folder)).path)
  await expect(recording).toContainText(/Clicks\s*\d+(\.\d)? a second: remove them first/)
  await expect(panel).toContainText(/About \d+(\.\d)? clicks a second: remove them first/)

  await panel.getByRole('switch', { name: 'Remove clicks first' }).check()
  await analyse(app)
  const removed = panel.getByRole('group', { name: 'Removed clicks' })
  await expect(removed).toContainText(/^\s*\d\d clicks removed, \d+(\.\d)? a second/)

  await panel.getByText('The 50 strongest').or(panel.getByText('Where they were')).click()
  const places = panel.getByRole('list', { name: 'Where clicks were removed' }).getByRole('button')
  await places.nth(5).click()
  const timer = toolbar.getByRole('timer')
  await expect(timer).not.toHaveText('00:00.0')
  const there = await timer.innerText()
  await removed.getByRole('button', { name: 'Next removed click' }).click()
  await expect(timer).not.toHaveText(there)
  await removed.getByRole('button', { name: 'Previous removed click' }).click()
  await expect(timer).toHaveText(there)

  await removed.getByRole('button', { name: 'Hear the removed clicks alone' }).click()
  await expect(toolbar).toContainText('Removed clicks')
  await app.page.keyboard.press('Shift+R')
  await expect(toolbar.getByRole('radio', { name: 'Remaster' })).toBeChecked()
  await app.page.keyboard.press('R')
  await expect(toolbar.getByRole('radio', { name: 'Removed' })).toBeChecked()

  await tool(/^Undo/).click()
  await expect(removed).toBeHidden()
})

test('a project without its clicks opens without them again', async ({ app, workshop }) => {
  const { analyse: panel } = placesOf(app.page)
  await open(app, (await writeClicked(workshop.folder)).path)
  await panel.getByRole('switch', { name: 'Remove clicks first' }).check()
  await analyse(app)
  const removed = panel.getByRole('group', { name: 'Removed clicks' })
  await expect(removed).toContainText('clicks removed')
  const words = await removed.innerText()
  const path = `${workshop.folder}/clicked.shellac`
  await saveAs(app, path)
  await open(app, path)
  await expect(removed).toContainText(words.split(',')[0])
  await expect(panel.getByRole('switch', { name: 'Remove clicks first' })).toBeChecked()
})
