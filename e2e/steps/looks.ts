/** Pictures of the window in every size and theme, and what can be said of them without eyes. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { AppUnderTest } from '../shells/app'

const folder = resolve(import.meta.dirname, '..', '..', 'out', 'test', 'screens')

export interface WindowSize {
  readonly width: number
  readonly height: number
}

export const sizes: readonly WindowSize[] = [
  { width: 1024, height: 700 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
]
const themes = ['dark', 'light'] as const

/** Takes pictures of what is shown now, and expects that nothing is cut off in any of them. */
export async function lookAt({ page, shell }: AppUnderTest, state: string): Promise<void> {
  const place = join(folder, shell.replaceAll(' ', '-'))
  await mkdir(place, { recursive: true })
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme)
      // Canvases are drawn anew a frame after they have heard of it.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      )
      await page.screenshot({ path: join(place, `${state} ${size.width} ${theme}.png`) })
    }
    expect(await page.evaluate(findOverflow), `${state} at ${size.width} x ${size.height}`).toEqual([])
  }
}

/** Sentences about what is too wide for its place: the whole document, or the text of a button that has no ellipsis. */
function findOverflow(): string[] {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
  const found: string[] = []
  if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in ${clientWidth}`)
  if (scrollHeight > clientHeight) found.push(`the page is ${scrollHeight} high in ${clientHeight}`)
  for (const button of document.querySelectorAll<HTMLElement>('button, [role="tab"], label')) {
    const isShown = button.checkVisibility({ visibilityProperty: true })
    const isCut = button.scrollWidth > button.clientWidth + 1 && button.clientWidth > 1
    if (!isShown || !isCut || getComputedStyle(button).textOverflow === 'ellipsis') continue
    if (getComputedStyle(button).display === 'inline') continue
    found.push(
      `"${button.innerText.trim() || button.ariaLabel}" is ${button.scrollWidth} wide in ${button.clientWidth}`,
    )
  }
  return found
}

export async function restoreSize(page: Page): Promise<void> {
  await page.setViewportSize(sizes[1])
}
