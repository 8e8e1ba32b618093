import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hostileCorpus } from './corpus/corpus'
import { hostileSection } from './hostileSection'

it('the corpus has at least 300 hostile files, each with a name of its own', async () => {
  const names = (await hostileCorpus()).map(({ name }) => name)
  expect(names.length).toBeGreaterThanOrEqual(300)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

it('no hostile file does what none may do', { timeout: 600_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-hostile-'))
  const rows = await hostileSection.measure({ isShort: true, seed: 1, folder, say: () => undefined })
  await rm(folder, { recursive: true })
  expect(rows.filter(({ outcome }) => outcome === 'not met')).toEqual([])
  expect(rows.length).toBeGreaterThan(0)
})
