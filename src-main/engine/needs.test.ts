import { describe, expect, it } from 'vitest'
import type { DecomposeSettings } from './decomposition'
import { checkpointBytes, compiledBytes, sizeOf, workBytes, type Demand } from './needs'

const settings: DecomposeSettings = {
  framing: { windowLength: 1024, hop: 512 },
  learned: [],
  componentCount: 10,
  smoothness: 10,
  algorithm: 'accelerated',
  maxIterations: 100,
  tolerance: 0,
  seed: 1,
  restarts: 1,
  threads: 2,
}
const minute = 60 * 44_100

function demandOf(changed: Partial<DecomposeSettings> = {}): Demand {
  const all = { ...settings, ...changed }
  return { settings: all, algorithms: [all.algorithm], problems: all.restarts }
}

function bytes(minutes: number, changed: Partial<DecomposeSettings> = {}): number {
  return workBytes(minutes * minute, demandOf(changed))
}

describe('memory of a decomposition', () => {
  it('grows with the length, by one spectrogram, and by factors on their way to the disk', () => {
    const spectrogram = (4 * minute * 513) / 512
    const aMinute = bytes(11) - bytes(10)
    expect(aMinute).toBeGreaterThan(spectrogram)
    expect(aMinute).toBeLessThan(1.7 * spectrogram)
  })

  it('grows with overlap, components, starts, threads and stretches to learn from', () => {
    const usual = bytes(5)
    const stretch = { name: 'hiss', kind: 'noise', start: 0, end: minute } as const
    const more: Partial<DecomposeSettings>[] = [
      { framing: { windowLength: 1024, hop: 256 } },
      { componentCount: 40 },
      { restarts: 4 },
      { threads: 8 },
      { learned: [stretch] },
      { algorithm: 'em' },
    ]
    for (const change of more) expect(bytes(5, change)).toBeGreaterThan(1.01 * usual)
  })

  it('is told beyond what the compiled kernels can address, where the plain ones work', () => {
    const hours = 600 * minute
    expect(compiledBytes(sizeOf(hours, settings), demandOf())).toBeUndefined()
    expect(bytes(600)).toBeGreaterThan(bytes(60))
    expect(bytes(600)).toBeLessThan(Infinity)
  })
})

it('checkpoints hold the state of every start; em leaves none', () => {
  const size = sizeOf(minute, settings)
  const one = checkpointBytes(size, demandOf())
  expect(one).toBeGreaterThan(0)
  expect(checkpointBytes(size, demandOf({ restarts: 3 }))).toBe(3 * one)
  expect(checkpointBytes(size, demandOf({ algorithm: 'em' }))).toBe(0)
})
