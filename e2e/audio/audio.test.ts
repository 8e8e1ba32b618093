import { describe, expect, it } from 'vitest'
import { seededRandom } from './seededRandom'
import {
  add,
  bestCorrelation,
  decibels,
  differenceDecibels,
  energy,
  longestSilence,
  roughness,
  scale,
  scaleInvariantSdr,
} from './signals'
import { steadyTone, swellingTones, toneRate } from './tones'
import { makeTruthRecording } from './truthRecording'
import { readWav, writeWav } from './wavFile'

const random = seededRandom(1)
const noise = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.5)

describe('a truth recording', () => {
  const truth = makeTruthRecording({ seconds: 2, signalToNoise: 10 })

  it('is the sum of its parts, with the noise as far below as was wished', () => {
    expect(differenceDecibels(add(truth.clarinet, truth.tuba, truth.noise), truth.mixture)).toBeLessThan(-120)
    expect(decibels(energy(truth.clean) / energy(truth.noise))).toBeCloseTo(10, 3)
    expect(Math.max(...truth.mixture.map(Math.abs))).toBeCloseTo(0.8, 5)
  })

  it('is the same in every run', () => {
    expect(makeTruthRecording({ seconds: 2, signalToNoise: 10 }).mixture).toEqual(truth.mixture)
  })
})

describe('the measures', () => {
  it('say the level of a known disturbance, whatever the scale of the estimate', () => {
    const truth = noise(20_000)
    const disturbance = scale(noise(20_000), 0.1)
    expect(scaleInvariantSdr(scale(add(truth, disturbance), 3), truth)).toBeCloseTo(20, 0)
    expect(differenceDecibels(add(truth, disturbance), truth)).toBeCloseTo(-20, 0)
    expect(differenceDecibels(truth, truth)).toBe(-Infinity)
  })

  it('find a stretch wherever it is, and nothing where it is not', () => {
    const long = noise(3000)
    expect(bestCorrelation(scale(long.slice(700, 900), -2), long)).toBeCloseTo(1, 6)
    expect(bestCorrelation(noise(200), long)).toBeLessThan(0.5)
  })
})

describe('a WAV file', () => {
  it('of 16 bits comes back to half a step', () => {
    const signal = noise(999)
    const { sampleRate, channels } = readWav(writeWav(signal, 8000))
    expect(sampleRate).toBe(8000)
    expect(channels).toHaveLength(1)
    channels[0].forEach((sample, index) => expect(Math.abs(sample - signal[index])).toBeLessThan(2 ** -14))
  })

  it('of 24 bits or floats is read by channel', () => {
    const ints = [0, 1, -1, 8_388_607, -8_388_608, 65_536]
    const bytes = ints.flatMap((value) => [value & 255, (value >> 8) & 255, (value >> 16) & 255])
    const read24 = readWav(wavOf({ kind: 1, bits: 24, data: Uint8Array.from(bytes) }))
    expect(read24.channels.map((channel) => [...channel].map((it) => it * 2 ** 23))).toEqual([
      [0, -1, -8_388_608],
      [1, 8_388_607, 65_536],
    ])
    const floats = new Float32Array([0.5, -0.25, 1.5, -2])
    const readFloats = readWav(wavOf({ kind: 3, bits: 32, data: new Uint8Array(floats.buffer) }))
    expect(readFloats.channels.map((channel) => [...channel])).toEqual([
      [0.5, 1.5],
      [-0.25, -2],
    ])
  })

  it('that is none is refused', () => {
    expect(() => readWav(new Uint8Array(100))).toThrow('no WAV file')
    expect(() => readWav(wavOf({ kind: 1, bits: 8, data: new Uint8Array(4) }))).toThrow('1 bytes')
  })
})

/** Two channels, of the given kind of samples. */
function wavOf({ kind, bits, data }: { kind: number; bits: number; data: Uint8Array }): Uint8Array {
  const bytes = writeWav(new Float32Array(Math.ceil(data.length / 2)), 8000)
  const view = new DataView(bytes.buffer)
  view.setUint16(20, kind, true)
  view.setUint16(22, 2, true)
  view.setUint16(34, bits, true)
  bytes.set(data, 44)
  return bytes
}

describe('plain tones', () => {
  it('are as loud and as high as was asked for', () => {
    const tone = steadyTone({ frequency: 441, peak: 0.25, seconds: 1 })
    expect(tone).toHaveLength(toneRate)
    expect(decibels(energy(tone) / tone.length)).toBeCloseTo(20 * Math.log10(0.25) - 3.01, 2)
    expect(tone.findIndex((sample, index) => index > 0 && sample <= 0 && tone[index - 1] > 0)).toBe(13)
  })

  it('that swell are within full scale, and a click in them is rough', () => {
    const tones = swellingTones(3)
    expect(tones.every((sample) => Math.abs(sample) < 1)).toBe(true)
    const clicked = tones.map((sample, index) => (index > 20_000 ? sample + 0.1 : sample))
    expect(roughness(clicked)).toBeGreaterThan(2 * roughness(tones))
  })
})

describe('silence', () => {
  it('is as long as its longest row', () => {
    expect(longestSilence(Float32Array.of(0, 0.1, 0, 0, 1e-9, -0.1, 0, 0))).toBe(3)
    expect(longestSilence(noise(100))).toBe(0)
  })
})
