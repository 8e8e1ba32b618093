import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '../contract/errors'
import {
  binCountOf,
  chooseFraming,
  firstFrameOver,
  frameCountOf,
  frameStart,
  frameTime,
  lastFrameOver,
  type Framing,
} from './framing'

const anyFraming = fc
  .tuple(fc.integer({ min: 4, max: 11 }), fc.double({ min: 0.5, max: 0.9375, noNaN: true }))
  .map(([exponent, overlap]): Framing => {
    const windowLength = 2 ** exponent
    return { windowLength, hop: Math.max(1, Math.round(windowLength * (1 - overlap))) }
  })

describe('chooseFraming', () => {
  it.each([
    [23, 44_100, 1024],
    [23, 22_050, 512],
    [23, 11_025, 256],
    [23, 48_000, 1024],
    [23, 96_000, 2048],
    [46, 44_100, 2048],
    [2, 4000, 16],
    [1000, 192_000, 262_144],
  ])('%f ms at %i Hz is a window of %i samples', (milliseconds, sampleRate, windowLength) => {
    expect(chooseFraming(milliseconds, 0.5, sampleRate)).toEqual({ windowLength, hop: windowLength / 2 })
  })

  it.each([
    [0.5, 512],
    [0.75, 256],
    [0.6, 410],
    [0.9375, 64],
  ])('an overlap of %f of 1024 samples is a hop of %i', (overlap, hop) => {
    expect(chooseFraming(23, overlap, 44_100).hop).toBe(hop)
  })

  it.each([NaN, -23, 0, 1.99, 1000.01, Infinity])('refuses a window of %f ms, naming it', (milliseconds) => {
    const choose = (): Framing => chooseFraming(milliseconds, 0.5, 44_100)
    expect(choose).toThrow(ShellacError)
    expect(choose).toThrow(`window is ${milliseconds} ms; it must be from 2 to 1000 ms`)
  })

  it.each([NaN, -0.5, 0, 0.49, 0.94, 1, Infinity])('refuses an overlap of %f, naming it', (overlap) => {
    const choose = (): Framing => chooseFraming(23, overlap, 44_100)
    expect(choose).toThrow(ShellacError)
    expect(choose).toThrow(`overlap is ${overlap}; it must be from 0.5 to 0.9375`)
  })
})

describe('frames', () => {
  it('firstFrameOver and lastFrameOver bracket exactly the frames that cover a sample', () => {
    fc.assert(
      fc.property(anyFraming, fc.nat(5000), (framing, sample) => {
        const covers = (frame: number): boolean =>
          frameStart(framing, frame) <= sample && sample < frameStart(framing, frame) + framing.windowLength
        const first = firstFrameOver(framing, sample)
        const last = lastFrameOver(framing, sample)
        expect(covers(first) && covers(last)).toBe(true)
        expect(covers(last + 1)).toBe(false)
        expect(first === 0 || !covers(first - 1)).toBe(true)
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  it('no frame before frame 0 covers a sample', () => {
    fc.assert(
      fc.property(anyFraming, (framing) => {
        expect(frameStart(framing, -1) + framing.windowLength).toBe(0)
      }),
      { seed: 12 },
    )
  })

  it('frameCountOf counts all frames over the last sample, and no frame over silence', () => {
    const framing = { windowLength: 64, hop: 32 }
    expect([0, 1, 2, 32, 33, 1000].map((count) => frameCountOf(framing, count))).toEqual([0, 2, 2, 2, 3, 33])
    expect(binCountOf(framing)).toBe(33)
  })

  it('frameTime is the middle of the frame in seconds', () => {
    const framing = { windowLength: 1024, hop: 512 }
    expect(frameTime(framing, 0, 44_100)).toBe(0)
    expect(frameTime(framing, 100, 44_100)).toBeCloseTo((100 * 512) / 44_100, 12)
    expect(frameTime({ windowLength: 1024, hop: 256 }, 0, 1000)).toBeCloseTo(-0.256, 12)
  })
})
