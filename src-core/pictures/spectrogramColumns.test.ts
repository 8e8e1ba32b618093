import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Factors } from '../nmf/factors'
import { createRandom } from '../random'
import { maskedBehindFilter, renderOutputs, type ComponentWeights } from '../separation/renderOutputs'
import { frameCountOf } from '../spectral/framing'
import { whiteNoise } from '../spectral/testSignals.testSupport'
import { cellToDecibels, cellToMask, powerToCell } from './cells'
import { createMaskColumns, createPowerColumns } from './spectrogramColumns'

const framing = { windowLength: 64, hop: 32 }
const binCount = 33
const samples = whiteNoise(2000, 1).map((sample) => 0.3 * sample)
const frameCount = frameCountOf(framing, samples.length)

/** Three components; at bin 5 and frame 3 there is no model at all. */
function someFactors(): Factors {
  const random = createRandom(2)
  const componentCount = 3
  const W = Float32Array.from({ length: componentCount * binCount }, () => random.uniform() ** 4 + 1e-6)
  const H = Float32Array.from({ length: frameCount * componentCount }, () => random.uniform() ** 4 + 1e-6)
  for (let k = 0; k < componentCount; k++) {
    W[k * binCount + 5] = 0
    H[3 * componentCount + k] = 0
  }
  return { W, H, binCount, frameCount, componentCount }
}

const factors = someFactors()
const weights = (...values: number[]): ComponentWeights => Float64Array.from(values)
const everything = weights(1, 1, 1)

/** Powers of cells, which know them to half a step. */
function powersOf(cells: Uint8Array): number[] {
  return Array.from(cells, (cell) => 10 ** (cellToDecibels(cell) / 10))
}

function powerCells(...outputs: ComponentWeights[]): Uint8Array {
  return createPowerColumns({ samples, framing, separated: { factors, outputs } })(0, frameCount)
}

describe('columns of power', () => {
  it('show a sine of amplitude 1 at the middle of a bin as 0 dB, and half of it as -6 dB', () => {
    for (const [amplitude, decibels] of [
      [1, 0],
      [0.5, -6],
    ]) {
      const sine = Float64Array.from(
        { length: 1000 },
        (_, t) => amplitude * Math.cos((2 * Math.PI * 10 * t) / 64),
      )
      const column = createPowerColumns({ samples: sine, framing })(12, 13)
      expect(Math.max(...column)).toBe(column[10])
      expect(Math.abs(cellToDecibels(column[10]) - decibels)).toBeLessThanOrEqual(0.25)
      expect(cellToDecibels(column[30])).toBeLessThan(-40)
    }
  })

  it('are the same in whatever range they are asked', () => {
    const source = { samples, framing, separated: { factors, outputs: [weights(1, 0, 0.5)] } }
    const whole = createPowerColumns(source)(0, frameCount)
    const place = fc.integer({ min: 0, max: frameCount })
    const columns = createPowerColumns(source)
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)]
        expect(columns(from, to)).toEqual(whole.slice(from * binCount, to * binCount))
      }),
    )
  })

  it('of all components together are those of the recording', () => {
    expect(powerCells(everything)).toEqual(createPowerColumns({ samples, framing })(0, frameCount))
  })

  describe('of outputs with removed clicks', () => {
    const untouched = samples.map((sample, t) => (t % 500 < 4 ? sample + 0.8 : sample))
    const removed = untouched.map((sample, t) => sample - samples[t])
    const columnsOf = (...outputs: ComponentWeights[]): Uint8Array =>
      createPowerColumns({ samples, framing, untouched, separated: { factors, outputs } })(0, frameCount)
    const expectSame = (actual: Uint8Array, expected: Uint8Array): void => {
      // The difference of two transforms is that of the differences but for rounding: one step at most, and silence is below -110 dB.
      actual.forEach((cell, i) => {
        if (cellToDecibels(expected[i]) > -110) expect(Math.abs(cell - expected[i])).toBeLessThanOrEqual(1)
      })
    }

    it('everything with its clicks is the recording before they were removed', () => {
      expectSame(
        columnsOf(weights(1, 1, 1, 1)),
        createPowerColumns({ samples: untouched, framing })(0, frameCount),
      )
    })

    it('clicks alone are the difference', () => {
      expectSame(
        columnsOf(weights(0, 0, 0, 1)),
        createPowerColumns({ samples: removed, framing })(0, frameCount),
      )
    })

    it('without a weight for them are as before', () => {
      expect(columnsOf(weights(1, 0.5, 0))).toEqual(powerCells(weights(1, 0.5, 0)))
    })
  })

  it('of a recording without its noise hold what was filtered out where its components are', () => {
    const quieter = samples.map((sample, t) => sample * Math.cos(t / 50))
    const denoised = maskedBehindFilter({ samples: quieter, carriers: [0, 2] }, factors)
    const powersWith = (output: ComponentWeights): number[] =>
      powersOf(
        createPowerColumns({ samples, framing, denoised, separated: { factors, outputs: [output] } })(
          0,
          frameCount,
        ),
      )
    const whole = powersWith(everything)
    powersOf(powerCells(everything)).forEach((power, i) => {
      if (power > 1e-11) expect(Math.abs(10 * Math.log10(whole[i] / power))).toBeLessThanOrEqual(0.5)
    })
    const separated = { factors: denoised.factors, outputs: [weights(0, 1, 0)] }
    const masked = { samples: quieter, framing, separated }
    expect(powersWith(weights(0, 1, 0))).toEqual(powersOf(createPowerColumns(masked)(0, frameCount)))
  })

  it('of several outputs add up their powers', () => {
    const [left, right] = [weights(1, 0.3, 0), weights(0, 0.3, 0.8)]
    const [one, other, both] = [powerCells(left), powerCells(right), powerCells(left, right)].map(powersOf)
    // Half a step of each: 0.25 dB of the powers that are added, and of their sum.
    both.forEach((power, i) => {
      const decibels = 10 * Math.log10(power / (one[i] + other[i]))
      if (power > 1e-11) expect(Math.abs(decibels)).toBeLessThan(0.51)
    })
  })

  it('of outputs with a gain g are g^2 times as strong', () => {
    const [full, half] = [powerCells(everything), powerCells(weights(0.5, 0.5, 0.5))]
    const loud = full.findIndex((cell) => cell > 100)
    expect(cellToDecibels(full[loud]) - cellToDecibels(half[loud])).toBe(6)
  })

  it('of silence are all of the lowest level', () => {
    const silence = new Float32Array(500)
    expect(createPowerColumns({ samples: silence, framing })(0, 16)).toEqual(new Uint8Array(16 * binCount))
  })

  it('agree with the sound of an output whose mask is one number', () => {
    // All components alike: the output is the recording times a quarter.
    const flat = { ...factors, W: factors.W.map(() => 1), H: factors.H.map(() => 1) }
    const output = weights(0.25, 0.25, 0.25)
    const [sound] = renderOutputs({ samples, framing, factors: flat }, [output], { start: 0, end: 2000 })
    const heard = createPowerColumns({ samples: sound, framing })(0, frameCount)
    const shown = createPowerColumns({ samples, framing, separated: { factors: flat, outputs: [output] } })
    shown(0, frameCount).forEach((cell, i) => expect(Math.abs(cell - heard[i])).toBeLessThanOrEqual(1))
  })
})

describe('columns of masks', () => {
  it('are w h over the sum of all, from 0 to 1', () => {
    const cells = createMaskColumns({ factors, outputs: [weights(0, 1, 0)] })(0, frameCount)
    const { W, H } = factors
    for (let frame = 0; frame < frameCount; frame++) {
      for (let bin = 0; bin < binCount; bin++) {
        const powers = [0, 1, 2].map((k) => W[k * binCount + bin] * H[frame * 3 + k])
        const sum = powers[0] + powers[1] + powers[2]
        const mask = sum > 0 ? powers[1] / sum : 1 / 3
        expect(cellToMask(cells[frame * binCount + bin])).toBeCloseTo(mask, 2)
      }
    }
  })

  it('of all components sum to one in every bin, but for the rounding of each', () => {
    const masks = [weights(1, 0, 0), weights(0, 1, 0), weights(0, 0, 1)].map((output) =>
      createMaskColumns({ factors, outputs: [output] })(0, frameCount),
    )
    masks[0].forEach((cell, i) => {
      expect(Math.abs(cell + masks[1][i] + masks[2][i] - 255)).toBeLessThanOrEqual(1)
    })
  })

  it('squared are what they make of the powers', () => {
    const output = weights(0, 1, 0)
    const masks = createMaskColumns({ factors, outputs: [output] })(0, frameCount)
    const original = powersOf(createPowerColumns({ samples, framing })(0, frameCount))
    const masked = powerCells(output)
    masks.forEach((mask, i) => {
      // Below, a step of the mask is more than a step of the level.
      if (mask < 128) return
      expect(Math.abs(masked[i] - powerToCell(original[i] * cellToMask(mask) ** 2))).toBeLessThanOrEqual(1)
    })
  })

  it('beyond 0 and 1 are clipped', () => {
    const extremes = [weights(-1, -1, -1), weights(3, 3, 3)]
    const [below, above] = extremes.map((output) => createMaskColumns({ factors, outputs: [output] })(0, 1))
    expect([Math.max(...below), Math.min(...above)]).toEqual([0, 255])
  })
})
