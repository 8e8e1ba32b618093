import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Samples } from '../audio/audioData'
import { errorInDecibels, whiteNoise } from '../spectral/testSignals.testSupport'
import { declick, type Click, type DeclickOptions, type DeclickResult } from './declick'
import { bandMusic, sampleRate, spoiltMusic, type ClickPlace } from './spoiltMusic.testSupport'

function declicked<T extends Samples>(samples: T, options?: DeclickOptions): DeclickResult<T> {
  const run = declick(samples, sampleRate, options)
  let step = run.next()
  while (!step.done) step = run.next()
  return step.value
}

/** dB */
function signalToNoise(actual: Samples, reference: Samples): number {
  return -errorInDecibels(actual, reference)
}

function meets(click: Click, place: ClickPlace): boolean {
  return click.start < place.end + 8 && click.end > place.start - 8
}

const faint = spoiltMusic(-22)
const loud = spoiltMusic(-12)
const faintResult = declicked(faint.clicked)
const loudResult = declicked(loud.clicked)

describe('declick', () => {
  it('gains what the study measured for faint and for loud clicks', () => {
    expect(signalToNoise(faint.clicked, faint.noisy)).toBeCloseTo(22, 0)
    expect(signalToNoise(faintResult.samples, faint.noisy)).toBeGreaterThan(26.4)
    expect(signalToNoise(loud.clicked, loud.noisy)).toBeCloseTo(12, 0)
    expect(signalToNoise(loudResult.samples, loud.noisy)).toBeGreaterThan(18)
  })

  it('finds the clicks that stand out of the hiss', () => {
    const found = ({ places }: typeof faint, { clicks }: typeof faintResult): number => {
      const high = places.filter(({ height }) => height > 4)
      return high.filter((place) => clicks.some((click) => meets(click, place))).length / high.length
    }
    expect(found(faint, faintResult)).toBeGreaterThan(0.6)
    expect(found(loud, loudResult)).toBeGreaterThan(0.8)
  })

  it('takes nearly nothing else for a click', () => {
    for (const [music, { clicks }] of [[faint, faintResult] as const, [loud, loudResult] as const]) {
      const right = clicks.filter((click) => music.places.some((place) => meets(click, place)))
      expect(right.length / clicks.length).toBeGreaterThan(0.95)
    }
  })

  it('leaves noisy music without clicks as it is, but for 41 dB', () => {
    expect(signalToNoise(declicked(faint.noisy).samples, faint.noisy)).toBeGreaterThan(41)
  })

  it.each([1, 2, 3])('keeps 24 dB and more of noise-free music with plucks and drums, number %i', (seed) => {
    const music = bandMusic(5, seed)
    expect(signalToNoise(declicked(music).samples, music)).toBeGreaterThan(24)
  })

  it('leaves samples outside of the clicks equal bit by bit, and the input too', () => {
    const input = faint.clicked.slice()
    const { samples, clicks } = declicked(input)
    expect(input).toEqual(faint.clicked)
    const patched = samples.slice()
    for (const { start, end } of clicks) patched.set(input.subarray(start, end), start)
    expect(patched).toEqual(input)
    expect(samples).not.toEqual(input)
  })

  it('tells clicks in the order of time, apart, above the threshold and not over 4 ms a pass', () => {
    let before = -1
    for (const { start, end, decibels } of loudResult.clicks) {
      expect(start).toBeGreaterThan(before)
      expect(end - start).toBeLessThanOrEqual(2 * 0.004 * sampleRate + 1)
      expect(decibels).toBeGreaterThan(20 * Math.log10(5))
      before = end
    }
  })

  it('keeps the kind of the samples, and finds the same in 64 bits', () => {
    const { samples, clicks } = declicked(Float64Array.from(faint.clicked))
    expect(samples).toBeInstanceOf(Float64Array)
    const where = ({ start, end }: Click): number[] => [start, end]
    expect(clicks.map(where)).toEqual(faintResult.clicks.map(where))
  })

  it('finds fewer clicks at a higher threshold', () => {
    const strict = declicked(faint.clicked, { threshold: 12 })
    expect(strict.clicks.length).toBeLessThan(faintResult.clicks.length)
    expect(strict.clicks.length).toBeGreaterThan(0)
  })

  it('finds in a later part what it finds in the whole', () => {
    const start = 1024 * 50
    const { clicks } = declicked(faint.clicked.subarray(start))
    const inner = (from: number, list: readonly Click[]): number[] =>
      list.map((click) => click.start + from).filter((at) => at > start + 4096)
    expect(inner(start, clicks)).toEqual(inner(0, faintResult.clicks))
    expect(inner(0, faintResult.clicks).length).toBeGreaterThan(10)
  })

  it('repairs a click wherever it lies in the blocks', () => {
    const hiss = Float32Array.from(whiteNoise(8192, 5), (value) => 0.01 * value)
    for (let shift = 0; shift < 2048; shift += 61) {
      const input = hiss.slice()
      for (let i = 0; i < 6; i++) input[3000 + shift + i] += i % 2 === 0 ? 0.5 : -0.4
      const { samples, clicks } = declicked(input)
      expect(clicks.length, `at ${shift}`).toBe(1)
      expect(Math.abs(clicks[0].start - (3000 + shift)), `at ${shift}`).toBeLessThan(9)
      expect(signalToNoise(samples, hiss), `at ${shift}`).toBeGreaterThan(20)
    }
  })

  it('reports progress that rises to 1 at most', () => {
    const shares = [...declick(faint.clicked, sampleRate)]
    expect(shares.length).toBeGreaterThan(3)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('refuses rates and thresholds out of range when it is pulled', () => {
    expect(() => declick(new Float32Array(9), 0).next()).toThrow(/sample rate is 0 Hz/)
    expect(() => declicked(new Float32Array(9), { threshold: 2 })).toThrow(/threshold is 2;.*3 to 50/)
    expect(() => declicked(new Float32Array(9), { threshold: NaN })).toThrow(/NaN/)
  })
})

describe('declick of signals that are no music', () => {
  it.each([
    ['silence', () => 0],
    ['a constant', () => 0.5],
    ['a full-scale square wave', (i: number) => (i % 100 < 50 ? 1 : -1)],
    ['a square wave at half the rate', (i: number) => (i % 2 === 0 ? 1 : -1)],
    ['a full-scale sine', (i: number) => Math.sin(0.1 * i)],
  ])('leaves %s as it is', (_, value) => {
    const input = Float32Array.from({ length: 20_000 }, (_, i) => value(i))
    const { samples, clicks } = declicked(input)
    expect(samples).toEqual(input)
    expect(clicks).toEqual([])
  })

  it('takes a click out of digital silence', () => {
    const input = new Float32Array(20_000)
    input[7000] = 1
    input[7001] = -0.5
    const { samples, clicks } = declicked(input)
    expect(clicks).toHaveLength(1)
    expect(samples).toEqual(new Float32Array(20_000))
  })

  it.each([0, 4095])('repairs a click of one sample at the end %i', (at) => {
    const input = Float32Array.from({ length: 4096 }, (_, i) => 0.3 * Math.sin(0.05 * i))
    whiteNoise(4096, 8).forEach((value, i) => (input[i] += 0.003 * value))
    const original = input[at]
    input[at] += 0.8
    const { samples, clicks } = declicked(input)
    expect(clicks).toHaveLength(1)
    expect(Math.abs(samples[at] - original)).toBeLessThan(0.05)
  })

  it('leaves samples that are not finite, and repairs far from them', () => {
    const input = Float32Array.from(whiteNoise(40_000, 3), (value) => 0.01 * value)
    input[5000] = NaN
    input[9000] = Infinity
    input[30_000] = 1
    const { samples, clicks } = declicked(input)
    expect(clicks).toHaveLength(1)
    expect(samples[5000]).toBeNaN()
    expect(samples[9000]).toBe(Infinity)
    expect(Math.abs(samples[30_000])).toBeLessThan(0.05)
    expect(samples.filter((value) => !Number.isFinite(value))).toHaveLength(2)
  })

  it('leaves recordings under 256 samples alone', () => {
    for (let length = 0; length < 256; length += 5) {
      const input = new Float32Array(length)
      if (length > 2) input[length >> 1] = 1
      expect(declicked(input)).toEqual({ samples: input, clicks: [] })
    }
  })

  it('gives finite samples of the same length for whatever is finite', () => {
    const value = fc.oneof(
      fc.constant(0),
      fc.constant(1),
      fc.constant(-1),
      fc.float({ noNaN: true, min: -1, max: 1 }),
    )
    fc.assert(
      fc.property(fc.array(value, { minLength: 250, maxLength: 5000, size: 'max' }), (values) => {
        const { samples } = declicked(Float32Array.from(values))
        expect(samples).toHaveLength(values.length)
        expect(samples.every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 20 },
    )
  })
})
