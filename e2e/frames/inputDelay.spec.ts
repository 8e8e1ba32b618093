/** How long a key or the pointer waits for the page while the engine decomposes on all processors: row J6 of the scorecard. */
import type { Page } from '@playwright/test'
import { writeTruth } from '../steps/recordings'
import { beginAnalysis, chooseEndlessAnalysis, expectIterations, open } from '../steps/document'
import { placesOf } from '../steps/window'
import { test } from '../test'

const turns = 100

declare global {
  interface Window {
    inputDelays?: number[]
    frameGaps?: number[]
  }
}

test('input delay', async ({ app, workshop }) => {
  const { page } = app
  await open(app, (await writeTruth(workshop.folder)).path)
  await chooseEndlessAnalysis(app)
  await beginAnalysis(app)
  await expectIterations(app)
  await page.evaluate(watchInput)
  await giveInput(page)
  const figures = await page.evaluate(() => [window.inputDelays ?? [], window.frameGaps ?? []])
  for (const [i, type] of ['input delay', 'frame gap'].entries()) {
    test.info().annotations.push({ type, description: JSON.stringify(figures[i].map(Math.round)) })
  }
  await placesOf(page).analyse.getByRole('button', { name: 'Cancel' }).click()
})

/** Milliseconds from the event, by the browser's clock, until the page hears of it; and from frame to frame. */
function watchInput(): void {
  const delays: number[] = (window.inputDelays = [])
  const gaps: number[] = (window.frameGaps = [])
  const hear = (event: Event): void => void delays.push(performance.now() - event.timeStamp)
  for (const name of ['keydown', 'pointermove', 'wheel'])
    window.addEventListener(name, hear, { capture: true, passive: true })
  let last = performance.now()
  const follow = (now: number): void => {
    gaps.push(now - last)
    last = now
    requestAnimationFrame(follow)
  }
  requestAnimationFrame(follow)
}

/** As a person would who looks around: the pointer over the timeline, the wheel, a key. */
async function giveInput(page: Page): Promise<void> {
  const box = await placesOf(page).timeline.boundingBox()
  if (!box) throw new Error('The timeline is not to be seen.')
  for (let turn = 0; turn < turns; turn++) {
    const across = (turn % 20) / 20
    await page.mouse.move(box.x + box.width * across, box.y + box.height / 2)
    await page.mouse.wheel(turn % 2 === 0 ? 20 : -20, 0)
    await page.keyboard.press('Shift')
  }
}
