import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { desktopSection } from './desktopSection'

it('every promise of the desktop shell that can be tried here is met', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-desktop-'))
  const rows = await desktopSection.measure({ isShort: true, seed: 1, folder, say: () => undefined })
  await rm(folder, { recursive: true })
  expect(rows.filter(({ outcome }) => outcome !== 'met')).toEqual([])
  expect(rows.length).toBeGreaterThan(0)
})
