import type { ChannelSpectra, CrossSpectrum } from './channelsSpectra'
import type { ChannelLag } from './channelsLag'

/** What two channels have in common in one octave band. */
export interface ChannelBand {
  /** Hz, centre of the octave */
  readonly centre: number
  /** Magnitude-squared coherence 0..1, mean over the bins of the octave. */
  readonly coherence: number
  /** Side over mid in dB where the music is loudest, levels and lag of the channels matched. */
  readonly loudSide: number
  /** Correlation -1..1 of the side's level with the mid's over time: near 0 for noise, near 1 for music. */
  readonly sideTracking: number
}

const CENTRES = [125, 250, 500, 1000, 2000, 4000, 8000]
/** The loudest tenth of the time-frequency cells stands clear of the noise. */
const LOUD_SHARE = 0.1
const DECIBEL_LIMIT = 200

/** The octave bands 125 Hz .. 8 kHz that lie below half the sample rate. */
export function measureBands(
  spectra: ChannelSpectra,
  average: CrossSpectrum,
  alignment: ChannelLag,
): ChannelBand[] {
  const measured: ChannelBand[] = []
  for (const centre of CENTRES) {
    const first = Math.ceil(centre / Math.SQRT2 / spectra.binWidth)
    const end = Math.min(Math.ceil((centre * Math.SQRT2) / spectra.binWidth), spectra.binCount)
    const reachesUp = centre <= 0.4 * spectra.sampleRate
    if (!reachesUp || end <= first) continue
    const cells = splitMidSide(spectra, {
      first,
      end,
      rightGain: matchLevels(average, first, end),
      alignment,
    })
    measured.push({
      centre,
      coherence: mean(average.coherence.subarray(first, end)),
      loudSide: loudSideToMid(cells),
      sideTracking: trackSide(cells),
    })
  }
  return measured
}

/** 10 log10, bounded to +-200 dB so that silence stays a number. */
export function powerDecibels(numerator: number, denominator: number): number {
  if (numerator === denominator) return 0
  return Math.max(-DECIBEL_LIMIT, Math.min(DECIBEL_LIMIT, 10 * Math.log10(numerator / denominator)))
}

/** Side over mid in dB over all bins, the lag taken out, levels as they are. */
export function measureSideToMid(spectra: ChannelSpectra, alignment: ChannelLag): number {
  const cells = splitMidSide(spectra, { first: 1, end: spectra.binCount, rightGain: 1, alignment })
  return powerDecibels(total(cells.side), total(cells.mid))
}

/** Powers of mid and side, frame by frame within each bin: binCount x frameCount. */
interface MidSideCells {
  readonly mid: Float64Array
  readonly side: Float64Array
  readonly frameCount: number
}

interface CellChoice {
  readonly first: number
  readonly end: number
  readonly rightGain: number
  readonly alignment: ChannelLag
}

function splitMidSide(spectra: ChannelSpectra, choice: CellChoice): MidSideCells {
  const { binCount, frameCount, leftRe, leftIm, rightRe, rightIm } = spectra
  const mid = new Float64Array((choice.end - choice.first) * frameCount)
  const side = new Float64Array(mid.length)
  const radians = (2 * Math.PI * spectra.binWidth * choice.alignment.lag) / spectra.sampleRate
  for (let bin = choice.first, cell = 0; bin < choice.end; bin++) {
    const turnRe = choice.alignment.sign * choice.rightGain * Math.cos(radians * bin)
    const turnIm = choice.alignment.sign * choice.rightGain * Math.sin(radians * bin)
    for (let i = bin; i < frameCount * binCount; i += binCount, cell++) {
      const re = rightRe[i] * turnRe - rightIm[i] * turnIm
      const im = rightRe[i] * turnIm + rightIm[i] * turnRe
      mid[cell] = ((leftRe[i] + re) ** 2 + (leftIm[i] + im) ** 2) / 4
      side[cell] = ((leftRe[i] - re) ** 2 + (leftIm[i] - im) ** 2) / 4
    }
  }
  return { mid, side, frameCount }
}

function matchLevels(average: CrossSpectrum, first: number, end: number): number {
  const right = total(average.right.subarray(first, end))
  return right > 0 ? Math.sqrt(total(average.left.subarray(first, end)) / right) : 1
}

function loudSideToMid({ mid, side, frameCount }: MidSideCells): number {
  const loudness = new Float64Array(mid.length)
  for (let start = 0; start < mid.length; start += frameCount) {
    const binPower =
      total(mid.subarray(start, start + frameCount)) + total(side.subarray(start, start + frameCount))
    for (let i = start; i < start + frameCount; i++) {
      loudness[i] = binPower > 0 ? (mid[i] + side[i]) / binPower : 0
    }
  }
  const threshold = loudness.toSorted()[Math.floor((1 - LOUD_SHARE) * loudness.length)]
  let midPower = 0
  let sidePower = 0
  for (let i = 0; i < mid.length; i++) {
    if (loudness[i] < threshold) continue
    midPower += mid[i]
    sidePower += side[i]
  }
  return powerDecibels(sidePower, midPower)
}

function trackSide({ mid, side, frameCount }: MidSideCells): number {
  let product = 0
  let midSquares = 0
  let sideSquares = 0
  for (let start = 0; start < mid.length; start += frameCount) {
    const midLevels = centredLevels(mid.subarray(start, start + frameCount))
    const sideLevels = centredLevels(side.subarray(start, start + frameCount))
    for (let frame = 0; frame < frameCount; frame++) {
      product += midLevels[frame] * sideLevels[frame]
      midSquares += midLevels[frame] ** 2
      sideSquares += sideLevels[frame] ** 2
    }
  }
  return midSquares > 0 && sideSquares > 0 ? product / Math.sqrt(midSquares * sideSquares) : 0
}

/** Log powers with their mean taken off; a floor 100 dB below the mean keeps empty cells finite. */
function centredLevels(powers: Float64Array): Float64Array {
  const floor = 1e-10 * mean(powers)
  if (floor === 0) return new Float64Array(powers.length)
  const levels = powers.map((power) => Math.log(power + floor))
  const centre = mean(levels)
  return levels.map((level) => level - centre)
}

function total(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

function mean(values: Float64Array): number {
  return total(values) / values.length
}
