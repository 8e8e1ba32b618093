import { expect, type Locator, type Page } from '@playwright/test'
import { placesOf } from './window'

const mostStops = 120

/** Presses Tab until an element has the focus; fails when it is not among the stops. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
  }
  await expect(target, 'is reached by Tab').toBeFocused()
}

/** Goes to the lanes by Tab and to one of them by arrows, which chooses it. */
export async function goToLane(page: Page, number: number): Promise<void> {
  const { components, lane } = placesOf(page)
  await tabTo(page, components.locator('[role="row"][tabindex="0"]'))
  await page.keyboard.press('ArrowDown')
  for (let step = 0; step < mostStops && !(await hasFocus(lane(1))); step += 1)
    await page.keyboard.press('ArrowUp')
  for (let step = 1; step < number; step += 1) await page.keyboard.press('ArrowDown')
  await expect(lane(number)).toBeFocused()
}

async function hasFocus(target: Locator): Promise<boolean> {
  const focused = await target.evaluateAll((elements) => elements.includes(document.activeElement as never))
  return focused
}

/** Goes by Tab once through all stops and tells those whose focus cannot be seen, by their names. */
export async function stopsWithoutVisibleFocus(page: Page): Promise<string[]> {
  const unseen: string[] = []
  await leaveFocus(page)
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab')
    const { name, isVisible, isSeen } = await page.evaluate(lookAtFocus)
    if (isSeen) break
    if (!isVisible) unseen.push(name)
  }
  await leaveFocus(page)
  return unseen
}

async function leaveFocus(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
}

interface Look {
  readonly name: string
  readonly isVisible: boolean
  /** The round is over. */
  readonly isSeen: boolean
}

function lookAtFocus(): Look {
  const element = document.activeElement as (HTMLElement & { isSeenByTab?: boolean }) | null
  if (!element || element === document.body) return { name: 'the page', isVisible: true, isSeen: false }
  const isSeen = element.isSeenByTab === true
  element.isSeenByTab = true
  const hasOutline = (it: Element | null): boolean => {
    if (!it) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(it)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1
  }
  // A radio button in a card, or a field in its frame: what is around it shows the focus.
  const around = [element, element.parentElement, element.closest('label')]
  const name = `${element.localName} ${element.ariaLabel ?? element.textContent?.trim().slice(0, 40) ?? ''}`
  return { name, isVisible: around.some(hasOutline), isSeen }
}
