/** Looking at the spectrogram: its pixels, and what it says of the place under the pointer. */
import { expect, type Locator } from '@playwright/test'
import type { AppUnderTest } from '../shells/app'
import { select } from './grouping'
import { placesOf } from './window'

/** Of the logarithmic axis of a recording, Hz. */
export interface Ends {
  readonly lowest: number
  readonly highest: number
}

/** Of a picture, in the units of its axes. */
export interface Place {
  /** Seconds */
  readonly time: number
  /** Hz */
  readonly frequency: number
}

/** What is on the axes. */
export interface Axes extends Ends {
  readonly from: number
  readonly to: number
}

/** Waits until the picture of this name is drawn whole, such as 'Mask of Component 1'. */
export async function expectPicture(app: AppUnderTest, name: string): Promise<Locator> {
  const { spectrogram } = placesOf(app.page)
  const picture = spectrogram.getByRole('img', { name: new RegExp(`^${name},`) })
  await expect(picture).toBeVisible()
  await expect(picture).toHaveAttribute('aria-busy', 'false')
  return picture
}

/** 'Original', the name of a source or component, ... */
export async function choosePicture({ page }: AppUnderTest, name: string): Promise<void> {
  await select(
    placesOf(page).spectrogram.getByRole('combobox', { name: /^Picture of/ }),
    new RegExp(`^${name}`),
  )
}

export async function chooseCells(
  { page }: AppUnderTest,
  name: 'Sound' | 'Mask' | 'In colours',
): Promise<void> {
  const field = placesOf(page).spectrogram.getByRole('combobox', { name: /^What it shows/ })
  if (!(await field.innerText()).includes(name)) await select(field, new RegExp(`^${name}`))
}

/** Black at -60 dB to white at 0 dB. */
export async function drawInGrey({ page }: AppUnderTest): Promise<void> {
  await placesOf(page).spectrogram.getByRole('button', { name: 'How the spectrogram is drawn' }).click()
  const settings = page.getByRole('dialog', { name: 'How the spectrogram is drawn' })
  await select(settings.getByRole('combobox', { name: /^Colours/ }), 'Grey')
  for (const [name, decibels] of [
    ['To', '0'],
    ['From', '-60'],
  ] as const) {
    await settings.getByRole('spinbutton', { name }).fill(decibels)
    await settings.getByRole('spinbutton', { name }).press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect(settings).toHaveCount(0)
}

/** Red, green and blue of the pixels of one column, from the top. */
export async function columnAt(
  picture: Locator,
  time: number,
  { from, to }: Axes,
): Promise<readonly number[][]> {
  return picture.locator('canvas').evaluate(
    (element, share) => {
      const canvas = element as HTMLCanvasElement
      const context = canvas.getContext('2d')
      if (!context) throw new Error('There is no picture.')
      const x = Math.min(canvas.width - 1, Math.floor(share * canvas.width))
      const { data } = context.getImageData(x, 0, 1, canvas.height)
      return Array.from({ length: canvas.height }, (_, row) => [...data.subarray(4 * row, 4 * row + 3)])
    },
    (time - from) / (to - from),
  )
}

/** 0 at the top of the picture, 1 at its bottom. */
export function depthOf(frequency: number, { lowest, highest }: Ends): number {
  return 1 - Math.log(frequency / lowest) / Math.log(highest / lowest)
}

/** 0 black .. 255 white */
export async function lightAt(picture: Locator, { time, frequency }: Place, axes: Axes): Promise<number> {
  const column = await columnAt(picture, time, axes)
  const [red, green, blue] = column[Math.floor(depthOf(frequency, axes) * column.length)]
  return (red + green + blue) / 3
}

/** Puts the pointer on a place and reads what the picture says of it. */
export async function pointAt(app: AppUnderTest, share: { x: number; y: number }): Promise<string> {
  const picture = placesOf(app.page).spectrogram.getByRole('img')
  const box = await picture.boundingBox()
  if (!box) throw new Error('The picture is not there.')
  await app.page.mouse.move(box.x + share.x * box.width, box.y + share.y * box.height)
  return readPointed(app)
}

/** '0:02.00 · 440.0 Hz · A4 +0 ct · −6.0 dB' */
export async function readPointed({ page }: AppUnderTest): Promise<string> {
  const words = placesOf(page).spectrogram.getByText(/^\d+:\d\d\.\d\d · /)
  return (await words.innerText()).trim()
}
