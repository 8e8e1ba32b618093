/** Seeded mutations read one after the other. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '@core/random'
import { createCappedReader } from './cappedReader'
import { mutate } from './mutate'
import { mutationSeeds } from './mutationSeeds'
import { createTally, type Finding, type Tally } from './readingTally'

export interface FuzzWish {
  readonly seed: number
  /** For the child's files. */
  readonly folder: string
  /** Asked before each file, with the number of files so far: whether to go on. */
  readonly goesOn: (files: number) => boolean
  readonly onFile?: (files: number) => void
}

/** Mutations of all formats in turn; number n of a seed is the same file each time, however many are read. */
export async function fuzz({ seed, folder, goesOn, onFile }: FuzzWish): Promise<Tally> {
  const seeds = await mutationSeeds()
  const reader = createCappedReader(folder)
  const tally = createTally()
  try {
    for (let number = 0; goesOn(number); number++) {
      const original = seeds[number % seeds.length]
      const bytes = mutate(original.bytes, createRandom(seed * 1_000_003 + number))
      const file = { ...original, name: `${seed}-${number}-${original.name.replace(/^.*\//, '')}`, bytes }
      tally.add(file, await reader.read(file))
      onFile?.(number + 1)
    }
  } finally {
    reader.close()
  }
  return tally.tally()
}

/** Keeps files that did what none may do, to be looked into and added to the tests. Returns their paths. */
export async function saveFindings(findings: readonly Finding[], folder: string): Promise<string[]> {
  if (findings.length > 0) await mkdir(folder, { recursive: true })
  return Promise.all(
    findings.map(async ({ file, state, message }) => {
      const path = join(folder, `${state}-${file.name.replace(/[^\w.-]+/g, '-').slice(0, 100)}`)
      await writeFile(path, file.bytes)
      await writeFile(`${path}.txt`, `${file.name} (${file.kind}): ${state}\n${message}\n`)
      return path
    }),
  )
}
