/** Choosing components, putting them into sources, placing these. Components count from 1. */
import { expect, type Locator } from '@playwright/test'
import type { AppUnderTest } from '../shells/app'
import { placesOf } from './window'

/** Chooses exactly these, by clicks. */
export async function choose({ page }: AppUnderTest, numbers: readonly number[]): Promise<void> {
  const { lane, components } = placesOf(page)
  for (const [index, number] of numbers.entries()) {
    await clickBeside(lane(number), index === 0 ? [] : ['ControlOrMeta'])
  }
  await expect(components).toContainText(`${numbers.length} chosen`)
}

/** A lane is clicked where it has no button. */
async function clickBeside(lane: Locator, modifiers: 'ControlOrMeta'[]): Promise<void> {
  await lane.scrollIntoViewIfNeeded()
  await lane.click({ modifiers, position: await freePlace(lane) })
}

async function freePlace(lane: Locator): Promise<{ x: number; y: number }> {
  const box = await lane.boundingBox()
  if (!box) throw new Error('The lane is not there.')
  return { x: box.width * 0.75, y: box.height / 2 }
}

/** Chooses these and drags one of them, and so all, onto a place. */
export async function dragTo(app: AppUnderTest, numbers: readonly number[], target: Locator): Promise<void> {
  await choose(app, numbers)
  await dragLane(app, numbers[0], target)
}

export async function dragLane({ page }: AppUnderTest, number: number, target: Locator): Promise<void> {
  const lane = placesOf(page).lane(number)
  await lane.scrollIntoViewIfNeeded()
  const [from, place, to] = [await lane.boundingBox(), await freePlace(lane), await target.boundingBox()]
  if (!from || !to) throw new Error('The lane or the target is not there.')
  await page.mouse.move(from.x + place.x, from.y + place.y)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + 20, { steps: 8 })
  await page.mouse.up()
}

/** Chooses these and presses the key of a source, of Noise or of taking out. */
export async function putByKey(app: AppUnderTest, numbers: readonly number[], key: string): Promise<void> {
  await choose(app, numbers)
  await app.page.keyboard.press(key)
}

/** Expects a strip to hold exactly these. */
export async function expectMembers(
  { page }: AppUnderTest,
  name: string,
  numbers: readonly number[],
): Promise<void> {
  const chips = placesOf(page)
    .strip(name)
    .getByRole('button', { name: /^Choose / })
  await expect(chips).toHaveText(numbers.toSorted((a, b) => a - b).map(String))
}

export async function renameSource({ page }: AppUnderTest, from: string, to: string): Promise<void> {
  const { strip, sources } = placesOf(page)
  await strip(from)
    .getByRole('button', { name: /^Name of source/ })
    .dblclick()
  const field = sources.getByRole('textbox', { name: /^Name of source/ })
  await field.fill(to)
  await field.press('Enter')
  await expect(strip(to)).toBeVisible()
}

/** -100 .. 100 */
export async function panOf({ page }: AppUnderTest, source: string): Promise<number> {
  const slider = placesOf(page).sources.getByRole('slider', { name: `Pan of ${source}` })
  return Number(await slider.getAttribute('aria-valuenow'))
}

/** By the keys of ten steps. */
export async function panByKeys({ page }: AppUnderTest, source: string, tens: number): Promise<void> {
  const slider = placesOf(page).sources.getByRole('slider', { name: `Pan of ${source}` })
  await slider.focus()
  for (let step = 0; step < Math.abs(tens); step += 1) await slider.press(tens > 0 ? 'PageUp' : 'PageDown')
}

/** Drags the cap from the middle to a place of the way, 0 .. 1. */
export async function panByMouse({ page }: AppUnderTest, source: string, place: number): Promise<void> {
  const slider = placesOf(page).sources.getByRole('slider', { name: `Pan of ${source}` })
  await slider.scrollIntoViewIfNeeded()
  const box = await slider.boundingBox()
  if (!box) throw new Error(`There is no pan of ${source}.`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * place, box.y + box.height / 2, { steps: 5 })
  await page.mouse.up()
}

/** Chooses of a field that opens a list. */
export async function select(field: Locator, option: string | RegExp): Promise<void> {
  await field.click()
  await field.page().getByRole('option', { name: option }).click()
}
