import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Factors } from '../../nmf/factors'
import { activationsText } from './activationsText'
import { bands, bandsOfBins, energyInBands } from './bands'
import { costText } from './costText'
import { dictionaryText } from './dictionaryText'
import { masksText } from './masksText'
import { framesIn } from './modelEnergy'
import { formatShare, listOf, tellEach } from './pictureText'
import { smoothnessText } from './smoothnessText'
import { spectrogramText } from './spectrogramText'

const sampleRate = 8192
const binCount = 257
/** Hz */
const binWidth = sampleRate / 2 / (binCount - 1)
const frameCount = 100
const grid = { secondsPerFrame: 0.1, firstFrame: 0 }
const range = { start: 0, end: 10 }

/** A low tone (224 Hz) in the first half of the time, and a high one (2.24 kHz) of a third of its energy in the second. */
const factors = ((): Factors => {
  const W = new Float32Array(2 * binCount)
  W[14] = 1
  W[binCount + 140] = 1
  const H = new Float32Array(2 * frameCount)
  for (let n = 0; n < frameCount; n++) H[2 * n + (n < 50 ? 0 : 1)] = n < 50 ? 3 : 1
  H[2 * 20] = 4
  return { W, H, binCount, frameCount, componentCount: 2 }
})()
const names = ['Low', 'High']
const low = { name: 'Low', weights: Float64Array.of(1, 0) }
const high = { name: 'High', weights: Float64Array.of(0, 1) }

describe('a spectrogram in words', () => {
  const everything = { name: 'the recording', outputs: [Float64Array.of(1, 1)] }

  it('has the strongest bands and pitches', () => {
    const { sentences, figures } = spectrogramText(everything, factors, { range, grid, sampleRate })
    expect(figures.pitches.map(({ name, hz }) => [name, Math.round(hz)])).toEqual([
      ['A3', Math.round(14 * binWidth)],
      ['C♯7', Math.round(140 * binWidth)],
    ])
    expect(figures.bands.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(sentences[1]).toContain('125 to 250 Hz (75 % of the energy)')
    expect(figures.dynamics).toBeCloseTo(10 * Math.log10(3), 6)
  })

  it('is of its range and its subject alone', () => {
    const second = { range: { start: 6, end: 9 }, grid, sampleRate }
    expect(spectrogramText(everything, factors, second).figures.pitches.map(({ name }) => name)).toEqual([
      'C♯7',
    ])
    const lowOnly = spectrogramText({ name: 'Low', outputs: [low.weights] }, factors, second)
    expect(lowOnly.sentences).toContain('It is silent.')
  })

  it('without a decomposition tells the axis alone', () => {
    const { sentences, figures } = spectrogramText(everything, null, { range, grid, sampleRate })
    expect(sentences).toEqual(['Spectrogram of the recording, from 0:00.0 to 0:10.0 (minutes : seconds).'])
    expect(figures).toMatchObject({ start: 0, end: 10, pitches: [] })
  })
})

it('masks of everything take all of every band between them', () => {
  const { sentences, figures } = masksText([high, low], factors, { range: null, grid, sampleRate })
  expect(figures[0].share + figures[1].share).toBeCloseTo(1, 9)
  const [second, first] = figures.map((it) => it.bands)
  expect(first.find(({ name }) => name === '125 to 250 Hz')?.share).toBe(1)
  expect(second.find(({ name }) => name === '2 to 4 kHz')?.share).toBe(1)
  expect(first.find(({ name }) => name === '500 Hz to 1 kHz')?.share).toBeNull()
  expect(sentences[0]).toMatch(/^Low takes 75 % of the energy, most of all in the band 125 to 250 Hz/)
})

describe('activations in words', () => {
  it('say when each is loudest, how long it sounds and how restless it is', () => {
    const [first, second] = activationsText(names, factors, { range: null, grid }).figures
    expect(first).toMatchObject({ name: 'Low', soundingShare: 0.5 })
    expect(first.loudestAt).toBeCloseTo(2, 9)
    expect(first.energyShare + second.energyShare).toBeCloseTo(1, 9)
    expect(second.roughness).toBeCloseTo(60 / 99, 6)
  })

  it('say what is silent', () => {
    const { sentences, figures } = activationsText(names, factors, { range: { start: 0, end: 4 }, grid })
    expect(sentences).toContain('High is silent.')
    expect(figures[1]).toMatchObject({ loudestAt: null, soundingShare: 0, energyShare: 0 })
  })
})

it('a dictionary in words names the pitches of each spectrum', () => {
  const { sentences, figures } = dictionaryText(names, factors, sampleRate)
  expect(figures.map(({ pitches }) => pitches.map(({ name }) => name))).toEqual([['A3'], ['C♯7']])
  expect(sentences[0]).toBe('Low: strongest at A3 (224 Hz); centre of gravity 224 Hz; 75 % of the energy.')
})

describe('costs in words', () => {
  const curve = { seconds: [0, 1, 2, 3], isMarked: false }

  it('say which is lowest, and when each is within 1 % of it', () => {
    const { sentences, figures } = costText([
      { ...curve, name: 'MM', costs: [1000, 300, 202, 201], isMarked: true },
      { ...curve, name: 'EM', costs: [1000, 500, 400, 300], seconds: null },
      { ...curve, name: 'MU', costs: [1000, 250, 210, 200] },
    ])
    expect(figures.map(({ isLowest }) => isLowest)).toEqual([false, false, true])
    expect(figures.map(({ nearLowest }) => nearLowest)).toEqual([
      { iteration: 2, seconds: 2 },
      null,
      { iteration: 3, seconds: 3 },
    ])
    expect(sentences).toEqual([
      'MM (kept): the cost fell from 1 k to 201 in 3 iterations, 3 s; within 1 % of the lowest from iteration 2, 2 s on.',
      'EM: the cost fell from 1 k to 300 in 3 iterations; it never came within 1 % of the lowest.',
      'MU: the cost fell from 1 k to 200 in 3 iterations, 3 s, the lowest of all; within 1 % of the lowest from iteration 3, 3 s on.',
    ])
  })

  it('that are negative have a lowest one, too', () => {
    const { figures } = costText([{ ...curve, name: 'MM', costs: [5, -99.5, -100, -100] }])
    expect(figures[0].nearLowest?.iteration).toBe(1)
  })
})

it('smoothness in words has one sentence for each lambda', () => {
  const variants = [0, 10].map((smoothness) => ({ smoothness, factors }))
  const { sentences, figures } = smoothnessText({ number: 1, name: 'High' }, variants, { range: null, grid })
  expect(sentences[0]).toBe('Activation of High for each smoothness λ.')
  expect(figures.map(({ smoothness }) => smoothness)).toEqual([0, 10])
  expect(sentences[2]).toMatch(/^λ = 10: its level changes by 0\.61 dB a frame/)
})

describe('bands', () => {
  it('follow one another, and every bin is in the one that holds its frequency', () => {
    bands.slice(1).forEach(({ from }, index) => expect(from).toBe(bands[index].to))
    bandsOfBins(binCount, sampleRate).forEach((band, bin) => {
      expect(bin * binWidth).toBeGreaterThanOrEqual(bands[band].from)
      expect(bin * binWidth).toBeLessThan(bands[band].to)
    })
  })

  it('lose no energy', () => {
    const energies = energyInBands(
      Float64Array.from({ length: binCount }, () => 1),
      sampleRate,
    )
    expect(energies.reduce((a, b) => a + b)).toBe(binCount)
  })
})

it('frames of a range have their middles in it, and there is one at least', () => {
  const seconds = fc.double({ min: -5, max: 20, noNaN: true })
  fc.assert(
    fc.property(seconds, seconds, (a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b) + 0.01]
      const { from, to } = framesIn({ start, end }, grid, frameCount)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeGreaterThan(from)
      expect(to).toBeLessThanOrEqual(frameCount)
      if (to - from < 2) return
      expect(from * 0.1).toBeGreaterThan(start - 1e-6)
      expect((to - 1) * 0.1).toBeLessThan(end + 1e-6)
    }),
  )
  expect(framesIn(null, grid, frameCount)).toEqual({ from: 0, to: frameCount })
})

it('many things are told one by one up to twelve, the rest is counted', () => {
  const tell = (item: number): string => `Number ${item}.`
  const items = Array.from({ length: 40 }, (_, index) => index)
  const sentences = tellEach(items, { tell, noun: 'masks' })
  expect([sentences.length, sentences[12]]).toEqual([13, 'There are 28 more masks.'])
})

it.each([
  [1, '100 %'],
  [0.123, '12 %'],
  [0.0345, '3.5 %'],
  [0.00021, '0.021 %'],
  [0.00001, 'less than 0.01 %'],
  [0, '0 %'],
])('a share of %d is %s', (share, text) => {
  expect(formatShare(share)).toBe(text)
})

it('a list ends in "and"', () => {
  expect([listOf([]), listOf(['A']), listOf(['A', 'B', 'C'])]).toEqual(['nothing', 'A', 'A, B and C'])
})
