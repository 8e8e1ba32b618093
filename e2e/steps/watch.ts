import { expect, type Page } from '@playwright/test'

/** Collects what must not happen in a page: errors, console errors, violations of its content security policy. */
export interface PageWatch {
  /** From the next document on; what was there before is not seen but for console and errors. */
  follow(page: Page): Promise<void>
  /** What the page meets from now on is the fault of its end. */
  leave(page: Page): void
  seen(): readonly string[]
  /** From now on such things are no failure of the test. */
  forgive(pattern: RegExp): void
  expectNothing(): void
}

declare global {
  interface Window {
    tellViolation?(sentence: string): Promise<void>
  }
}

export function watchPage(): PageWatch {
  const seen: string[] = []
  // Sound that was on its way when its recording was closed: the browser itself writes that down.
  const forgiven: RegExp[] = [/Failed to load resource.*\/artifacts\//]
  const ending = new WeakSet<Page>()
  return {
    async follow(page) {
      const note = (sentence: string): void => {
        if (!ending.has(page)) seen.push(sentence)
      }
      page.on('pageerror', (error) => note(`error: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`)
      })
      await page.exposeFunction('tellViolation', (sentence: string) => seen.push(sentence))
      await page.addInitScript(listenForViolations)
      await page.evaluate(listenForViolations)
    },
    leave: (page) => void ending.add(page),
    seen: () => seen,
    forgive: (pattern) => void forgiven.push(pattern),
    expectNothing() {
      const left = seen.filter((sentence) => !forgiven.some((pattern) => pattern.test(sentence)))
      expect(left, 'what went wrong in the page').toEqual([])
    },
  }
}

function listenForViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    void window.tellViolation?.(`violation: ${violatedDirective} ${blockedURI} ${sample}`)
  })
}
