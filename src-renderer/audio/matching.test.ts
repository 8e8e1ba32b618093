import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mixWeights } from '@core/separation/mixdown'
import { panLaws } from '@core/separation/panLaw'
import type { EngineClient } from '@core/contract/engine'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { fakeMaterial } from './fakeAudio.testSupport'
import { channelWeights, matchingGains, measureLoudness, piecesOfStretch, stretchesOf } from './matching'
import { programOf } from './program'

const never = new AbortController().signal

describe('matched loudness', () => {
  it('lowers the louder side by the difference and leaves the other alone', () => {
    expect(matchingGains({ original: -20, mix: -26 })).toEqual({ original: -6, mix: 0 })
    expect(matchingGains({ original: -20, mix: -17.5 })).toEqual({ original: 0, mix: -2.5 })
  })

  it('changes nothing where a side is silent', () => {
    expect(matchingGains({ original: -20, mix: -Infinity })).toEqual({ original: 0, mix: 0 })
    expect(matchingGains({ original: -Infinity, mix: -Infinity })).toEqual({ original: 0, mix: 0 })
  })
})

describe('stretches', () => {
  it('are all of a recording of a minute, and a minute spread over a longer one', () => {
    expect(stretchesOf({ sampleRate: 100, sampleCount: 6000 })).toEqual([{ start: 0, end: 6000 }])
    const spread = stretchesOf({ sampleRate: 100, sampleCount: 60_000 })
    expect(spread).toHaveLength(6)
    expect(spread[0]).toEqual({ start: 0, end: 1000 })
    expect(spread[5]).toEqual({ start: 59_000, end: 60_000 })
  })

  it('are cut into pieces without a gap', () => {
    const pieces = piecesOfStretch({ start: 100, end: 1050 }, 100)
    expect(pieces[0].start).toBe(100)
    expect(pieces.at(-1)?.end).toBe(1050)
    pieces.slice(1).forEach((piece, index) => expect(piece.start).toBe(pieces[index].end))
    expect(Math.max(...pieces.map(({ start, end }) => end - start))).toBe(200)
  })
})

const gain = fc.double({ min: -60, max: 12, noNaN: true })
const pan = fc.integer({ min: -100, max: 100 })

const source = (components: readonly number[]) =>
  fc.record({
    id: fc.constant(`source of ${components.join()}`),
    name: fc.constant('Source'),
    colour: fc.constant('#888888'),
    components: fc.constant(components),
    gain: fc.oneof(gain, fc.constant(-Infinity)),
    noise: fc.oneof(fc.integer({ min: -60, max: 0 }), fc.constant(-Infinity)),
    pan,
    mute: fc.boolean(),
    solo: fc.boolean(),
  })

/** Five components: two sources, one component of noise, one ungrouped. */
const project = fc
  .record({
    sources: fc.tuple(source([0, 2]), source([3])),
    amount: fc.double({ min: 0, max: 100, noNaN: true }),
    panLaw: fc.constantFrom(...panLaws),
  })
  .map(({ sources, amount, panLaw }) => {
    const components = Array.from({ length: 5 }, (_, index) => ({ name: `${index + 1}`, colour: '#888888' }))
    return {
      ...sampleProject(),
      sources,
      noise: { components: [1], amount, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
      components,
      mix: { panLaw },
    }
  })

describe('what is heard and what is exported', () => {
  it('have the same weights for every pan law, mute, solo, noise amount and gain, to -200 dB', () => {
    fc.assert(
      fc.property(project, (made) => {
        const heard = channelWeights(programOf(made, { kind: 'mix' }), 5)
        const exported = mixWeights({ ...made, panLaw: made.mix.panLaw })
        heard.forEach((weights, side) =>
          weights.forEach((weight, k) => expect(Math.abs(weight - exported[side][k])).toBeLessThan(1e-10)),
        )
      }),
    )
  })
})

/** Its recording is a sine of amplitude 1, its components are that times their number. */
function sineEngine(): EngineClient {
  const made = new Map<string, Uint8Array>()
  const engine = {
    call: (
      _method: string,
      { of, start, end }: { of: { outputs?: number[][] }; start: number; end: number },
    ) => {
      const levels = of.outputs?.map((weights) => weights.reduce((sum, it, k) => sum + it * (k + 1), 0)) ?? [
        1,
      ]
      const samples = levels.flatMap((level) =>
        Array.from({ length: end - start }, (_, i) => level * Math.sin(0.13 * (start + i))),
      )
      made.set(`${made.size}`, new Uint8Array(Float32Array.from(samples).buffer))
      return Promise.resolve({ audio: `${made.size - 1}` })
    },
    artifact: (id: string) => Promise.resolve(made.get(id)),
  }
  return engine as unknown as EngineClient
}

describe('measuring', () => {
  const material = { ...fakeMaterial, sampleRate: 8000, sampleCount: 8000 * 5 }

  it('hears the recording in both ears, and components by their weights', async () => {
    const engine = sineEngine()
    const recording = await measureLoudness(engine, material, { weights: 'recording', signal: never })
    const same = await measureLoudness(engine, material, { weights: [[1], [1]], signal: never })
    const left = await measureLoudness(engine, material, { weights: [[1], [0]], signal: never })
    const doubled = await measureLoudness(engine, material, {
      weights: [
        [0, 1],
        [0, 1],
      ],
      signal: never,
    })
    expect(same).toBeCloseTo(recording, 6)
    expect(recording - left).toBeCloseTo(3.0103, 3)
    expect(doubled - recording).toBeCloseTo(6.0206, 3)
  })

  it('ends when it is not wanted any more', async () => {
    const wish = new AbortController()
    wish.abort(new Error('not wanted'))
    const measured = measureLoudness(sineEngine(), material, { weights: 'recording', signal: wish.signal })
    await expect(measured).rejects.toThrow('not wanted')
  })
})
