/** Gains of a Wiener filter against steady noise. */

/** A recording frame by frame, and the mean power of its noise. */
export interface NoisyFrames {
  readonly binCount: number
  readonly frameCount: number
  /** One for each bin. */
  readonly noisePower: Float64Array
  /** |X|^2 of a frame. */
  readonly fillPower: (frame: number, power: Float64Array) => void
}

/** Frames from .. to - 1, and how many more are looked at on either side. */
export interface GainRange {
  readonly from: number
  readonly to: number
  readonly reach: number
}

/** Share of what the neighbouring frames say about the signal-to-noise ratio; the rest is what the frame itself says. */
const trust = 0.94
/** The mean of a spectrum that was measured for a second is now and then too low, and noise swells with the turning of the record. */
const overestimate = 1.1
/** Lowest ratio of signal to noise that is believed: -25 dB. What is left of the noise is even, instead of single bins that chirp. */
const lowestRatio = 10 ** -2.5
/** Above it nothing is noise; bins without any noise have no ratio. */
const highestRatio = 1e9

/**
 * Gains xi / (1 + xi) of frames from .. to - 1, where xi is the ratio of signal to noise that is expected there ("decision-directed": Ephraim,
 * Malah 1984): mostly that of the neighbouring frames after their own gain, g^2 |X|^2 / noise, a little that of the frame itself,
 * |X|^2 / noise - 1. Both neighbours are asked: the one before, found from the past, and the one behind, found from the future, so that attacks and
 * endings are treated alike. Single bins of noise have no neighbours that would say music, and go.
 * @param gains (to - from) x binCount, frame-major
 */
export function fillGains(frames: NoisyFrames, range: GainRange, gains: Float32Array): void {
  const first = Math.max(0, range.from - range.reach)
  const last = Math.min(frames.frameCount, range.to + range.reach) - 1
  const ratios = ratiosOf(frames, first, last)
  const fromPast = cleanedRatios(ratios, frames.binCount, 'forwards')
  const fromFuture = cleanedRatios(ratios, frames.binCount, 'backwards')
  const { binCount } = frames
  for (let frame = range.from; frame < range.to; frame++) {
    const row = (frame - first) * binCount
    const before = Math.max(first, frame - 1) - first
    const behind = Math.min(last, frame + 1) - first
    for (let f = 0; f < binCount; f++) {
      const around = (fromPast[before * binCount + f] + fromFuture[behind * binCount + f]) / 2
      gains[(frame - range.from) * binCount + f] = gainOf(ratios[row + f], around)
    }
  }
}

/** |X|^2 / noise of frames first .. last. */
function ratiosOf(
  { binCount, noisePower, fillPower }: NoisyFrames,
  first: number,
  last: number,
): Float32Array {
  const ratios = new Float32Array((last - first + 1) * binCount)
  const power = new Float64Array(binCount)
  for (let frame = first; frame <= last; frame++) {
    fillPower(frame, power)
    const row = (frame - first) * binCount
    for (let f = 0; f < binCount; f++) {
      ratios[row + f] = Math.min(highestRatio, power[f] / (overestimate * noisePower[f] + Number.MIN_VALUE))
    }
  }
  return ratios
}

/** g^2 |X|^2 / noise of each frame, the gain found from the frames on one side. */
function cleanedRatios(
  ratios: Float32Array,
  binCount: number,
  direction: 'forwards' | 'backwards',
): Float32Array {
  const cleaned = new Float32Array(ratios.length)
  const count = ratios.length / binCount
  for (let n = 0; n < count; n++) {
    const row = (direction === 'forwards' ? n : count - 1 - n) * binCount
    const neighbour = direction === 'forwards' ? row - binCount : row + binCount
    for (let f = 0; f < binCount; f++) {
      const ratio = ratios[row + f]
      const gain = gainOf(ratio, n === 0 ? Math.max(0, ratio - 1) : cleaned[neighbour + f])
      cleaned[row + f] = gain * gain * ratio
    }
  }
  return cleaned
}

function gainOf(ratio: number, around: number): number {
  const expected = Math.max(lowestRatio, trust * around + (1 - trust) * Math.max(0, ratio - 1))
  return expected / (1 + expected)
}
