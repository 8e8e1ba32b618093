/** Exports by the dialog, and what was written. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import { readWav, type Sound } from '../audio/wavFile'
import type { AppUnderTest } from '../shells/app'
import { select } from './grouping'
import { placesOf } from './window'

export interface ExportOrder {
  /** As the dialog calls it. */
  readonly what: string
  /** A file, or a folder for several files. */
  readonly path: string
  readonly bits?: '16 bit' | '24 bit' | '32 bit float'
}

/** Exports by the dialog and closes it; as 32-bit floats unless said otherwise. */
export async function exportAs(app: AppUnderTest, order: ExportOrder): Promise<void> {
  const { page } = app
  const { dialog } = placesOf(page)
  await page.keyboard.press('ControlOrMeta+E')
  await chooseContents(dialog, [order.what])
  await unfold(dialog, 'Format and level')
  await select(
    dialog.getByRole('combobox', { name: /^Bits a sample/ }),
    new RegExp(`^${order.bits ?? '32 bit float'}`),
  )
  app.answerSave(order.path)
  await dialog.getByRole('button', { name: 'Choose where…' }).click()
  await app.finishDialog?.()
  await expect(page.getByRole('dialog', { name: 'Exported' })).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** Chooses exactly these contents, as the dialog calls them. */
export async function chooseContents(dialog: Locator, labels: readonly string[]): Promise<void> {
  const group = dialog.getByRole('group', { name: 'What: one or several' })
  for (const label of labels) await group.getByRole('checkbox', { name: label }).check()
  for (const box of await group.getByRole('checkbox').all()) {
    const isWanted = labels.includes((await box.getAttribute('aria-label')) ?? '')
    if (!isWanted && (await box.isChecked())) await box.uncheck()
  }
}

/** Opens a folded part of the dialog. */
export async function unfold(dialog: Locator, title: string): Promise<void> {
  const summary = dialog.page().locator('summary', { hasText: new RegExp(`^\\s*${title}`) })
  const fold = dialog.locator('details').filter({ has: summary })
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click()
}

export async function readSound(path: string): Promise<Sound> {
  return readWav(await readFile(path))
}

/** The mono WAV files of a folder, in the order of their names. */
export async function readFolder(folder: string): Promise<readonly Float32Array[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.wav')).sort()
  const sounds = await Promise.all(names.map((name) => readSound(join(folder, name))))
  return sounds.map(({ channels }) => channels[0])
}

/** Exports every component and reads them back, by number from 1 (0 is empty). */
export async function exportComponents(app: AppUnderTest, path: string): Promise<readonly Float32Array[]> {
  await exportAs(app, { what: 'One file per component', path })
  const components = await readFolder(path)
  if (components.length === 0) throw new Error(`No component was written to ${basename(path)}.`)
  return [new Float32Array(), ...components]
}

/** Exports the remaster and reads it back. */
export async function exportMix(app: AppUnderTest, path: string): Promise<Sound> {
  await exportAs(app, { what: 'Stereo remaster', path })
  return readSound(path)
}
