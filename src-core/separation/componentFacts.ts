import type { Factors } from '../nmf/factors'

/** What can be said of a component from the factors alone. */
export interface ComponentFacts {
  /** Share of the model's energy, 0 .. 1; the shares of all components sum to 1. */
  readonly energyShare: number
  /** Centre of gravity of the spectrum, Hz. */
  readonly centroid: number
  /** Frequencies of the strongest peaks of the spectrum, Hz, strongest first. */
  readonly peaks: readonly number[]
}

/** Share of the energy below which a component is of no use: there was nothing left for it to find. */
const unusedShare = 1e-6

export function isUnused({ energyShare }: Pick<ComponentFacts, 'energyShare'>): boolean {
  return energyShare < unusedShare
}

const peakCount = 3
/** Peaks more than this below the strongest one are not named (a power ratio, -20 dB). */
const weakestPeak = 0.01

/** Facts of all components. `sampleRate` in Hz. */
export function describeComponents(factors: Factors, sampleRate: number): ComponentFacts[] {
  const { W, binCount, componentCount } = factors
  const binWidth = sampleRate / 2 / (binCount - 1)
  const energies = componentEnergies(factors)
  const total = energies.reduce((sum, energy) => sum + energy, 0)
  return Array.from({ length: componentCount }, (_, k) => {
    const spectrum = W.subarray(k * binCount, (k + 1) * binCount)
    return {
      energyShare: energies[k] / total,
      centroid: centreOfGravity(spectrum) * binWidth,
      peaks: strongestPeaks(spectrum).map((bin) => bin * binWidth),
    }
  })
}

/** Order of the components by rising centroid: order[j] is the number of the j-th lowest. */
export function pitchOrder(factors: Factors): number[] {
  const { W, binCount, componentCount } = factors
  const centroids = Array.from({ length: componentCount }, (_, k) =>
    centreOfGravity(W.subarray(k * binCount, (k + 1) * binCount)),
  )
  return centroids.map((_, k) => k).sort((a, b) => centroids[a] - centroids[b] || a - b)
}

/** Energy of w_k h_k: the product of the sum of the spectrum and the sum of the gains. */
function componentEnergies({ W, H, binCount, frameCount, componentCount }: Factors): number[] {
  return Array.from({ length: componentCount }, (_, k) => {
    let gains = 0
    for (let n = 0; n < frameCount; n++) gains += H[n * componentCount + k]
    return gains * sumOf(W.subarray(k * binCount, (k + 1) * binCount))
  })
}

/** In bins. */
function centreOfGravity(spectrum: Factors['W']): number {
  let moment = 0
  for (let f = 0; f < spectrum.length; f++) moment += f * spectrum[f]
  return moment / sumOf(spectrum)
}

function sumOf(values: Factors['W']): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/** Bins of the local maxima, strongest first, refined between bins by a parabola through the logarithms. */
function strongestPeaks(spectrum: Factors['W']): number[] {
  const maxima: number[] = []
  for (let f = 1; f + 1 < spectrum.length; f++) {
    if (spectrum[f] > spectrum[f - 1] && spectrum[f] >= spectrum[f + 1]) maxima.push(f)
  }
  maxima.sort((a, b) => spectrum[b] - spectrum[a])
  const threshold = weakestPeak * spectrum[maxima[0]]
  return maxima
    .filter((f) => spectrum[f] > threshold)
    .slice(0, peakCount)
    .map((f) => f + parabolicOffset(spectrum, f))
}

function parabolicOffset(spectrum: Factors['W'], f: number): number {
  const [a, b, c] = [f - 1, f, f + 1].map((bin) => Math.log(spectrum[bin]))
  const curvature = a - 2 * b + c
  // Not finite beside a bin that is zero.
  return curvature < 0 && Number.isFinite(curvature) ? (0.5 * (a - c)) / curvature : 0
}

const noteNames = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']

/** Name of the nearest note of equal temperament at A4 = 440 Hz, such as 'A4'; '' below 16 Hz. */
export function noteName(frequency: number): string {
  if (frequency < 16) return ''
  const note = Math.round(69 + 12 * Math.log2(frequency / 440))
  return `${noteNames[note % 12]}${Math.floor(note / 12) - 1}`
}
