import { expect, it } from 'vitest'
import { desktopSection } from './desktopSection'

it('every promise of the desktop shell that can be tried here is met', async () => {
  const rows = await desktopSection.measure({ isShort: true, seed: 1, folder: '', say: () => undefined })
  expect(rows.filter(({ outcome }) => outcome !== 'met')).toEqual([])
  expect(rows.length).toBeGreaterThan(0)
})
