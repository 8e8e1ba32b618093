import type { SessionId } from '@core/contract/ids'
import { expect, it, vi } from 'vitest'
import { TileStore, type Layer, type WantedTile } from './tileStore'

const layer: Layer = {
  name: 'original',
  session: 'session-1' as SessionId,
  of: { channel: 'auto', framing: { windowLength: 1024, hop: 512 } },
  cells: 'power',
}
const tilesOf = (...numbers: number[]): WantedTile[] => numbers.map((tile) => ({ layer, level: 0, tile }))
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** An engine that answers when it is told to. */
function setUp() {
  const asked: { tile: number; answer: (cells: Uint8Array) => void; fail: (error: Error) => void }[] = []
  const onChange = vi.fn()
  const load = ({ tile }: WantedTile): Promise<Uint8Array> =>
    new Promise((answer, fail) => asked.push({ tile, answer, fail }))
  const store = new TileStore({ load, onChange })
  return { store, asked, onChange, numbers: () => asked.map(({ tile }) => tile) }
}

it('asks for three tiles at a time, in the order in which they are wanted', async () => {
  const { store, asked, numbers, onChange } = setUp()
  store.want(tilesOf(5, 4, 6, 3, 7))
  expect(numbers()).toEqual([5, 4, 6])
  asked[0].answer(Uint8Array.of(55))
  await settled()
  expect(numbers()).toEqual([5, 4, 6, 3])
  expect(onChange).toHaveBeenCalledTimes(1)
  expect(store.cellsOf(layer, { level: 0, tile: 5 })).toEqual(Uint8Array.of(55))
  expect(store.cellsOf(layer, { level: 0, tile: 4 })).toBeUndefined()
})

it('does not ask for what is not wanted any more, nor for what it has', async () => {
  const { store, asked, numbers } = setUp()
  store.want(tilesOf(1, 2, 3, 4, 5))
  store.want(tilesOf(3, 9))
  expect(numbers()).toEqual([1, 2, 3])
  for (const { answer } of [...asked]) answer(Uint8Array.of(0))
  await settled()
  expect(numbers()).toEqual([1, 2, 3, 9])
  store.want(tilesOf(2))
  expect(numbers()).toEqual([1, 2, 3, 9])
})

it('tells why a tile cannot be had, does not ask again, and goes on with others', async () => {
  const { store, asked, numbers } = setUp()
  store.want(tilesOf(1, 2, 3, 4))
  asked[0].fail(new Error('no such tile'))
  await settled()
  expect(store.failure).toEqual(new Error('no such tile'))
  expect(numbers()).toEqual([1, 2, 3, 4])
  asked[1].answer(Uint8Array.of(0))
  await settled()
  expect(numbers()).toEqual([1, 2, 3, 4])
  store.want(tilesOf(2))
  expect(store.failure).toBeUndefined()
})
