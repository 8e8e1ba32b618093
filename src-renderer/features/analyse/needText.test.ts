import { describe, expect, it } from 'vitest'
import type { DecompositionEstimate } from '@core/contract/engine'
import { presets } from '../../state/presets'
import { estimateText, formatBytes, shortageOf } from './needText'

const settings = { ...presets.fine.settings, overlap: 0.75 }
const fits: DecompositionEstimate = {
  seconds: 61,
  memory: { needed: 540e6, free: 2e9 },
  disk: { needed: 12e6, free: 1e9 },
  offer: null,
}

describe('what an analysis takes', () => {
  it('stands beside the time', () => {
    expect(estimateText(fits)).toBe('Takes about 1 min at most, 540 MB of memory and 12 MB of disk')
    expect(shortageOf(fits, settings)).toBeNull()
  })

  it('is nothing to worry about where the system does not say what is free', () => {
    const unsaid = { ...fits, memory: { needed: 1e15, free: null }, disk: { needed: 1e15, free: null } }
    expect(shortageOf(unsaid, settings)).toBeNull()
  })

  it('is told with the numbers and what would fit, where the memory is too little', () => {
    const change = { algorithm: settings.algorithm, components: 20, overlap: 0.5, restarts: 1 }
    const little = { ...fits, memory: { needed: 5.3e9, free: 2.1e9 }, offer: { change, memory: 0.8e9 } }
    expect(shortageOf(little, settings)).toEqual({
      text: 'This needs 5.3 GB of memory; 2.1 GB are free.',
      offer: { label: 'Use an overlap of 50 % and 1 start (800 MB)', change },
    })
    expect(shortageOf({ ...little, offer: null }, settings)?.text).toContain('a part of the recording')
  })

  it('is told where the disk is too full', () => {
    const full = { ...fits, disk: { needed: 300e6, free: 20e6 } }
    expect(shortageOf(full, settings)?.text).toContain('300 MB')
    expect(shortageOf(full, settings)?.text).toContain('20 MB')
  })
})

it.each([
  [0, '0 MB'],
  [250_000, '0.3 MB'],
  [10_000_001, '11 MB'],
  [999_400_000, '1000 MB'],
  [1_000_000_000, '1 GB'],
  [12_100_000_000, '13 GB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
