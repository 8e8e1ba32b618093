import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Samples } from '../audio/audioData'
import { permuted, type Factors } from '../nmf/factors'
import { randomFactors } from '../nmf/randomProblem.testSupport'
import { createSpectrum } from '../spectral/fft'
import { binCountOf, frameCountOf, type Framing } from '../spectral/framing'
import { createFrameAnalyser } from '../spectral/stft'
import { errorInDecibels, whiteNoise } from '../spectral/testSignals.testSupport'
import { mixWeights, removedWeights, denoisedWeights, weightsOf, withClicks, type Mix } from './mixdown'
import {
  blocksOf,
  maskedBehindFilter,
  renderOutputs,
  type ComponentWeights,
  type Separation,
} from './renderOutputs'

function separationOf(framing: Framing, samples: Samples, componentCount: number): Separation {
  const frameCount = frameCountOf(framing, samples.length)
  const factors = randomFactors({ binCount: binCountOf(framing), frameCount, componentCount }, 5)
  return { samples, framing, factors }
}

const eachComponent = (count: number): ComponentWeights[] =>
  Array.from({ length: count }, (_, k) => weightsOf(count, [k]))

const renderAll = (separation: Separation, outputs: readonly ComponentWeights[]): Float32Array[] =>
  renderOutputs(separation, outputs, { start: 0, end: separation.samples.length })

function sumOf(signals: readonly Float32Array[]): Float64Array {
  return Float64Array.from(signals[0], (_, i) => signals.reduce((sum, signal) => sum + signal[i], 0))
}

describe('of a declicked recording', () => {
  const samples = whiteNoise(3000, 4)
  const untouched = Float32Array.from(samples, (value, t) => (t % 400 < 5 ? value + 0.7 : value))
  const plain = separationOf({ windowLength: 256, hop: 128 }, Float32Array.from(samples), 3)
  const declicked: Separation = { ...plain, declicked: { untouched, clicks: [] } }
  const clicks = withClicks(weightsOf(3, []))

  it('all components and the removed clicks sum to the untouched recording within -120 dB', () => {
    const sum = sumOf(renderAll(declicked, [...eachComponent(3), clicks]))
    expect(errorInDecibels(sum, untouched)).toBeLessThan(-120)
  })

  it('the clicks alone are silent between the clicks, in any range', () => {
    const [signal] = renderOutputs(declicked, [clicks], { start: 390, end: 900 })
    signal.forEach((value, i) => expect(value).toBeCloseTo((390 + i) % 400 < 5 ? 0.7 : 0, 6))
  })

  it('outputs without a weight for clicks are as if nothing had been removed', () => {
    expect(renderAll(declicked, eachComponent(3))).toEqual(renderAll(plain, eachComponent(3)))
    expect(renderAll(declicked, [withClicks(weightsOf(3, [1]), 0)])).toEqual(
      renderAll(plain, [weightsOf(3, [1])]),
    )
  })

  it('without removed clicks a weight for them does nothing', () => {
    expect(renderAll(plain, [withClicks(weightsOf(3, [1]))])).toEqual(renderAll(plain, [weightsOf(3, [1])]))
  })
})

describe('of a denoised recording', () => {
  const samples = Float32Array.from(whiteNoise(3000, 4))
  const plain = separationOf({ windowLength: 256, hop: 128 }, samples, 4)
  const quieter = samples.map((value, t) => value * Math.sin(t / 90))
  const denoised = maskedBehindFilter({ samples: quieter, carriers: [1, 2] }, plain.factors)
  const filtered: Separation = { ...plain, denoised }
  const off: Separation = {
    ...filtered,
    shaping: { groups: [0, 0, 0, 0], smoothing: null, strokes: [], filter: 'off' },
  }

  it('all components sum to the recording with its noise within -120 dB', () => {
    expect(errorInDecibels(sumOf(renderAll(filtered, eachComponent(4))), samples)).toBeLessThan(-120)
  })

  it('what was filtered out goes with the components that carry it, in equal parts', () => {
    const masksAlone = renderAll({ ...plain, samples: quieter, factors: denoised.factors }, eachComponent(4))
    renderAll(filtered, eachComponent(4)).forEach((signal, k) => {
      const part = k === 1 || k === 2 ? 0.5 : 0
      const expected = masksAlone[k].map((value, t) => value + part * (samples[t] - quieter[t]))
      expect(errorInDecibels(signal, expected)).toBeLessThan(-120)
    })
  })

  it('takes less of the rest for noise, and nothing else changes', () => {
    const before = plain.factors
    denoised.factors.H.forEach((gain, i) => {
      if ([1, 2].includes(i % 4)) expect(gain).toBeLessThan(before.H[i])
      else expect(gain).toBe(before.H[i])
    })
    expect(denoised.factors.W).toBe(before.W)
  })

  it('is masked as it was recorded where the shaping says no filter', () => {
    expect(renderAll(off, eachComponent(4))).toEqual(renderAll(plain, eachComponent(4)))
  })
})

describe('all components sum to the recording within -120 dB', () => {
  const cases = [
    { windowLength: 16, hop: 8, componentCount: 3, length: 700 },
    { windowLength: 256, hop: 128, componentCount: 10, length: 5000 },
    { windowLength: 256, hop: 64, componentCount: 4, length: 5000 },
    { windowLength: 512, hop: 205, componentCount: 7, length: 5001 },
    { windowLength: 1024, hop: 64, componentCount: 2, length: 3000 },
    { windowLength: 2048, hop: 1024, componentCount: 1, length: 1 },
    { windowLength: 64, hop: 32, componentCount: 25, length: 63 },
  ]
  it.each(cases)('window $windowLength, hop $hop, K $componentCount, $length samples', (it) => {
    const separation = separationOf(it, whiteNoise(it.length, 1), it.componentCount)
    const sum = sumOf(renderAll(separation, eachComponent(it.componentCount)))
    expect(errorInDecibels(sum, separation.samples)).toBeLessThan(-120)
  })

  it('with silent stretches, which stay silent', () => {
    const framing = { windowLength: 128, hop: 64 }
    const samples = Float32Array.from(whiteNoise(4000, 2), (value, t) => (t < 1000 || t >= 3000 ? 0 : value))
    const outputs = renderAll(separationOf(framing, samples, 4), eachComponent(4))
    expect(errorInDecibels(sumOf(outputs), samples)).toBeLessThan(-120)
    for (const output of outputs)
      expect(output.subarray(0, 1000 - 128).every((value) => value === 0)).toBe(true)
  })

  it('with a model that is zero in some bins and frames', () => {
    const separation = separationOf({ windowLength: 64, hop: 32 }, whiteNoise(2000, 3), 4)
    const { W, H, binCount } = separation.factors
    const factors = {
      ...separation.factors,
      W: W.map((value, i) => (i % binCount > 20 || i < binCount ? 0 : value)),
      H: H.map((value, i) => (i >= 40 && i < 80 ? 0 : value)),
    }
    const outputs = renderAll({ ...separation, factors }, eachComponent(4))
    expect(errorInDecibels(sumOf(outputs), separation.samples)).toBeLessThan(-120)
  })
})

describe('outputs', () => {
  const separation = separationOf({ windowLength: 128, hop: 51 }, whiteNoise(3000, 4), 5)
  const outputs = [...eachComponent(5), weightsOf(5, [1, 3], 0.5)]

  it('are the same bits whatever range they are asked in', () => {
    const whole = renderAll(separation, outputs)
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 4000 }), (blockLength) => {
        for (const range of blocksOf(3000, blockLength)) {
          const block = renderOutputs(separation, outputs, range)
          block.forEach((part, j) => expect(part).toEqual(whole[j].subarray(range.start, range.end)))
        }
      }),
      { seed: 111, numRuns: 15 },
    )
  })

  it('are permuted by a permutation of the components', () => {
    const order = [3, 1, 4, 0, 2]
    const reference = renderAll(separation, eachComponent(5))
    const shuffled = renderAll(
      { ...separation, factors: permuted(separation.factors, order) },
      eachComponent(5),
    )
    order.forEach((k, j) => expect(errorInDecibels(shuffled[j], reference[k])).toBeLessThan(-130))
  })

  it('of a group are the sums of its components', () => {
    const [both, first, second] = renderAll(separation, [
      weightsOf(5, [1, 3]),
      weightsOf(5, [1]),
      weightsOf(5, [3]),
    ])
    expect(errorInDecibels(sumOf([first, second]), both)).toBeLessThan(-120)
  })

  const centred: Mix = {
    components: Array.from({ length: 5 }, () => ({ name: 'any', colour: '#000000' })),
    sources: [
      {
        id: 'a',
        name: 'a',
        colour: '#000000',
        components: [0, 3],
        pan: 0,
        gain: 0,
        noise: -Infinity,
        mute: false,
        solo: false,
      },
    ],
    noise: { components: [2], amount: 100, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
    panLaw: -6,
  }

  it('centred, nothing dropped, -6 dB law: left + right is the recording within -120 dB', () => {
    const [left, right] = renderAll(separation, mixWeights(centred))
    expect(errorInDecibels(right, left)).toBeLessThan(-140)
    expect(errorInDecibels(sumOf([left, right]), separation.samples)).toBeLessThan(-120)
  })

  it.each([0, 30, 100])('removed + denoised is the recording within -120 dB, noise amount %i', (amount) => {
    const mix = {
      ...centred,
      noise: { components: [2, 4], amount, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
    }
    const parts = renderAll(separation, [removedWeights(mix), denoisedWeights(mix)])
    expect(errorInDecibels(sumOf(parts), separation.samples)).toBeLessThan(-120)
  })
})

describe('blocksOf', () => {
  it('covers every sample once, in order', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 600 }), (sampleCount, blockLength) => {
        const blocks = [...blocksOf(sampleCount, blockLength)]
        let next = 0
        for (const { start, end } of blocks) {
          expect(start).toBe(next)
          expect(end).toBeGreaterThan(start)
          expect(end - start).toBeLessThanOrEqual(blockLength)
          next = end
        }
        expect(next).toBe(sampleCount)
      }),
      { seed: 112 },
    )
  })
})

interface Golden {
  L: number
  hop: number
  x: number[]
  X_re: number[][]
  X_im: number[][]
  W: number[][]
  H: number[][]
  components: number[][]
}

/** Made by src-core/nmf/golden/make_golden.py; see PROVENANCE.md there. Matrices are lists of rows. */
describe('golden reconstruction', () => {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, 'golden', 'reconstruction.json'), 'utf8'),
  ) as Golden
  const framing = { windowLength: golden.L, hop: golden.hop }
  const samples = Float64Array.from(golden.x)
  const [binCount, frameCount, componentCount] = [golden.W.length, golden.H[0].length, golden.H.length]
  const factors: Factors = {
    W: Float64Array.from(
      { length: componentCount * binCount },
      (_, i) => golden.W[i % binCount][Math.floor(i / binCount)],
    ),
    H: Float64Array.from(
      { length: frameCount * componentCount },
      (_, i) => golden.H[i % componentCount][Math.floor(i / componentCount)],
    ),
    binCount,
    frameCount,
    componentCount,
  }

  it('the stft agrees within 1e-12', () => {
    expect([frameCountOf(framing, samples.length), binCountOf(framing)]).toEqual([frameCount, binCount])
    const analyser = createFrameAnalyser(framing)
    const spectrum = createSpectrum(binCount)
    for (let n = 0; n < frameCount; n++) {
      analyser.analyse(samples, n, spectrum)
      for (let f = 0; f < binCount; f++) {
        expect(Math.abs(spectrum.re[f] - golden.X_re[f][n])).toBeLessThan(1e-12)
        expect(Math.abs(spectrum.im[f] - golden.X_im[f][n])).toBeLessThan(1e-12)
      }
    }
  })

  it('the component signals agree within 1e-6', () => {
    const signals = renderAll({ samples, framing, factors }, eachComponent(componentCount))
    expect(signals).toHaveLength(golden.components.length)
    golden.components.forEach((expected, k) => {
      expected.forEach((value, t) => expect(Math.abs(signals[k][t] - value)).toBeLessThan(1e-6))
    })
  })
})
