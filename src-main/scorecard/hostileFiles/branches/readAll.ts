import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '@core/random'
import { expect, it } from 'vitest'
import { hostileCorpus } from '../corpus/corpus'
import { mutate } from '../mutate'
import { mutationSeeds } from '../mutationSeeds'
import { readHostile } from '../readHostile'

const mutations = 2000

it('the corpus, the files that mutations begin with, and mutations of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-coverage-'))
  const seeds = await mutationSeeds()
  const mutated = Array.from({ length: mutations }, (_, number) => {
    const original = seeds[number % seeds.length]
    return { ...original, bytes: mutate(original.bytes, createRandom(1_000_003 + number)) }
  })
  let opened = 0
  for (const { kind, bytes } of [...seeds, ...(await hostileCorpus()), ...mutated]) {
    opened += Number((await readHostile(kind, bytes, folder)).state === 'opened')
  }
  await rm(folder, { recursive: true })
  expect(opened).toBeGreaterThan(seeds.length / 2)
})
