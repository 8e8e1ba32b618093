import { decomposeDefaults, defaultIterations } from '@core/contract/decomposeDefaults'
import { chooseFraming } from '@core/spectral/framing'
import type { DecomposeSettings } from './decomposition'

/** What a person gets who changes nothing, for a recording of this rate in Hz. */
export function defaultSettings(sampleRate: number): DecomposeSettings {
  const { components, windowMilliseconds, overlap, declick: _, ...rest } = decomposeDefaults
  return {
    ...rest,
    componentCount: components,
    maxIterations: defaultIterations[rest.algorithm],
    framing: chooseFraming(windowMilliseconds, overlap, sampleRate),
  }
}
