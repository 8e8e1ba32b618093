import { formatTime, type FrameGrid, type TimeRange } from '../timeAxis'
import type { Factors } from '../../nmf/factors'
import { describeGains, timeOf, type ActivationFigures } from './activationsText'
import { framesIn, gainsOf } from './modelEnergy'
import { formatShare, tellEach, type PictureText } from './pictureText'

export interface SmoothnessVariant {
  /** lambda */
  readonly smoothness: number
  readonly factors: Factors
}

export type SmoothnessFigures = Omit<ActivationFigures, 'name' | 'energyShare'> & {
  readonly smoothness: number
}

/** How the activation of one component changes with the smoothness. `component` from 0. */
export function smoothnessText(
  component: { readonly number: number; readonly name: string },
  variants: readonly SmoothnessVariant[],
  { range, grid }: { readonly range: TimeRange | null; readonly grid: FrameGrid },
): PictureText<readonly SmoothnessFigures[]> {
  const figures = variants.map(({ smoothness, factors }) => {
    const span = framesIn(range, grid, factors.frameCount)
    const gains = gainsOf(factors, component.number, span)
    return { smoothness, ...describeGains(gains, (index) => timeOf(span.from + index, grid)) }
  })
  const told = tellEach(figures, { tell, noun: 'smoothnesses' })
  return { sentences: [`Activation of ${component.name} for each smoothness λ.`, ...told], figures }
}

function tell({ smoothness, loudestAt, soundingShare, roughness }: SmoothnessFigures): string {
  if (loudestAt === null) return `λ = ${smoothness}: silent.`
  const when = `loudest at ${formatTime(loudestAt, 0.1)}`
  return `λ = ${smoothness}: its level changes by ${roughness.toFixed(2)} dB a frame; ${when}, within 20 dB of that for ${formatShare(soundingShare)} of the time.`
}
