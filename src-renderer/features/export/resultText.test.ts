import { describe, expect, it } from 'vitest'
import { describeLevels, describeNullTest, describeProgress, splitFiles } from './resultText'

describe('progress', () => {
  it('names the stage, the step and the time that is left', () => {
    expect(describeProgress({ stage: 'measuring', done: 0.25, secondsLeft: 11.2 }, false)).toEqual({
      label: 'Measuring levels',
      value: 0.25,
      detail: 'Step 1 of 3, about 12 s left',
    })
    expect(describeProgress({ stage: 'writing', done: 1, secondsLeft: 150 }, false).detail).toBe(
      'Step 2 of 3, about 3 min left',
    )
    expect(describeProgress({ stage: 'writing', done: 0 }, false).detail).toBe('Step 2 of 3')
    expect(describeProgress({ stage: 'reporting', done: 0.5 }, false)).toMatchObject({
      label: 'Writing the report',
      detail: 'Step 3 of 3',
    })
  })

  it('is never without words', () => {
    expect(describeProgress(null, false).label).toBe('Starting')
    expect(describeProgress({ stage: 'writing', done: 0.5 }, true)).toMatchObject({
      label: 'Cancelling',
      value: null,
    })
  })
})

describe('the null test', () => {
  it('is good when the parts are the recording', () => {
    expect(describeNullTest(-152.34)).toMatchObject({ figure: '−152.3 dB', isGood: true })
    expect(describeNullTest(null)).toMatchObject({ figure: '−∞ dB', isGood: true })
  })

  it('says so when they are not', () => {
    expect(describeNullTest(-119.9)).toMatchObject({ figure: '−119.9 dB', isGood: false })
    expect(describeNullTest(0.5)).toMatchObject({ figure: '0.5 dB', isGood: false })
  })
})

describe('the levels', () => {
  it('are said with their gain', () => {
    const figures = { loudnessLufs: -23.04, truePeakDbtp: -1, gainDecibels: -2.5 }
    expect(describeLevels(figures)).toBe('Loudness −23.0 LUFS, true peak −1.0 dBTP, gain −2.50 dB')
    const silent = { loudnessLufs: null, truePeakDbtp: null, gainDecibels: 0 }
    expect(describeLevels(silent)).toBe('Silence, gain 0 dB')
  })
})

describe('the files', () => {
  it('are told apart from their reports', () => {
    expect(
      splitFiles({ files: ['01-Voice.wav', 'report.wav', 'a.report.html', 'a.report.md', 'a.report.json'] }),
    ).toEqual({
      sounds: ['01-Voice.wav', 'report.wav'],
      reports: ['a.report.html', 'a.report.md', 'a.report.json'],
    })
  })
})
