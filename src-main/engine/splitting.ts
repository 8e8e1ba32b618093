/** Decomposing some components of a decomposition again, on the calling thread. */
import type { Samples } from '@core/audio/audioData'
import { permuted, type Factors } from '@core/nmf/factors'
import { splitStart } from '@core/nmf/splitStart'
import type { Split } from '@core/project/splitEdit'
import { pitchOrder } from '@core/separation/componentFacts'
import { planSplit } from '@core/separation/splitPlan'
import { analyse } from './analyse'
import { resultOf, runInTurn } from './comparison'
import type { DecomposeSettings, DecompositionResult, WorkTools } from './decomposition'

export interface SplitWork extends Split {
  /** Those that the factors were made with, but for componentCount: of the result. */
  readonly settings: DecomposeSettings
  readonly factors: Factors
}

/**
 * The pieces change little of a cost that is mostly that of the others: this part of the tolerance of a whole decomposition settles
 * them as well.
 */
const toleranceShare = 0.01

/**
 * The factors with `into` pieces in the place of some components, in the order of planSplit; pieces stand in the order of pitch. All
 * other spectra and activations stay bit for bit. A wish to stop keeps the pieces as they are.
 */
export function runSplit(
  samples: Samples,
  { settings, factors, components, into }: SplitWork,
  tools: WorkTools,
): DecompositionResult {
  const spectrogram = analyse(samples, settings, tools)
  const start = splitStart(spectrogram, factors, { replaced: components, into, seed: settings.seed })
  const rest = Array.from({ length: start.componentCount - into }, (_, k) => k)
  const run = {
    settings: {
      ...splitSettings(settings),
      tolerance: toleranceShare * settings.tolerance,
      fixed: { spectra: rest, activations: rest },
    },
    weight: 1,
  }
  const [split] = runInTurn([run], { spectrogram, start }, tools)
  const order = placesIn(split.factors, { components, into })
  return resultOf({ ...split, factors: permuted(split.factors, order) })
}

/** 'em' cannot keep components, so 'mm' is taken for it. */
export function splitSettings(settings: DecomposeSettings): DecomposeSettings {
  return { ...settings, algorithm: settings.algorithm === 'em' ? 'mm' : settings.algorithm }
}

/** Order of the factors that have the others first and then the pieces. */
function placesIn(factors: Factors, { components, into }: Split): number[] {
  const restCount = factors.componentCount - into
  const kept = Array.from({ length: restCount + components.length }, (_, k) => k).filter(
    (k) => !components.includes(k),
  )
  const byPitch = pitchOrder(factors).filter((j) => j >= restCount)
  return planSplit(restCount + components.length, { components, into }).map((slot) =>
    'kept' in slot ? kept.indexOf(slot.kept) : byPitch[slot.piece],
  )
}
