/** What every way is compared with. */
import type { Samples } from '@core/audio/audioData'
import { separateByOracle } from '../oracleMask'
import { siSdr } from '../siSdr'
import { gateNoise } from '../wienerGate'
import type { Trial } from './trial'

/** SI-SDR in dB. */
export interface References {
  /** The recording as it is. */
  readonly input: number
  /** The Wiener mask of true music and true noise. */
  readonly oracle: number
  /** A plain Wiener gate with the noise that is learned from. */
  readonly gate: number
  /** One a stem: the recording as it is, and the Wiener mask of all true parts. Empty for a set of one stem. */
  readonly stems: readonly { readonly doNothing: number; readonly oracle: number }[]
}

export function scoreReferences({ recording, samples, preface, noise, judged }: Trial): References {
  const { set, samples: degraded } = recording
  const cut = (signal: Samples): Samples => signal.subarray(judged.start, judged.end)
  const clean = cut(set.clean)
  const rest = Float64Array.from(degraded, (value, i) => value - set.clean[i])
  const [music] = separateByOracle(degraded, [set.clean, rest])
  const longest = noise.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0]
  const gated = gateNoise(samples, samples.subarray(longest.start, longest.end)).subarray(preface)
  const references = {
    input: siSdr(cut(degraded), clean),
    oracle: siSdr(cut(music), clean),
    gate: siSdr(cut(gated), clean),
  }
  if (set.stems.length === 1) return { ...references, stems: [] }
  const oracles = separateByOracle(degraded, [...set.stems, rest])
  return {
    ...references,
    stems: set.stems.map((stem, j) => ({
      doNothing: siSdr(cut(degraded), cut(stem)),
      oracle: siSdr(cut(oracles[j]), cut(stem)),
    })),
  }
}
