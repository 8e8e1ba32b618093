/** Painting on the spectrogram by the mouse. */
import type { Locator } from '@playwright/test'
import type { AppUnderTest } from '../shells/app'
import { depthOf, type Axes, type Place } from './picturing'
import { select } from './grouping'
import { placesOf } from './window'

/** Takes the brush and says what it paints. */
export async function takeBrush(app: AppUnderTest, belongsTo: string): Promise<void> {
  const { spectrogram } = placesOf(app.page)
  await spectrogram.getByRole('button', { name: 'Paint on the spectrogram' }).click()
  await select(spectrogram.getByRole('combobox', { name: /^What I paint belongs/ }), `To ${belongsTo}`)
}

/** Draws with what is in the hand from one place to another. */
export async function drawLine(
  app: AppUnderTest,
  [from, to]: readonly [Place, Place],
  axes: Axes,
): Promise<void> {
  const { page } = app
  const box = await placesOf(page).spectrogram.getByRole('img').boundingBox()
  if (!box) throw new Error('The picture is not there.')
  const at = ({ time, frequency }: Place): [number, number] => [
    box.x + ((time - axes.from) / (axes.to - axes.from)) * box.width,
    box.y + depthOf(frequency, axes) * box.height,
  ]
  await page.mouse.move(...at(from))
  await page.mouse.down()
  await page.mouse.move(...at(to), { steps: 8 })
  await page.mouse.up()
}

/** Paints a rectangle by its numbers, in seconds and hertz, in the dialog of strokes. */
export async function paintRectangle(
  dialog: Locator,
  { from, to, lowest, highest }: Readonly<Record<'from' | 'to' | 'lowest' | 'highest', number>>,
): Promise<void> {
  for (const [name, value] of Object.entries({ To: to, From: from, Highest: highest, Lowest: lowest })) {
    await dialog.getByRole('spinbutton', { name, exact: true }).fill(String(value))
    await dialog.getByRole('spinbutton', { name, exact: true }).press('Enter')
  }
  await dialog.getByRole('button', { name: 'Paint rectangle' }).click()
}
