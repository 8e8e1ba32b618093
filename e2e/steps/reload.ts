import { expect } from '@playwright/test'
import type { AppUnderTest } from '../shells/app'

/** Longer than the page waits before it keeps a change with its host. */
const settleMilliseconds = 800

/** Loads the page anew, as a person does by the browser's key, and stays with what was unsaved. */
export async function reload({ page }: AppUnderTest): Promise<void> {
  await page.waitForTimeout(settleMilliseconds)
  const stay = (dialog: { accept(): Promise<void> }): void => void dialog.accept()
  page.on('dialog', stay)
  await page.reload()
  page.off('dialog', stay)
  await expect(page.getByRole('region', { name: 'Components', exact: true })).toBeVisible()
}
