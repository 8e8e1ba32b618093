/** The whole way without a mouse. */
import { join } from 'node:path'
import type { AppUnderTest } from '../shells/app'
import { expectComponents } from '../steps/document'
import { readSound } from '../steps/exporting'
import { expectMembers, panOf } from '../steps/grouping'
import { goToLane, stopsWithoutVisibleFocus, tabTo } from '../steps/keyboard'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

/** In the page's own picker; the system's is not driven. */
async function pickByKeys({ page, shell }: AppUnderTest, name: string): Promise<void> {
  if (shell !== 'browser') return
  const { dialog } = placesOf(page)
  await tabTo(page, dialog.getByRole('list').getByTitle(name, { exact: true }))
  await page.keyboard.press('Enter')
}

async function openByKeys(app: AppUnderTest, path: string): Promise<void> {
  const { page } = app
  await expect(placesOf(page).welcome).toBeVisible()
  app.answerOpen(path)
  await page.keyboard.press('ControlOrMeta+O')
  await pickByKeys(app, 'side a.wav')
  await expect(placesOf(page).analyse).toBeVisible()
}

test('open, analyse, group, pan, play and export by keys alone', async ({ app, workshop }) => {
  const { page } = app
  const { keyboard } = page
  const places = placesOf(page)
  const { path } = await writeTruth(workshop.folder)
  await openByKeys(app, path)
  await keyboard.press('ControlOrMeta+Enter')
  await expectComponents(app, 10)

  await test.step('arrows choose, with Shift more; figures group', async () => {
    await goToLane(page, 2)
    await keyboard.press('Shift+ArrowDown')
    await expect(places.components).toContainText('2 chosen')
    await keyboard.press('1')
    await expectMembers(app, 'Source 1', [2, 3])
    await keyboard.press('ControlOrMeta+A')
    await keyboard.press('N')
    await expectMembers(app, 'Noise', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    await keyboard.press('ControlOrMeta+Z')
    await expectMembers(app, 'Source 1', [2, 3])
    await keyboard.press('Escape')
    await expect(places.components).not.toContainText(/\d chosen/)
  })

  await test.step('F2 names a component, Enter lets it be heard, Backspace takes it out', async () => {
    await goToLane(page, 3)
    await keyboard.press('F2')
    await keyboard.type('Low clarinet')
    await keyboard.press('Enter')
    await expect(places.components.getByRole('row', { name: /^Low clarinet, / })).toBeVisible()
    await goToLane(page, 3)
    await keyboard.press('Enter')
    await expect(places.toolbar).toContainText('Heard alone: Low clarinet')
    await keyboard.press(' ')
    await expect(places.tool('Play')).toBeVisible()
    await keyboard.press('Backspace')
    await expectMembers(app, 'Source 1', [2])
  })

  await test.step('a slider moves by arrows, pages, Home and End, and takes a number', async () => {
    await tabTo(page, places.sources.getByRole('slider', { name: 'Pan of Source 1' }))
    await keyboard.press('End')
    expect(await panOf(app, 'Source 1')).toBe(100)
    await keyboard.press('ArrowLeft')
    await keyboard.press('PageDown')
    expect(await panOf(app, 'Source 1')).toBe(89)
    await keyboard.press('Home')
    expect(await panOf(app, 'Source 1')).toBe(-100)
    await keyboard.press('Enter')
    await keyboard.type('R 25')
    await keyboard.press('Enter')
    expect(await panOf(app, 'Source 1')).toBe(25)
  })

  await test.step('Space plays wherever the focus is but in a text', async () => {
    await keyboard.press(' ')
    await expect(places.tool('Pause')).toBeVisible()
    await keyboard.press(' ')
    await expect(places.tool('Play')).toBeVisible()
  })

  await test.step('export', async () => {
    const target = join(workshop.folder, 'by keys.wav')
    app.answerSave(target)
    await keyboard.press('ControlOrMeta+E')
    await tabTo(page, places.dialog.getByRole('button', { name: 'Choose where…' }))
    await keyboard.press('Enter')
    if (app.shell === 'browser') {
      await expect(places.dialog.getByLabel('Name', { exact: true })).toBeFocused()
      await keyboard.press('ControlOrMeta+A')
      await keyboard.type('by keys.wav')
      await tabTo(page, places.dialog.getByRole('button', { name: 'Save here' }))
      await keyboard.press('Enter')
    }
    await expect(page.getByRole('dialog', { name: 'Exported' })).toBeVisible()
    await keyboard.press('Escape')
    expect((await readSound(target)).channels).toHaveLength(2)
  })
})

test('the palette finds commands and runs them; what cannot be done says why', async ({ app, workshop }) => {
  const { page } = app
  const { dialog, lanes } = placesOf(page)
  const { path } = await writeTruth(workshop.folder)
  const openPalette = () =>
    expect(async () => {
      if (!(await dialog.isVisible())) await page.keyboard.press('ControlOrMeta+K')
      await expect(dialog.locator('input')).toBeFocused({ timeout: 1000 })
    }).toPass()
  await openPalette()
  await page.keyboard.type('export')
  await expect(dialog.getByRole('option', { name: /Export…/ })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  await openByKeys(app, path)
  await openPalette()
  await page.keyboard.type('analy')
  await page.keyboard.press('Enter')
  await expect(lanes).toHaveCount(10)
})

test('every dialog closes by Escape and gives the focus back', async ({ app, workshop }) => {
  const { page } = app
  const { path } = await writeTruth(workshop.folder)
  await openByKeys(app, path)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expectComponents(app, 10)
  const { lane } = placesOf(page)
  await goToLane(page, 1)
  await page.keyboard.press('1')
  const isBrowser = app.shell === 'browser'
  for (const [key, title] of [
    ['?', 'Keys'],
    ['ControlOrMeta+K', 'Find a command'],
    ['ControlOrMeta+E', 'Export'],
    ['ControlOrMeta+Shift+W', /^Save what you did/],
    ...(isBrowser
      ? [['ControlOrMeta+O', 'Open'] as const, ['ControlOrMeta+Shift+S', 'Save project'] as const]
      : []),
  ] as const) {
    await test.step(String(title), async () => {
      await page.keyboard.press(key)
      await expect(page.getByRole('dialog', { name: title })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(lane(1)).toBeFocused()
    })
  }
})

test('wherever Tab leads the focus is visible', async ({ app, workshop }) => {
  const { page } = app
  const { path } = await writeTruth(workshop.folder)
  await openByKeys(app, path)
  expect(await stopsWithoutVisibleFocus(page)).toEqual([])
  await page.keyboard.press('ControlOrMeta+Enter')
  await expectComponents(app, 10)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('1')
  expect(await stopsWithoutVisibleFocus(page)).toEqual([])
})
