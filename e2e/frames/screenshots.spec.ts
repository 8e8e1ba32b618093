/** The pictures of docs/screenshots, of the demo as a person would group it. To be looked at before they are committed. */
import { resolve } from 'node:path'
import { analyse } from '../steps/document'
import { panByMouse, putByKey, renameSource } from '../steps/grouping'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const folder = resolve(import.meta.dirname, '..', '..', 'docs', 'screenshots')
/** By the numbers of their components, and where the cap of the pan is left. */
const sources = [
  { name: 'Low brass', components: [1, 2], pan: 0.42 },
  { name: 'Voice', components: [3, 4], pan: 0.5 },
  { name: 'Strings', components: [6, 7, 8], pan: 0.62 },
] as const
const noise = [5, 9, 10]
/** Seconds in which something is heard. */
const played = 5

test('the window', async ({ app }) => {
  const { page } = app
  const { tool, toolbar, analyse: panel, dialog, lanes, welcome } = placesOf(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await welcome.getByRole('button', { name: 'Try the demo' }).click()
  await expect(panel).toBeVisible()
  await analyse(app)
  for (const [index, { name, components, pan }] of sources.entries()) {
    await putByKey(app, components, String(index + 1))
    // Every new one gets the first name that is free.
    await renameSource(app, 'Source 1', name)
    await panByMouse(app, name, pan)
  }
  await putByKey(app, noise, '0')
  await lanes.nth(2).click({ position: { x: 20, y: 10 } })
  await toolbar.getByRole('radio', { name: 'Remaster' }).click()
  await tool('Play').click()
  await page.waitForTimeout(1000 * played)
  await tool('Pause').click()
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.evaluate((shown) => (document.documentElement.dataset.theme = shown), theme)
    await page.mouse.move(0, 0)
    await page.waitForTimeout(1000)
    await page.screenshot({ path: `${folder}/grouped-${theme}.png` })
  }
  await page.keyboard.press('ControlOrMeta+E')
  await expect(dialog).toBeVisible()
  await page.screenshot({ path: `${folder}/export-light.png` })
})
