import { describe, expect, it } from 'vitest'
import type { JobControl, Progress } from '@core/contract/job'
import { findGrooves as findHere } from '@core/learning/findGrooves'
import { countClicks as countHere } from '@core/restoration/countClicks'
import { declick as declickHere } from '@core/restoration/declick'
import { sampleRate, spoiltMusic } from '@core/restoration/spoiltMusic.testSupport'
import { countClicks, declick, findGrooves } from './surface'

const { clicked } = spoiltMusic(-18, { seconds: 3 })
const settings = { threshold: 5 }
const quiet: JobControl = { wish: () => 'go-on', report: () => undefined }

describe('on a thread of its own', () => {
  it('gives what the calling thread would give, bit for bit, and leaves the samples', async () => {
    const steps = declickHere(clicked, sampleRate, settings)
    let step = steps.next()
    while (!step.done) step = steps.next()
    const before = clicked.slice()
    const result = await declick(clicked, { sampleRate, settings }, quiet)
    expect(result.clicks.length).toBeGreaterThan(5)
    expect(result).toEqual(step.value)
    expect(clicked).toEqual(before)
    expect(await countClicks(clicked, sampleRate, quiet)).toEqual(countHere(clicked, sampleRate))
    expect(await findGrooves(clicked, sampleRate, quiet)).toEqual(findHere(clicked, sampleRate))
  })

  it('tells its progress, which never goes back, while the event loop turns', async () => {
    const told: Progress[] = []
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await declick(clicked, { sampleRate, settings }, { ...quiet, report: (progress) => told.push(progress) })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
    const done = told.map((progress) => progress.done)
    expect(done.length).toBeGreaterThan(2)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['declicking']))
  })

  it('ends at once when it is cancelled, and says what was', async () => {
    const work = declick(clicked, { sampleRate, settings }, { ...quiet, wish: () => 'cancel' })
    await expect(work).rejects.toMatchObject({
      code: 'cancelled',
      message: 'The removal of clicks was cancelled.',
    })
  })

  it('hands on what the settings break', async () => {
    const work = declick(clicked, { sampleRate, settings: { threshold: 1 } }, quiet)
    await expect(work).rejects.toMatchObject({ code: 'bad-argument' })
  })
})
