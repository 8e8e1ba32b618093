import { describe, expect, it } from 'vitest'
import { createRandom } from '@core/random'
import { findBestGrouping, gramMatrix, lowestCounted, targetOf, type GroupingProblem } from './grouping'
import { siSdr } from './siSdr'

const length = 400

const noiseSignal = (seed: number): Float64Array => {
  const random = createRandom(seed)
  return Float64Array.from({ length }, () => random.uniform() - 0.5)
}

const sum = (signals: readonly Float64Array[]): Float64Array =>
  Float64Array.from({ length }, (_, i) => signals.reduce((total, signal) => total + signal[i], 0))

const problemOf = (
  components: readonly Float64Array[],
  stems: readonly Float64Array[],
  noise: Float64Array,
): GroupingProblem => {
  const target = (signal: Float64Array) => targetOf(components, signal)
  return {
    gram: gramMatrix(components),
    stems: stems.map(target),
    noise: target(noise),
    music: target(sum(stems)),
  }
}

/** Mean SI-SDR over the stems from the sample values, lost stems counted as -10 dB. */
const meanOverStems = (
  components: readonly Float64Array[],
  stems: readonly Float64Array[],
  groups: readonly number[],
): number => {
  const scores = stems.map((stem, j) => siSdr(sum(components.filter((_, k) => groups[k] === j)), stem))
  return scores.reduce((total, score) => total + Math.max(lowestCounted, score), 0) / stems.length
}

/** Stems and noise leak into one another, so that no grouping is perfect. */
const leakyCase = (seed: number) => {
  const stems = [0, 1].map((j) => noiseSignal(seed + j))
  const noise = noiseSignal(seed + 2)
  const random = createRandom(seed + 3)
  const components = Array.from({ length: 7 }, (_, k) => {
    const gains = [0, 1, 2].map((part) => random.uniform() ** 2 * (part === k % 3 ? 2 : 1))
    const parts = [...stems, noise].map((part, j) => part.map((value) => gains[j] * value))
    return sum([...parts, noiseSignal(seed + 10 + k).map((value) => 0.3 * value)])
  })
  return { components, stems, noise }
}

/** All ways to put `count` components into `groupCount` groups. */
function* allGroupings(count: number, groupCount: number): Generator<number[]> {
  for (let code = 0; code < groupCount ** count; code++) {
    yield Array.from({ length: count }, (_, k) => Math.floor(code / groupCount ** k) % groupCount)
  }
}

describe('findBestGrouping', () => {
  it('finds the exact answer for components that are pieces of the stems and of the noise', () => {
    const truth = [2, 0, 1, 0, 3, 1, 2, 3, 0]
    const components = truth.map((_, k) => noiseSignal(100 + k))
    const members = (group: number) => sum(components.filter((_, k) => truth[k] === group))
    const groups = findBestGrouping(problemOf(components, [members(0), members(1), members(2)], members(3)))
    expect(groups).toEqual(truth)
  })

  it('reaches the best of all groupings, tried one by one, in seeded leaky cases', () => {
    for (const seed of [1, 2, 3]) {
      const { components, stems, noise } = leakyCase(1000 * seed)
      const groups = findBestGrouping(problemOf(components, stems, noise))
      let best = -Infinity
      for (const candidate of allGroupings(components.length, 3)) {
        best = Math.max(best, meanOverStems(components, stems, candidate))
      }
      expect(meanOverStems(components, stems, groups)).toBeCloseTo(best, 6)
    }
  })

  it('cannot be improved by moving one component', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { components, stems, noise } = leakyCase(5000 * seed)
      const groups = findBestGrouping(problemOf(components, stems, noise))
      const reached = meanOverStems(components, stems, groups)
      for (let k = 0; k < groups.length; k++) {
        for (const other of [0, 1, 2]) {
          expect(meanOverStems(components, stems, groups.with(k, other))).toBeLessThanOrEqual(reached + 1e-6)
        }
      }
    }
  })

  it('leaves out of the music what only disturbs it', () => {
    const music = [noiseSignal(1), noiseSignal(2)]
    const noise = [noiseSignal(3), noiseSignal(4)]
    const groups = findBestGrouping(problemOf([noise[0], ...music, noise[1]], [sum(music)], sum(noise)))
    expect(groups).toEqual([1, 0, 0, 1])
  })

  it('puts every component in exactly one group, even silent ones', () => {
    const stem = noiseSignal(1)
    const groups = findBestGrouping(
      problemOf([new Float64Array(length), stem], [stem, noiseSignal(2)], noiseSignal(3)),
    )
    expect(groups).toHaveLength(2)
    expect(groups[1]).toBe(0)
    for (const group of groups) expect([0, 1, 2]).toContain(group)
  })
})
