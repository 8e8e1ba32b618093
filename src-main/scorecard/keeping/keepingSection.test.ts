import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { jobsSection } from './jobsSection'
import { keepingSection } from './keepingSection'

it.each([keepingSection, jobsSection])(
  '$title: every promise that can be tried here is met',
  { timeout: 300_000 },
  async (section) => {
    const folder = await mkdtemp(join(tmpdir(), 'shellac-keeping-'))
    const rows = await section.measure({ isShort: true, seed: 1, folder, say: () => undefined })
    await rm(folder, { recursive: true })
    expect(rows.filter(({ outcome }) => outcome !== 'met')).toEqual([])
    expect(rows.length).toBeGreaterThan(0)
  },
)
