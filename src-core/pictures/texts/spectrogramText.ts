import type { Factors } from '../../nmf/factors'
import { describeComponents } from '../../separation/componentFacts'
import type { ComponentWeights } from '../../separation/renderOutputs'
import { formatTime, type FrameGrid, type TimeRange } from '../timeAxis'
import { pitchName } from '../pitchName'
import { bands, energyInBands } from './bands'
import { framesIn, gainSums, sumOf, weightedSpectrum, type FrameSpan } from './modelEnergy'
import { formatShare, listOf, type PictureText } from './pictureText'

export interface SpectrogramFigures {
  /** seconds */
  readonly start: number
  readonly end: number
  readonly bands: readonly { readonly name: string; readonly share: number }[]
  /** Strongest first. */
  readonly pitches: readonly { readonly hz: number; readonly name: string }[]
  /** dB from a quiet frame (the 10th of 100) to a loud one (the 90th). */
  readonly dynamics: number | null
}

export interface SpectrogramSubject {
  /** 'Original', 'Voice' ... */
  readonly name: string
  /** Gains of the components in each output; their powers add up. */
  readonly outputs: readonly ComponentWeights[]
}

/**
 * What a spectrogram shows, as the model W H of its subject has it: no spectrogram is needed for it. Levels are relative: the model
 * does not know full scale.
 * @param factors null where nothing is decomposed: then only the axis is told
 */
export function spectrogramText(
  { name, outputs }: SpectrogramSubject,
  factors: Factors | null,
  {
    range,
    grid,
    sampleRate,
  }: { readonly range: TimeRange; readonly grid: FrameGrid; readonly sampleRate: number },
): PictureText<SpectrogramFigures> {
  const { start, end } = range
  const axis = `Spectrogram of ${name}, from ${formatTime(start, 0.1)} to ${formatTime(end, 0.1)} (minutes : seconds).`
  const bare = { start, end, bands: [], pitches: [], dynamics: null }
  if (!factors) return { sentences: [axis], figures: bare }
  const span = framesIn(range, grid, factors.frameCount)
  const powers = powerGains(outputs, factors.componentCount)
  const spectrum = weightedSpectrum(
    factors,
    gainSums(factors, span).map((sum, k) => sum * powers[k]),
  )
  const total = sumOf(spectrum)
  if (!(total > 0)) return { sentences: [axis, 'It is silent.'], figures: bare }
  const inBands = energyInBands(spectrum, sampleRate).map((energy, band) => ({
    name: bands[band].name,
    share: energy / total,
  }))
  const pitches = pitchesOf(spectrum, sampleRate).map((hz) => ({ hz, name: pitchName(hz) }))
  const dynamics = dynamicsOf(factors, powers, span)
  return {
    sentences: [
      axis,
      ...tell(inBands, pitches),
      `From a quiet moment to a loud one it rises by ${Math.round(dynamics)} dB.`,
    ],
    figures: { start, end, bands: inBands, pitches, dynamics },
  }
}

function tell(inBands: SpectrogramFigures['bands'], pitches: SpectrogramFigures['pitches']): string[] {
  const strongest = inBands.toSorted((a, b) => b.share - a.share).slice(0, 2)
  const shares = strongest.map((it) => `${it.name} (${formatShare(it.share)} of the energy)`)
  const named = pitches.map(({ hz, name }) => `${name} (${Math.round(hz)} Hz)`)
  return [
    `It is strongest in the bands ${listOf(shares)}.`,
    ...(named.length > 0
      ? [`The strongest ${named.length === 1 ? 'pitch is' : 'pitches are'} ${listOf(named)}.`]
      : []),
  ]
}

function powerGains(outputs: readonly ComponentWeights[], componentCount: number): Float64Array {
  return Float64Array.from({ length: componentCount }, (_, k) =>
    outputs.reduce((sum, weights) => sum + weights[k] ** 2, 0),
  )
}

function pitchesOf(spectrum: Float64Array, sampleRate: number): readonly number[] {
  const one = {
    W: spectrum,
    H: Float64Array.of(1),
    binCount: spectrum.length,
    frameCount: 1,
    componentCount: 1,
  }
  return describeComponents(one, sampleRate)[0].peaks
}

/** Lowest level that counts, of the loudest frame: -100 dB. */
const leastPower = 1e-10

function dynamicsOf(
  { W, H, binCount, componentCount }: Factors,
  powers: Float64Array,
  { from, to }: FrameSpan,
): number {
  const sums = powers.map((power, k) => power * sumOf(W.subarray(k * binCount, (k + 1) * binCount)))
  const energies = new Float64Array(to - from)
  for (let frame = from; frame < to; frame++) {
    for (let k = 0; k < componentCount; k++) energies[frame - from] += sums[k] * H[frame * componentCount + k]
  }
  energies.sort()
  const last = energies.length - 1
  const [quiet, loud] = [0.1, 0.9].map((share) =>
    Math.max(energies[Math.round(share * last)], leastPower * energies[last]),
  )
  return 10 * Math.log10(loud / quiet)
}
