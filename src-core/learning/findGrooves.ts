import type { Samples } from '../audio/audioData'
import { createSpectrum } from '../spectral/fft'
import { createFrameAnalyser } from '../spectral/stft'
import { firstFrameOver, frameStart, lastFrameOver, type Framing } from '../spectral/framing'

/** Samples start .. end - 1. */
export interface GrooveStretch {
  readonly start: number
  readonly end: number
}

/** Where a record seems to run without music; null where nothing of the kind is found. */
export interface Grooves {
  /** From the beginning, or from where the sound begins, to just before the music. */
  readonly leadIn: GrooveStretch | null
  /** From just behind the music to the end, or to where the sound ends. */
  readonly runOut: GrooveStretch | null
}

/** Hz: rumble below and what old records do not hold above say little about music. */
const band = { from: 150, to: 5000 }
/** Seconds at either end that are looked at. */
const reach = 20
/** Seconds; less is not enough to learn noise from. */
const shortest = 0.5
/** Seconds that are left free beside the music: reverberation, and attacks that begin softly. */
const clearance = 0.1
/** dB by which a groove must be quieter than the music. */
const belowMusic = 6
/** dB above the level of the groove so far at which music begins; the turning of a worn record alone makes 5. */
const rise = 6
/** dB of a tone in a groove over the noise beside it; what stands out more is a soft note that is held. */
const highestTone = 15
/** dBFS of a frame in the band; what is quieter is no groove but digital silence. */
const silence = -100
/** Frames whose median is a level, so that clicks do not count. */
const medianFrames = 9
/** Seconds of a groove from which its level is known. */
const levelSeconds = 0.3

/**
 * Finds lead-in and run-out grooves: stretches at either end that are steady, clearly quieter than the music, and without held tones. They
 * are guesses, to be heard before anything is learned from them.
 * @param sampleRate Hz
 */
export function findGrooves(samples: Samples, sampleRate: number): Grooves {
  const windowLength = 2 ** Math.max(6, Math.round(Math.log2(0.046 * sampleRate)))
  const framing: Framing = { windowLength, hop: windowLength / 2 }
  const meter = createMeter(samples, framing, sampleRate)
  const frames = Math.min(meter.frameCount, Math.ceil((reach * sampleRate) / framing.hop))
  const music = meter.musicLevel()
  const place: Place = { meter, frames, music, secondsPerFrame: framing.hop / sampleRate }
  const start = grooveFrom(place, (n) => n)
  const end = grooveFrom(place, (n) => meter.frameCount - 1 - n)
  const margin = Math.round(clearance * sampleRate)
  const leadIn = start && {
    start: Math.max(0, meter.startOf(start.first)),
    end: meter.startOf(start.last) + windowLength - margin,
  }
  const runOut = end && {
    start: meter.startOf(end.last) + margin,
    end: Math.min(samples.length, meter.startOf(end.first) + windowLength),
  }
  const isLong = (it: GrooveStretch | null): boolean =>
    it !== null && it.end - it.start >= shortest * sampleRate
  return { leadIn: isLong(leadIn) ? leadIn : null, runOut: isLong(runOut) ? runOut : null }
}

interface Meter {
  readonly frameCount: number
  /** First sample of a frame. */
  startOf(frame: number): number
  /** dB in the band, of a frame. */
  level(frame: number): number
  /** dB that three quarters of the recording's frames do not exceed: music, even where it is less than half of it. */
  musicLevel(): number
  /** dB by which the strongest tone stands out of the mean spectrum of frames. */
  tone(frames: readonly number[]): number
}

function createMeter(samples: Samples, framing: Framing, sampleRate: number): Meter {
  const analyser = createFrameAnalyser(framing)
  const spectrum = createSpectrum(analyser.binCount)
  const binWidth = sampleRate / framing.windowLength
  const from = Math.ceil(band.from / binWidth)
  const to = Math.min(analyser.binCount, Math.floor(Math.min(band.to, 0.45 * sampleRate) / binWidth))
  // Only frames that lie wholly within the recording: others begin with silence of ours.
  let first = firstFrameOver(framing, 0)
  while (frameStart(framing, first) < 0) first++
  let last = lastFrameOver(framing, samples.length - 1)
  while (last >= first && frameStart(framing, last) + framing.windowLength > samples.length) last--
  const frameCount = Math.max(0, last - first + 1)

  function addPower(frame: number, power: Float64Array): void {
    analyser.analyse(samples, first + frame, spectrum)
    const { re, im } = spectrum
    for (let f = from; f < to; f++) power[f - from] += (re[f] ** 2 + im[f] ** 2) / framing.windowLength ** 2
  }

  function level(frame: number): number {
    const power = new Float64Array(to - from)
    addPower(frame, power)
    return decibels(power.reduce((sum, value) => sum + value, 0))
  }

  return {
    frameCount,
    startOf: (frame) => frameStart(framing, first + frame),
    level,
    musicLevel() {
      const count = Math.min(frameCount, 400)
      const levels = Array.from({ length: count }, (_, i) => level(Math.floor((i * frameCount) / count)))
      return quantile(levels, 0.75)
    },
    tone(frames) {
      const power = new Float64Array(to - from)
      for (const frame of frames) addPower(frame, power)
      return strongestTone(power)
    },
  }
}

interface Place {
  readonly meter: Meter
  /** That are looked at. */
  readonly frames: number
  /** dB */
  readonly music: number
  readonly secondsPerFrame: number
}

/** The steady frames from an end inwards; `nth` gives the frames in that order. Null where they are none, or music. */
function grooveFrom(
  { meter, frames, music, secondsPerFrame }: Place,
  nth: (n: number) => number,
): { readonly first: number; readonly last: number } | null {
  const levels = Array.from({ length: frames }, (_, n) => meter.level(nth(n)))
  const begin = levels.findIndex((level) => level > silence)
  if (begin < 0) return null
  const enough = Math.ceil(levelSeconds / secondsPerFrame)
  let end = begin
  while (end + medianFrames <= frames) {
    const now = median(levels.slice(end, end + medianFrames))
    const sofar = end - begin < enough ? levels.slice(begin, begin + enough) : levels.slice(begin, end)
    if (now > median(sofar) + rise || now > music - belowMusic) break
    end++
  }
  // The median of a row of frames rises when half of them are loud.
  const last = end - 1 + (end + medianFrames > frames ? medianFrames : medianFrames >> 1)
  if ((last - begin) * secondsPerFrame < shortest) return null
  const range = Array.from({ length: last - begin }, (_, i) => nth(begin + i))
  if (meter.tone(range) > highestTone) return null
  return { first: nth(begin), last: nth(last - 1) }
}

/** How far the highest bin stands out of the median of those up to a fifth of its number on either side, dB. */
function strongestTone(power: Float64Array): number {
  let strongest = -Infinity
  for (let f = 0; f < power.length; f++) {
    const reachBins = Math.max(4, Math.round(f / 5))
    const around = power.slice(Math.max(0, f - reachBins), f + reachBins + 1)
    strongest = Math.max(strongest, decibels(power[f]) - decibels(median(around)))
  }
  return strongest
}

function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}

function quantile(values: ArrayLike<number>, share: number): number {
  if (values.length === 0) return -Infinity
  return Float64Array.from(values).sort()[Math.floor(share * (values.length - 1))]
}

function decibels(power: number): number {
  return 10 * Math.log10(power + 1e-30)
}
