import type { Factors } from '../../nmf/factors'
import { roughnessOf } from '../roughness'
import { formatTime, type FrameGrid, type TimeRange } from '../timeAxis'
import { framesIn, gainsOf, sumOf } from './modelEnergy'
import { formatShare, tellEach, type PictureText } from './pictureText'

export interface ActivationFigures {
  readonly name: string
  /** Seconds into the recording at which it is loudest; null where it is silent. */
  readonly loudestAt: number | null
  /** Share of the time in which it is less than 20 dB below that. */
  readonly soundingShare: number
  /** dB from frame to frame in the mean. */
  readonly roughness: number
  /** Of the energy of all components. */
  readonly energyShare: number
}

/** A power ratio, -20 dB. */
const sounding = 0.01

/** When each component sounds, and how smooth its activation is. */
export function activationsText(
  names: readonly string[],
  factors: Factors,
  { range, grid }: { readonly range: TimeRange | null; readonly grid: FrameGrid },
): PictureText<readonly ActivationFigures[]> {
  const span = framesIn(range, grid, factors.frameCount)
  const { W, binCount } = factors
  const rows = names.map((name, k) => {
    const gains = gainsOf(factors, k, span)
    const energy = sumOf(gains) * sumOf(W.subarray(k * binCount, (k + 1) * binCount))
    return { name, energy, ...describeGains(gains, (index) => timeOf(span.from + index, grid)) }
  })
  const total = rows.reduce((sum, { energy }) => sum + energy, 0)
  const figures = rows.map(({ energy, ...row }) => ({ ...row, energyShare: total > 0 ? energy / total : 0 }))
  const sorted = figures.toSorted((a, b) => b.energyShare - a.energyShare)
  return { sentences: tellEach(sorted, { tell, noun: 'components' }), figures }
}

/** @param timeAt seconds of a value */
export function describeGains(
  gains: Float32Array,
  timeAt: (index: number) => number,
): Pick<ActivationFigures, 'loudestAt' | 'soundingShare' | 'roughness'> {
  let loudest = 0
  for (let index = 1; index < gains.length; index++) if (gains[index] > gains[loudest]) loudest = index
  const peak = gains[loudest] ?? 0
  const roughness = roughnessOf(gains)
  if (!(peak > 0)) return { loudestAt: null, soundingShare: 0, roughness }
  const count = gains.reduce((sum, gain) => sum + (gain >= sounding * peak ? 1 : 0), 0)
  return { loudestAt: timeAt(loudest), soundingShare: count / gains.length, roughness }
}

export function timeOf(frame: number, { firstFrame, secondsPerFrame }: FrameGrid): number {
  return Math.max(0, firstFrame + frame * secondsPerFrame)
}

function tell({ name, loudestAt, soundingShare, roughness, energyShare }: ActivationFigures): string {
  if (loudestAt === null) return `${name} is silent.`
  const when = `loudest at ${formatTime(loudestAt, 0.1)}`
  const sounds = `within 20 dB of that for ${formatShare(soundingShare)} of the time`
  return `${name} has ${formatShare(energyShare)} of the energy; it is ${when} and ${sounds}; its level changes by ${roughness.toFixed(2)} dB a frame.`
}
