import { describe, expect, it } from 'vitest'
import { createStageClock } from './stageClock'

const milestones = [
  { stage: 'analysing', done: 0, name: 'spectrogram' },
  { stage: 'analysing', done: 1, name: 'start' },
  { stage: 'factorising', done: 0, name: 'iterations' },
] as const

const namesOf = (clock: ReturnType<typeof createStageClock>): string[] =>
  clock.figures().map(({ stage }) => stage)

describe('the stage clock', () => {
  it('begins each stage once, at the first report that reaches it', () => {
    const clock = createStageClock()
    clock.begin('reading')
    const { report } = clock.follow(milestones)
    report({ stage: 'analysing', done: 0 })
    report({ stage: 'analysing', done: 1 })
    report({ stage: 'factorising', done: 0 })
    report({ stage: 'factorising', done: 0.5 })
    clock.begin('saving')
    expect(namesOf(clock)).toEqual(['reading', 'spectrogram', 'start', 'iterations', 'saving'])
  })

  it('leaves out a stage that no report reached', () => {
    const clock = createStageClock()
    const { report } = clock.follow(milestones)
    report({ stage: 'analysing', done: 0 })
    report({ stage: 'factorising', done: 0.1 })
    expect(namesOf(clock)).toEqual(['spectrogram', 'iterations'])
  })

  it('tells a peak that never falls', () => {
    const clock = createStageClock()
    for (const name of ['a', 'b', 'c']) clock.begin(name)
    const peaks = clock.figures().map(({ peakMegabytes }) => peakMegabytes)
    expect(peaks[0]).toBeGreaterThan(1)
    expect(peaks).toEqual(peaks.toSorted((a, b) => a - b))
  })
})
