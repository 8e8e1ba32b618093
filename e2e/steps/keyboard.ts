import { expect, type Locator, type Page } from '@playwright/test'

const mostStops = 120

/** Presses Tab until an element has the focus; fails when it is not among the stops. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
  }
  await expect(target, 'is reached by Tab').toBeFocused()
}

async function hasFocus(target: Locator): Promise<boolean> {
  const focused = await target.evaluateAll((elements) => elements.includes(document.activeElement as never))
  return focused
}

/** Goes by Tab once through all stops and tells those whose focus cannot be seen, by their names. */
export async function stopsWithoutVisibleFocus(page: Page): Promise<string[]> {
  const unseen: string[] = []
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab')
    const { name, isVisible, isSeen } = await page.evaluate(lookAtFocus)
    if (isSeen) break
    if (!isVisible) unseen.push(name)
  }
  return unseen
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
