import { emptySamples, type Samples } from '../audio/audioData'
import { createSpectrum } from '../spectral/fft'
import {
  binCountOf,
  chooseFraming,
  firstFrameOver,
  frameCountOf,
  frameStart,
  lastFrameOver,
  type Framing,
} from '../spectral/framing'
import { createFrameAnalyser, synthesise } from '../spectral/stft'
import { fillGains, type NoisyFrames } from './spectralGain'

/** Samples start .. end - 1 in which only noise sounds. */
export interface NoiseStretch {
  readonly start: number
  readonly end: number
}

/** Long, because tones stand out of noise the better the longer they are looked at; longer windows smear attacks. */
const windowMilliseconds = 93
const overlap = 0.75
/** Frames of noise, overlapping as they are, whose mean is a spectrum; where there are fewer the window is halved. */
const fewestFrames = 8
/** Frames that are done at a time, and those before and behind that their gains look at. */
const blockFrames = 512
const reach = 64

/**
 * Takes steady noise out of a recording, given stretches in which nothing else sounds: a Wiener filter whose gains come from the noise's
 * mean spectrum there and from what the recording holds around each moment, see spectralGain.ts. Nothing of it is random, and recording - result is what
 * was taken out. Memory beside the result does not grow with the recording.
 * @param noise one or more, within the recording
 * @param sampleRate Hz
 * @returns a generator of the share that is done, 0 .. 1, whose result is the recording without the noise
 */
export function* denoise(
  samples: Samples,
  noise: readonly NoiseStretch[],
  sampleRate: number,
): Generator<number, Float32Array, void> {
  const framing = framingFor(noise, sampleRate)
  const frames = createFrames(samples, framing, noise)
  const { binCount, frameCount } = frames
  const result = emptySamples(samples.length, 4)
  const gains = new Float32Array((blockFrames + framing.windowLength / framing.hop) * binCount)
  const blockLength = blockFrames * framing.hop
  const analyser = createFrameAnalyser(framing)
  for (let start = 0; start < samples.length; start += blockLength) {
    const end = Math.min(samples.length, start + blockLength)
    const from = firstFrameOver(framing, start)
    const to = Math.min(frameCount, lastFrameOver(framing, end - 1) + 1)
    fillGains(frames, { from, to, reach }, gains)
    const [signal] = synthesise(framing, { outputCount: 1, start, end }, (frame, _, out) => {
      analyser.analyse(samples, frame, out)
      const offset = (frame - from) * binCount
      for (let f = 0; f < binCount; f++) {
        out.re[f] *= gains[offset + f]
        out.im[f] *= gains[offset + f]
      }
    })
    result.set(signal, start)
    yield end / samples.length
  }
  return result
}

/** The longest window up to the usual one of which enough lie in the noise. */
function framingFor(noise: readonly NoiseStretch[], sampleRate: number): Framing {
  const usual = chooseFraming(windowMilliseconds, overlap, sampleRate)
  let { windowLength, hop } = usual
  while (windowLength > 64 && framesOf(noise, { windowLength, hop }).length < fewestFrames) {
    windowLength /= 2
    hop /= 2
  }
  return { windowLength, hop }
}

/** Frames that lie wholly in one of the stretches. */
function framesOf(noise: readonly NoiseStretch[], framing: Framing): number[] {
  const found = new Set<number>()
  for (const { start, end } of noise) {
    let frame = firstFrameOver(framing, start)
    while (frameStart(framing, frame) < start) frame++
    for (; frameStart(framing, frame) + framing.windowLength <= end; frame++) found.add(frame)
  }
  return [...found]
}

function createFrames(samples: Samples, framing: Framing, noise: readonly NoiseStretch[]): NoisyFrames {
  const analyser = createFrameAnalyser(framing)
  const spectrum = createSpectrum(analyser.binCount)

  function fillPower(frame: number, power: Float64Array): void {
    analyser.analyse(samples, frame, spectrum)
    const { re, im } = spectrum
    for (let f = 0; f < power.length; f++) power[f] = re[f] * re[f] + im[f] * im[f]
  }

  const binCount = binCountOf(framing)
  const noisePower = new Float64Array(binCount)
  const power = new Float64Array(binCount)
  const inNoise = framesOf(noise, framing)
  for (const frame of inNoise) {
    fillPower(frame, power)
    for (let f = 0; f < binCount; f++) noisePower[f] += power[f] / inNoise.length
  }
  return { binCount, frameCount: frameCountOf(framing, samples.length), noisePower, fillPower }
}
