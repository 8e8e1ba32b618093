import { expect, it } from 'vitest'
import type { ChunkStore } from './chunkStore'
import { peakBefore } from './voiceLevel'

/** Cells of ten samples; sample n of voice 'a' is -n. The third cell is not there. */
const store = {
  cellLength: 10,
  cell: (voice: string, cell: number) =>
    voice === 'a' && cell !== 2 ? Float32Array.from({ length: 10 }, (_, i) => -(10 * cell + i)) : undefined,
} as unknown as ChunkStore

it('is the greatest magnitude just before a sample, across cells', () => {
  expect(peakBefore(store, 'a', { sample: 8, length: 3 })).toBe(7)
  expect(peakBefore(store, 'a', { sample: 14, length: 8 })).toBe(13)
})

it('begins with the recording and leaves out what is not there', () => {
  expect(peakBefore(store, 'a', { sample: 0, length: 5 })).toBe(0)
  expect(peakBefore(store, 'a', { sample: 3, length: 50 })).toBe(2)
  expect(peakBefore(store, 'a', { sample: 28, length: 10 })).toBe(19)
  expect(peakBefore(store, 'b', { sample: 28, length: 28 })).toBe(0)
})
