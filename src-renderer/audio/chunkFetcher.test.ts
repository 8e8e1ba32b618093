import { expect, it } from 'vitest'
import { createChunkFetcher, type Need } from './chunkFetcher'
import type { ChunkRequest } from './chunkSchedule'
import type { ChunkStore } from './chunkStore'
import type { Program } from './program'

const programOf = (...ids: string[]): Program => ids.map((id) => ({ id, weights: [1], left: 1, right: 1 }))

/** Takes down what it is asked for and answers nothing until it is let. */
function openStore(): {
  store: ChunkStore
  asked: ChunkRequest[]
  answer: () => Promise<void>
} {
  const asked: ChunkRequest[] = []
  const waiting: (() => void)[] = []
  const isAsked = (voice: string, cell: number): boolean =>
    asked.some(
      ({ voices, firstCell, cellCount }) =>
        voices.includes(voice) && cell >= firstCell && cell < firstCell + cellCount,
    )
  const store = {
    cellLength: 10,
    cellCount: 100,
    isMissing: (voice: string, cell: number) => !isAsked(voice, cell),
    mostCells: () => 8,
    request(chunk: ChunkRequest) {
      asked.push(chunk)
      return new Promise<void>((resolve) => waiting.push(resolve))
    },
  } as unknown as ChunkStore
  const answer = async (): Promise<void> => {
    waiting.splice(0).forEach((resolve) => resolve())
    await new Promise((done) => setTimeout(done))
  }
  return { store, asked, answer }
}

const needOf = (store: ChunkStore, program: Program): Need => ({
  program,
  timeline: { startSample: 0, sampleCount: 1000, loop: null },
  frames: 200,
  store,
})

const quiet = { onError: () => undefined, onSettled: () => undefined }

it('a program that was changed does not wait for what the one before it had asked for', () => {
  const { store, asked } = openStore()
  const fetcher = createChunkFetcher(quiet)
  fetcher.fetch(needOf(store, programOf('a', 'b')), 2)
  fetcher.fetch(needOf(store, programOf('a', 'b')), 2)
  expect(asked).toHaveLength(2)
  fetcher.fetch(needOf(store, programOf('a and b')), 2)
  expect(asked.slice(2).map(({ voices }) => voices)).toEqual([['a and b'], ['a and b']])
})

it('many changes at once ask for no more than a few chunks, and for the rest as these arrive', async () => {
  const { store, asked, answer } = openStore()
  const fetcher = createChunkFetcher(quiet)
  const all = ['a', 'b', 'c', 'd', 'e'].map((id) => programOf(id))
  for (const program of all) fetcher.fetch(needOf(store, program), 2)
  expect(asked).toHaveLength(4)
  await answer()
  fetcher.fetch(needOf(store, all[4]), 2)
  expect(asked.slice(4).map(({ voices }) => voices)).toEqual([['e'], ['e']])
})
