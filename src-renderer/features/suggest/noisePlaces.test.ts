import { describe, expect, it } from 'vitest'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { noisePlaces } from './noisePlaces'

const recording = { ...sampleProject().recording, sampleRate: 1000, sampleCount: 60_000 }
const noise = { name: 'Noise', kind: 'noise', start: 0, end: 800 } as const
const clarinet = { name: 'Clarinet', kind: 'source', start: 5000, end: 9000 } as const
const runOut = { where: 'run-out', range: { start: 58, end: 59.5 } } as const

describe('places of noise', () => {
  it('are what is marked as noise and the grooves, heeded from the start, and the loop, which is not', () => {
    const loop = { start: 20, end: 21 }
    const places = noisePlaces({ learned: [noise, clarinet], recording }, [runOut], loop)
    expect(places.map(({ range, isCertain }) => [range, isCertain])).toEqual([
      [{ start: 0, end: 0.8 }, true],
      [runOut.range, true],
      [loop, false],
    ])
    expect(places.map(({ label }) => label)).toEqual([
      'You marked 0:00.0 to 0:00.8 as noise',
      'The run-out groove, 0:58.0 to 0:59.5, seems to be noise only',
      'Only noise sounds in the loop, 0:20.0 to 0:21.0: a better way to tell it',
    ])
    expect(new Set(places.map(({ id }) => id)).size).toBe(3)
  })

  it('name a loop that is marked once', () => {
    const loop = { start: 0, end: 0.8 }
    expect(noisePlaces({ learned: [noise], recording }, [], loop)).toHaveLength(1)
  })

  it('are none where nothing is known', () => {
    expect(noisePlaces({ learned: [clarinet], recording }, [], null)).toEqual([])
  })
})
