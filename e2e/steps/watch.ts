import { expect, type Page } from '@playwright/test'

/** Collects what must not happen in a page: errors, console errors, violations of its content security policy. */
export interface PageWatch {
  /** From the next document on; what was there before is not seen but for console and errors. */
  follow(page: Page): Promise<void>
  seen(): readonly string[]
  /** What was seen was wanted. */
  forget(): void
  expectNothing(): void
}

declare global {
  interface Window {
    tellViolation?(sentence: string): Promise<void>
  }
}

export function watchPage(): PageWatch {
  let seen: string[] = []
  return {
    async follow(page) {
      page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error') seen.push(`console: ${message.text()} (${message.location().url})`)
      })
      await page.exposeFunction('tellViolation', (sentence: string) => seen.push(sentence))
      await page.addInitScript(listenForViolations)
      await page.evaluate(listenForViolations)
    },
    seen: () => seen,
    forget() {
      seen = []
    },
    expectNothing() {
      expect(seen, 'what went wrong in the page').toEqual([])
    },
  }
}

function listenForViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    void window.tellViolation?.(`violation: ${violatedDirective} ${blockedURI} ${sample}`)
  })
}
