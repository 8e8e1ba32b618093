import { describe, expect, it } from 'vitest'
import { createLoudnessMeter } from '@core/audio/levels/loudness'
import { createTruePeakMeter } from '@core/audio/levels/truePeak'
import { createRandom } from '@core/random'
import { createLevelMeasurement, quantumLength, type LevelMeasurement } from './levelMeasurement'

const rate = 22050

/** A programme that swells and fades, a little different on each side. */
function createRecording(seconds: number): Float32Array[] {
  return [1, 2].map((seed) => {
    const random = createRandom(seed)
    return Float32Array.from({ length: seconds * rate }, (_, i) => {
      const swell = 0.05 + 0.4 * Math.sin((Math.PI * i) / (2.5 * rate)) ** 2
      return swell * (Math.sin((2 * Math.PI * 440 * seed * i) / rate) + 0.3 * (random.uniform() - 0.5))
    })
  })
}

function play(measurement: LevelMeasurement, channels: readonly Float32Array[]): void {
  for (let start = 0; start < channels[0].length; start += quantumLength) {
    measurement.push(channels.map((samples) => samples.subarray(start, start + quantumLength)))
  }
}

/** The player begins a little after it says so, and says a little late that it has ended. */
function playWithSilentEdges(measurement: LevelMeasurement, channels: readonly Float32Array[]): void {
  measurement.measure(true)
  for (let i = 0; i < 6; i++) measurement.push([])
  play(measurement, channels)
  for (let i = 0; i < 20; i++) measurement.push([])
  measurement.measure(false)
  for (let i = 0; i < 200; i++) measurement.push([])
}

/** What the exporter measures; see createLevelMeter of src-main/services/exports/measure. */
function measureAsExported(channels: readonly Float32Array[]): { loudness: number; truePeak: number } {
  const loudness = createLoudnessMeter(rate, 2)
  const truePeak = createTruePeakMeter(rate, 2)
  loudness.push(channels)
  truePeak.push(channels)
  return { loudness: loudness.integrated(), truePeak: truePeak.peak() }
}

describe('createLevelMeasurement', () => {
  it.each([2, 5, 20])('reads %i s that were played through as the exporter measures them', (seconds) => {
    const recording = createRecording(seconds)
    const exported = measureAsExported(recording)
    const measurement = createLevelMeasurement(rate)
    playWithSilentEdges(measurement, recording)
    const { integrated, peaks, momentaryMaximum } = measurement.take()
    expect(Math.abs(integrated - exported.loudness)).toBeLessThan(0.02)
    expect(momentaryMaximum).toBeGreaterThan(integrated)
    expect(Math.max(peaks[0].true, peaks[1].true)).toBeCloseTo(exported.truePeak, 6)
  })

  it('counts the silence within a recording as the exporter does', () => {
    const recording = createRecording(10)
    for (const samples of recording) samples.fill(0, 3 * rate, Math.round(3.9 * rate))
    const measurement = createLevelMeasurement(rate)
    playWithSilentEdges(measurement, recording)
    expect(Math.abs(measurement.take().integrated - measureAsExported(recording).loudness)).toBeLessThan(0.02)
  })

  it('keeps the integrated loudness over a pause, and no other', () => {
    const recording = createRecording(5)
    const measurement = createLevelMeasurement(rate)
    measurement.measure(true)
    play(measurement, recording)
    const playing = measurement.take()
    expect(playing.shortTerm).toBeGreaterThan(-30)
    measurement.measure(false)
    const paused = measurement.take()
    expect(paused.integrated).toBe(playing.integrated)
    expect([paused.momentary, paused.shortTerm]).toEqual([-Infinity, -Infinity])
    playWithSilentEdges(measurement, recording)
    expect(measurement.take().integrated).toBeCloseTo(playing.integrated, 1)
  })

  it('measures no loudness of what is not the recording, but its peaks', () => {
    const measurement = createLevelMeasurement(rate)
    play(measurement, createRecording(2))
    const { integrated, peaks } = measurement.take()
    expect(integrated).toBe(-Infinity)
    expect(peaks[0].sample).toBeGreaterThan(0.3)
  })

  it('lets the momentary loudness fall in a silence that goes on', () => {
    const measurement = createLevelMeasurement(rate)
    measurement.measure(true)
    play(measurement, createRecording(2))
    play(
      measurement,
      [0, 1].map(() => new Float32Array(2 * rate)),
    )
    expect(measurement.take().momentary).toBeLessThan(-70)
  })

  it('begins the integrated loudness anew when reset', () => {
    const measurement = createLevelMeasurement(rate)
    playWithSilentEdges(measurement, createRecording(2))
    measurement.reset()
    const { integrated, momentaryMaximum, range } = measurement.take()
    expect([integrated, momentaryMaximum, range]).toEqual([-Infinity, -Infinity, 0])
  })

  it('reads left and right apart, and how alike they are', () => {
    const [left] = createRecording(2)
    const measurement = createLevelMeasurement(rate)
    play(measurement, [left, left.map((sample) => 0.5 * sample)])
    const { peaks, correlation } = measurement.take()
    expect(peaks[1].sample).toBeCloseTo(peaks[0].sample / 2, 6)
    expect(correlation).toBeCloseTo(1, 6)
  })
})
