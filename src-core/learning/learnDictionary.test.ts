import { describe, expect, it } from 'vitest'
import { factorFloor } from '../nmf/factors'
import { initialFactors } from '../nmf/initialise'
import { createReferenceKernels } from '../nmf/referenceKernels'
import { powerSpectrogram } from '../spectral/powerSpectrogram'
import { keepingKnown, learnDictionary, startBeside } from './learnDictionary'
import { columnsOf, learnedGroups, type LearnedGroup } from './learnedGroups'
import { sharedPitches } from './sharedPitches.testSupport'

const framing = { windowLength: 256, hop: 128 }
const { samples, learned } = sharedPitches(1)
const spectrogram = powerSpectrogram(samples, framing)
const { binCount } = spectrogram
const groups = learnedGroups(learned, framing, samples.length)

interface Learned {
  readonly dictionary: Float32Array
  readonly done: readonly number[]
}

function learn(of: readonly LearnedGroup[], { stopAt = Infinity, seed = 1 } = {}): Learned {
  const steps = learnDictionary(spectrogram, of, { smoothness: 10, seed }, () => createReferenceKernels)
  const done: number[] = []
  let step = steps.next(undefined)
  while (!step.done) {
    done.push(step.value)
    step = steps.next(done.length > stopAt ? 'stop' : undefined)
  }
  return { dictionary: step.value, done }
}

function spectrumOf({ dictionary }: Learned, column: number): Float32Array {
  return dictionary.subarray(column * binCount, (column + 1) * binCount)
}

/** Share of the power of a spectrum in its three strongest bins. */
function peakedness(spectrum: Float32Array): number {
  const strongest = spectrum.toSorted().subarray(-3)
  return strongest.reduce((sum, value) => sum + value, 0) / spectrum.reduce((sum, value) => sum + value, 0)
}

describe('a learned dictionary', () => {
  it('has the spectra of each group in turn: sum 1, nothing below the floor', () => {
    const result = learn(groups)
    expect(result.dictionary).toHaveLength(columnsOf(groups) * binCount)
    for (let column = 0; column < columnsOf(groups); column++) {
      const spectrum = spectrumOf(result, column)
      expect(spectrum.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4)
      expect(Math.min(...spectrum)).toBeGreaterThanOrEqual(Math.fround(factorFloor))
    }
  })

  it('of noise is that of the noise alone; those of notes have peaks', () => {
    const result = learn(groups)
    const noise = learn(groups.filter(({ kind }) => kind === 'noise'))
    expect(result.dictionary.subarray(-noise.dictionary.length)).toEqual(noise.dictionary)
    const meanOf = (from: number, to: number): number => {
      let sum = 0
      for (let column = from; column < to; column++)
        sum += peakedness(spectrumOf(result, column)) / (to - from)
      return sum
    }
    expect(meanOf(16, 24)).toBeLessThan(0.2)
    expect(meanOf(0, 16)).toBeGreaterThan(0.3)
  })

  it('is the same bits for the same seed, and other ones for another', () => {
    expect(learn(groups)).toEqual(learn(groups))
    expect(learn(groups, { seed: 2 }).dictionary).not.toEqual(learn(groups).dictionary)
  })

  it('tells rising progress from 0 to at most 1, and stops with what is there', () => {
    const { done } = learn(groups)
    expect(done[0]).toBe(0)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(done[done.length - 1]).toBeLessThanOrEqual(1)
    const stopped = learn(groups, { stopAt: 3 })
    expect(stopped.done).toHaveLength(4)
    expect(stopped.dictionary).toHaveLength(columnsOf(groups) * binCount)
    expect(stopped.dictionary.every((value) => value > 0)).toBe(true)
  })

  it('is empty where there is nothing to learn', () => {
    expect(learn([])).toEqual({ dictionary: new Float32Array(0), done: [] })
  })
})

describe('a start beside known spectra', () => {
  it('has those of initialFactors and then the known ones, which are to be kept', () => {
    const known = learn(groups).dictionary
    const start = startBeside(spectrogram, 3, 7, known)
    const plain = initialFactors(spectrogram, 3, 7)
    expect(start.componentCount).toBe(27)
    expect(start.W.subarray(0, 3 * binCount)).toEqual(plain.W)
    expect(start.W.subarray(3 * binCount)).toEqual(known)
    expect(keepingKnown(3, 5)).toEqual({ spectra: [3, 4] })
  })

  it('without known spectra is that of initialFactors, and all may change', () => {
    expect(startBeside(spectrogram, 3, 7, new Float32Array(0))).toEqual(initialFactors(spectrogram, 3, 7))
    expect(keepingKnown(3, 3)).toBeUndefined()
  })
})
