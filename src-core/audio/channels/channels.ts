import type { Samples } from '../audioData'
import { type ChannelBand, measureBands, measureSideToMid, powerDecibels } from './channelsBands'
import { measureLag } from './channelsLag'
import { averageCrossSpectrum, computeChannelSpectra, type CrossSpectrum } from './channelsSpectra'

export type { ChannelBand } from './channelsBands'

export type ChannelKind =
  /** Left and right are identical, or differ by no more than dither. */
  | 'dual mono'
  /** levelDifference tells which: below 0 the left one. */
  | 'one silent channel'
  /** Right is the left upside down (a vertical-cut groove, or a miswired pickup): the mid would be noise. */
  | 'inverted'
  /** One mono groove through a stereo pickup: the same music, each wall with its own noise. */
  | 'two groove walls'
  | 'true stereo'

export interface ChannelAnalysis {
  readonly kind: ChannelKind
  /** Samples by which the right channel is late, in hundredths; 0 where the two do not hold the same music. */
  readonly lag: number
  /** Level of left over right, dB, +-200 at most */
  readonly levelDifference: number
  /** Noise of the left wall over that of the right, dB, the music of both matched in level. */
  readonly noiseDifference: number
  /** Side over mid, dB, after alignment, +-200 at most */
  readonly sideToMid: number
  /** Octaves 125 Hz .. 8 kHz, low to high; empty where no spectrum was needed or the sound is too short. */
  readonly bands: readonly ChannelBand[]
}

/** TPDF dither of +-1 LSB and rounding on both channels, at 16 bits. */
const DITHER_DIFFERENCE = 4 / 32768
const SILENT_LEVEL = 60
/** The side of a mono groove stays below this where music is loud; distortion of one wall reaches about -26 dB. */
const STEREO_SIDE = -23
/** The noise of the walls stays below this; music reaches 0.7 to 0.97. */
const STEREO_TRACKING = 0.5
/** dB; walls with noise stay 2.8 dB and more below 0, instruments at lags of their own reach 4 to 33. */
const BEYOND_NOISE = 3
/** One band alone may be noise that fades or crackles, which it does on both walls; so may those above 2 kHz. */
const STEREO_BANDS = 2
const MUSICAL_FREQUENCY = 2000
/** Walls under noise as strong as the music still reach 0.8 in their best octave. */
const UNRELATED_COHERENCE = 0.3

/**
 * What the two channels of a transfer hold, and how they lie to each other. The channels must be equally long.
 *
 * Noise of a groove wall is independent of the music; the side signal of stereo is music. So stereo is where, in
 * at least two octaves, the side (levels and lag matched) is strong in the loudest cells and behaves as music. A
 * common centre does not hide it, because every octave is judged by itself. The thresholds stand between what
 * stems panned, spaced and put in reverberation gave, and the same mixes as walls with shellac noise, crackle,
 * unequal levels and lags.
 */
export function analyseChannels(left: Samples, right: Samples, sampleRate: number): ChannelAnalysis {
  const sums = compareSamples(left, right)
  const levelDifference = powerDecibels(sums.left, sums.right)
  const simple = {
    lag: 0,
    levelDifference,
    noiseDifference: 0,
    sideToMid: powerDecibels(sums.side, sums.mid),
    bands: [],
  }
  if (isDualMono(sums)) return { ...simple, kind: 'dual mono' }
  if (Math.abs(levelDifference) > SILENT_LEVEL) return { ...simple, kind: 'one silent channel' }
  if (sums.mid <= 1e-6 * sums.side) return { ...simple, kind: 'inverted' }
  return analyseSpectra(left, right, { sampleRate, simple })
}

/** One line for people, such as "two groove walls, coherence 0.55 at 8 kHz, lag 1 sample (left late)". */
export function describeChannels(analysis: ChannelAnalysis): string {
  if (analysis.kind === 'one silent channel') {
    return `one silent channel (${analysis.levelDifference < 0 ? 'left' : 'right'})`
  }
  const facts: string[] = [analysis.kind]
  const highest = analysis.bands.at(-1)
  const isShared = analysis.kind === 'two groove walls' || analysis.kind === 'inverted'
  if (isShared && highest) {
    facts.push(`coherence ${highest.coherence.toFixed(2)} at ${describeFrequency(highest.centre)}`)
  }
  if (analysis.lag !== 0) facts.push(describeLag(analysis.lag))
  if (isShared && Math.abs(analysis.noiseDifference) >= 1) {
    const noisier = analysis.noiseDifference > 0 ? 'left' : 'right'
    facts.push(`${noisier} wall noisier by ${Math.abs(analysis.noiseDifference).toFixed(1)} dB`)
  }
  return facts.join(', ')
}

function describeLag(lag: number): string {
  const size = Math.abs(lag)
  return `lag ${size} ${size === 1 ? 'sample' : 'samples'} (${lag > 0 ? 'right' : 'left'} late)`
}

function describeFrequency(hertz: number): string {
  return hertz < 1000 ? `${hertz} Hz` : `${hertz / 1000} kHz`
}

type SimpleFacts = Omit<ChannelAnalysis, 'kind'>

function analyseSpectra(
  left: Samples,
  right: Samples,
  { sampleRate, simple }: { sampleRate: number; simple: SimpleFacts },
): ChannelAnalysis {
  const spectra = computeChannelSpectra(left, right, sampleRate)
  if (!spectra) return { ...simple, kind: 'true stereo' }
  const average = averageCrossSpectrum(spectra)
  const measured = measureLag(spectra, average)
  const alignment = { lag: roundLag(measured.lag), sign: measured.sign }
  const bands = measureBands(spectra, average, alignment)
  if (isStereo(bands)) return { ...simple, bands, kind: 'true stereo' }
  return {
    ...simple,
    kind: alignment.sign < 0 ? 'inverted' : 'two groove walls',
    lag: alignment.lag,
    noiseDifference: compareNoise(average),
    sideToMid: measureSideToMid(spectra, alignment),
    bands,
  }
}

function isStereo(bands: readonly ChannelBand[]): boolean {
  if (bands.length === 0) return true
  if (Math.max(...bands.map((band) => band.coherence)) < UNRELATED_COHERENCE) return true
  const musicalSides = bands.filter(hasMusicalSide)
  return musicalSides.length >= STEREO_BANDS && musicalSides[0].centre <= MUSICAL_FREQUENCY
}

/**
 * A strong side is music when its level follows the mid's, or when the channels are more coherent than such a side
 * allows noise to leave them: the parts then reach the two at different lags, as with spaced microphones.
 */
function hasMusicalSide({ coherence, loudSide, sideTracking }: ChannelBand): boolean {
  if (loudSide < STEREO_SIDE) return false
  if (sideTracking >= STEREO_TRACKING) return true
  const share = Math.sqrt(coherence)
  const sideOfNoise = powerDecibels(1 - share, 1 + share)
  return coherence > 0.5 && loudSide > sideOfNoise + BEYOND_NOISE
}

/** Within a twentieth of a sample the walls may as well be shifted by whole samples, which is exact. */
function roundLag(lag: number): number {
  const whole = Math.round(lag)
  const rounded = Math.abs(lag - whole) <= 0.05 ? whole : Math.round(lag * 100) / 100
  return rounded === 0 ? 0 : rounded
}

/**
 * Powers without what both share: |cross| is the common power seen through both levels, whose ratio the
 * coherent bins tell. dB, left over right; 0 where everything is coherent.
 */
function compareNoise({ left, right, crossRe, crossIm, coherence }: CrossSpectrum): number {
  const isClear = coherence.map((value) => (value > 0.9 ? 1 : 0))
  const sumClear = (powers: Float64Array) => powers.reduce((sum, value, bin) => sum + isClear[bin] * value, 0)
  const clearLeft = sumClear(left)
  const gain = clearLeft > 0 ? Math.sqrt(sumClear(right) / clearLeft) : 1
  let leftNoise = 0
  let rightNoise = 0
  for (let bin = 1; bin < left.length; bin++) {
    if (isClear[bin]) continue
    const common = Math.hypot(crossRe[bin], crossIm[bin])
    leftNoise += Math.max(0, left[bin] - common / gain)
    rightNoise += Math.max(0, right[bin] / gain ** 2 - common / gain)
  }
  return leftNoise > 0 && rightNoise > 0 ? powerDecibels(leftNoise, rightNoise) : 0
}

interface SampleSums {
  /** Sums of squares, without the direct current of each channel. */
  readonly left: number
  readonly right: number
  readonly mid: number
  readonly side: number
  readonly largestDifference: number
}

function compareSamples(left: Samples, right: Samples): SampleSums {
  const leftMean = mean(left)
  const rightMean = mean(right)
  const sums = { left: 0, right: 0, mid: 0, side: 0, largestDifference: 0 }
  for (let i = 0; i < left.length; i++) {
    const a = left[i] - leftMean
    const b = right[i] - rightMean
    sums.left += a * a
    sums.right += b * b
    sums.mid += (a + b) ** 2 / 4
    sums.side += (a - b) ** 2 / 4
    sums.largestDifference = Math.max(sums.largestDifference, Math.abs(left[i] - right[i]))
  }
  return sums
}

function isDualMono({ mid, side, largestDifference }: SampleSums): boolean {
  if (largestDifference === 0) return true
  return largestDifference <= DITHER_DIFFERENCE && side <= 1e-4 * mid
}

function mean(samples: Samples): number {
  let sum = 0
  for (const sample of samples) sum += sample
  return sum / samples.length
}
