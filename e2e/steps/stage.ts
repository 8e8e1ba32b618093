/** The stage: discs and where they are brought. */
import type { Locator } from '@playwright/test'
import type { AppUnderTest } from '../shells/app'

export interface Move {
  /** CSS pixels, to the right and down. */
  readonly right: number
  readonly down?: number
}

export function stageOf({ page }: AppUnderTest): Locator {
  return page.getByRole('region', { name: 'Stage', exact: true })
}

export function discOf(app: AppUnderTest, source: string): Locator {
  return stageOf(app).getByRole('slider', { name: `Place of ${source}` })
}

/** Takes hold of a disc and moves it, without letting it go; each call of the result moves it on. */
export async function startDrag(
  app: AppUnderTest,
  source: string,
  first: Move,
): Promise<(move: Move) => Promise<void>> {
  const { mouse } = app.page
  const box = await discOf(app, source).boundingBox()
  if (!box) throw new Error(`${source} does not stand on the stage.`)
  let [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const move = async ({ right, down = 0 }: Move): Promise<void> => {
    x += right
    y += down
    await mouse.move(x, y, { steps: 6 })
  }
  await mouse.move(x, y)
  await mouse.down()
  await move(first)
  return move
}

/** What is said of a disc: '40 percent left, minus 3 decibels'. */
export async function placeOf(app: AppUnderTest, source: string): Promise<string> {
  return (await discOf(app, source).getAttribute('aria-valuetext')) ?? ''
}

export async function chooseLayout(app: AppUnderTest, name: string): Promise<void> {
  await stageOf(app).getByRole('button', { name: 'Layout' }).click()
  await app.page.getByRole('menuitem', { name }).click()
}
