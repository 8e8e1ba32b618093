import type { ChunkStore } from './chunkStore'

/** Greatest magnitude of a voice in the `length` samples before `sample`, as far as they are in the store. Linear, 0 or more. */
export function peakBefore(
  store: ChunkStore,
  voice: string,
  { sample, length }: { readonly sample: number; readonly length: number },
): number {
  const { cellLength } = store
  let peak = 0
  for (let at = Math.max(0, sample - length); at < sample;) {
    const cell = Math.floor(at / cellLength)
    const end = Math.min(sample, (cell + 1) * cellLength)
    const samples = store.cell(voice, cell)?.subarray(at - cell * cellLength, end - cell * cellLength)
    for (const value of samples ?? []) peak = Math.max(peak, Math.abs(value))
    at = end
  }
  return peak
}
