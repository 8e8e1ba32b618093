import { describe, expect, it } from 'vitest'
import type { LearnedStretch } from '@core/project/project'
import { rangeOf, samplesIn, stretchOf, withStretch } from './learning'
import type { WorkDocument } from './workDocument'

const recording = { sampleRate: 1000, sampleCount: 10_000 }
const bare = { recording, learned: [] } as unknown as WorkDocument
const noise: LearnedStretch = { name: 'Noise', kind: 'noise', start: 0, end: 800 }
const clarinet: LearnedStretch = { name: 'Clarinet', kind: 'source', start: 300, end: 900 }

it('seconds become samples within the recording, and come back', () => {
  expect(samplesIn({ start: -1, end: 0.8 }, bare.recording)).toEqual({ start: 0, end: 800 })
  expect(samplesIn({ start: 9.5, end: 12 }, bare.recording)).toEqual({ start: 9500, end: 10_000 })
  expect(rangeOf(clarinet, 1000)).toEqual({ start: 0.3, end: 0.9 })
})

describe('stretches of a document', () => {
  it('lie in the order of time, whichever was marked first', () => {
    expect(withStretch(withStretch(bare, clarinet), noise).learned).toEqual([noise, clarinet])
  })

  it('are there once, and have a length', () => {
    const once = withStretch(bare, noise)
    expect(withStretch(once, { ...noise })).toBe(once)
    expect(withStretch(once, { ...clarinet, end: 300 })).toBe(once)
  })

  it('are no more than can be learned from', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ ...clarinet, start: i, end: i + 100 }))
    expect(many.reduce(withStretch, bare).learned).toHaveLength(32)
  })

  it('come from a project without what came of them', () => {
    expect(stretchOf({ ...noise, components: [8, 9] })).toEqual(noise)
  })
})
