import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Component, Source } from '../project/project'
import {
  denoisedWeights,
  isAudible,
  mixWeights,
  noiseGain,
  removedWeights,
  sourceGains,
  weightsOf,
  type Mix,
} from './mixdown'
import { decibelsToGain, panGains, panLaws } from './panLaw'

const componentsOf = (count: number): Component[] =>
  Array.from({ length: count }, (_, k) => ({ name: `Component ${k + 1}`, colour: '#000000' }))

function sourceOf(components: readonly number[], changed: Partial<Source> = {}): Source {
  const id = `source-${components.join('-')}`
  return {
    id,
    name: id,
    colour: '#000000',
    components,
    pan: 0,
    gain: 0,
    noise: -Infinity,
    mute: false,
    solo: false,
    ...changed,
  }
}

/** Components 0 and 1 in a source on the left, 2 and 3 in one on the right, 4 is noise, 5 ungrouped. */
function mixOf(first: Partial<Source> = {}, second: Partial<Source> = {}, amount = 0): Mix {
  return {
    components: componentsOf(6),
    sources: [sourceOf([0, 1], { pan: -40, ...first }), sourceOf([2, 3], { pan: 100, ...second })],
    noise: { components: [4], amount, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
    panLaw: -3,
  }
}

const weights = (mix: Mix): [number[], number[]] => {
  const [left, right] = mixWeights(mix)
  return [[...left], [...right]]
}

describe('the mix', () => {
  const near = panGains(-40, -3)
  const centre = Math.SQRT1_2

  it('lays sources by pan, ungrouped components in the centre, and leaves the noise out', () => {
    const [left, right] = weights(mixOf())
    expect(left).toEqual([near.left, near.left, 0, 0, 0, expect.closeTo(centre, 15)])
    expect(right).toEqual([near.right, near.right, 1, 1, 0, expect.closeTo(centre, 15)])
  })

  it.each([0, 50, 100])('lets %i %% of the noise back into the centre', (amount) => {
    const mix = mixOf({}, {}, amount)
    expect(noiseGain(mix.noise)).toBe(amount / 100)
    const [left, right] = weights(mix)
    expect([left[4], right[4]]).toEqual([expect.closeTo((centre * amount) / 100, 15), left[4]])
  })

  it('scales a source by its gain in dB', () => {
    const [left, right] = weights(mixOf({ gain: -12 }))
    expect(left.slice(0, 2)).toEqual(Array(2).fill(decibelsToGain(-12) * near.left))
    expect(right.slice(0, 2)).toEqual(Array(2).fill(decibelsToGain(-12) * near.right))
    expect(right[2]).toBe(1)
  })

  it.each([{ mute: true }, { gain: -Infinity }])('%j silences that source alone', (silent) => {
    const mix = mixOf(silent, {}, 50)
    const [left, right] = weights(mix)
    const [leftBefore, rightBefore] = weights(mixOf({}, {}, 50))
    expect([left.slice(0, 2), right.slice(0, 2)]).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect([left.slice(2), right.slice(2)]).toEqual([leftBefore.slice(2), rightBefore.slice(2)])
  })

  it('solo silences everything else: other sources, noise and ungrouped components', () => {
    const [left, right] = weights(mixOf({ solo: true }, {}, 100))
    expect(left).toEqual([near.left, near.left, 0, 0, 0, 0])
    expect(right).toEqual([near.right, near.right, 0, 0, 0, 0])
  })

  it('two soloed sources are both heard', () => {
    const [, right] = weights(mixOf({ solo: true }, { solo: true }))
    expect(right).toEqual([near.right, near.right, 1, 1, 0, 0])
  })

  it('a soloed source that is muted is silent, and so is the rest', () => {
    const mix = mixOf({ solo: true, mute: true })
    expect(mix.sources.map((source) => isAudible(source, mix.sources))).toEqual([false, false])
    expect(weights(mix).flat()).toEqual(Array(12).fill(0))
  })
})

/** Each of 8 components goes to one of three sources (0 .. 2), to the noise (3) or to nothing (4). */
const anyMix = fc
  .record({
    places: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 }),
    pans: fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 3, maxLength: 3 }),
    panLaw: fc.constantFrom(...panLaws),
    amount: fc.integer({ min: 0, max: 100 }),
    levels: fc.array(fc.constantFrom(-Infinity, -40, -20, -12), { minLength: 3, maxLength: 3 }),
  })
  .map(({ places, pans, panLaw, amount, levels }): Mix => {
    const membersOf = (place: number): number[] => places.flatMap((it, k) => (it === place ? [k] : []))
    const sources = pans.map((pan, place) => sourceOf(membersOf(place), { pan, noise: levels[place] }))
    return {
      components: componentsOf(8),
      sources,
      noise: { components: membersOf(3), amount, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
      panLaw,
    }
  })

describe('for any grouping', () => {
  it('left + right is the recording with nothing dropped at the -6 dB law, wherever the sources stand', () => {
    fc.assert(
      fc.property(anyMix, (mix) => {
        const noise = { ...mix.noise, amount: 100 }
        const sources = mix.sources.map((source) => ({ ...source, noise: -Infinity }))
        const [left, right] = mixWeights({ ...mix, noise, sources, panLaw: -6 })
        left.forEach((weight, k) => expect(weight + right[k]).toBeCloseTo(1, 14))
      }),
      { seed: 81, numRuns: 200 },
    )
  })

  it('removed + denoised = recording, and only noise is removed', () => {
    fc.assert(
      fc.property(anyMix, (mix) => {
        const removed = removedWeights(mix)
        const denoised = denoisedWeights(mix)
        removed.forEach((weight, k) => {
          expect(weight + denoised[k]).toBe(1)
          const back = mix.sources.reduce((sum, it) => sum + decibelsToGain(it.noise), mix.noise.amount / 100)
          expect(weight).toBe(mix.noise.components.includes(k) ? Math.max(0, 1 - back) : 0)
        })
      }),
      { seed: 82, numRuns: 200 },
    )
  })

  it('left + right is what is not removed at the -6 dB law, with noise at any place, up to all of it', () => {
    fc.assert(
      fc.property(anyMix, (mix) => {
        const quiet = {
          ...mix,
          noise: { ...mix.noise, amount: Math.min(20, mix.noise.amount) },
          panLaw: -6 as const,
        }
        const [left, right] = mixWeights(quiet)
        denoisedWeights(quiet).forEach((weight, k) => expect(left[k] + right[k]).toBeCloseTo(weight, 14))
      }),
      { seed: 84, numRuns: 200 },
    )
  })

  it('every member of a source has the gains of its source', () => {
    fc.assert(
      fc.property(anyMix, (mix) => {
        const [left, right] = mixWeights(mix)
        for (const source of mix.sources) {
          const gains = sourceGains(source, mix)
          for (const k of source.components) expect([left[k], right[k]]).toEqual([gains.left, gains.right])
        }
      }),
      { seed: 83, numRuns: 100 },
    )
  })
})

it('weightsOf gives the members their gain and all others nothing', () => {
  expect([...weightsOf(5, [1, 4])]).toEqual([0, 1, 0, 0, 1])
  expect([...weightsOf(3, [0], 0.25)]).toEqual([0.25, 0, 0])
})
