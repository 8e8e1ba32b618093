/** Opening, analysing, saving. */
import { basename } from 'node:path'
import { expect } from '@playwright/test'
import type { AppUnderTest } from '../shells/app'
import { placesOf } from './window'

/** Opens a recording or project by the button of the welcome screen or, later, by its key. */
export async function open(app: AppUnderTest, path: string): Promise<void> {
  await askToOpen(app, path)
  await expect(placesOf(app.page).toolbar.getByRole('heading')).toContainText(basename(path))
}

/** As `open`, but says nothing about what comes of it. */
export async function askToOpen(app: AppUnderTest, path: string): Promise<void> {
  const { page } = app
  app.answerOpen(path)
  const { welcome, toolbar } = placesOf(page)
  await expect(welcome.or(toolbar)).toBeVisible()
  const button = welcome.getByRole('button', { name: 'Open a recording or project…' })
  if (await button.isVisible()) await button.click()
  else await page.keyboard.press('ControlOrMeta+O')
  await app.finishDialog?.()
}

/** Analyses with the present settings and waits for the lanes. */
export async function analyse(app: AppUnderTest, { components = 10 } = {}): Promise<void> {
  await beginAnalysis(app)
  await expectComponents(app, components)
}

export async function beginAnalysis({ page }: AppUnderTest): Promise<void> {
  await placesOf(page)
    .analyse.getByRole('button', { name: /^Analyse( again)?/ })
    .click()
}

export async function expectComponents({ page }: AppUnderTest, count: number): Promise<void> {
  await expect(placesOf(page).lanes).toHaveCount(count, { timeout: 30_000 })
}

/** Settings with which an analysis goes on for minutes. */
export async function chooseEndlessAnalysis({ page }: AppUnderTest): Promise<void> {
  const { analyse: panel } = placesOf(page)
  await panel.getByRole('button', { name: 'All settings' }).click()
  for (const [name, value] of [
    ['Components K', '30'],
    ['Iterations', '100000'],
    ['Tolerance ε', '0'],
  ] as const) {
    await panel.getByRole('spinbutton', { name }).fill(value)
    await panel.getByRole('spinbutton', { name }).press('Enter')
  }
}

/** Waits until an analysis has gone through some iterations. */
export async function expectIterations({ page }: AppUnderTest): Promise<void> {
  const progress = placesOf(page).analyse.getByRole('group', { name: 'Progress of the analysis' })
  await expect(progress.getByText(/^\d+ of 100000$/)).toBeVisible({ timeout: 30_000 })
}

export async function saveAs(app: AppUnderTest, path: string): Promise<void> {
  app.answerSave(path)
  await app.page.keyboard.press('ControlOrMeta+Shift+S')
  await app.finishDialog?.()
  await expect(placesOf(app.page).notices).toContainText(`Saved ${basename(path)}`)
}

/** Closes what is open; there must be nothing unsaved. */
export async function closeRecording({ page }: AppUnderTest): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+W')
  await expect(placesOf(page).welcome).toBeVisible()
}
