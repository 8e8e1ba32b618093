/** Groups of components judged against the truth. */
import type { Samples } from '@core/audio/audioData'
import { findBestGrouping, gramMatrix, targetOf } from '../grouping'
import { siSdr } from '../siSdr'
import type { Trial } from './trial'

/** Components that belong together from the start. */
export interface Unit {
  readonly components: readonly number[]
  /** Number of a stem, that of stems plus one for noise, or undefined: whoever groups decides. */
  readonly group: number | undefined
}

export interface Separated {
  /** What was taken apart, as long as the recording of the trial. */
  readonly recording: Samples
  /** The signal of each unit. */
  readonly outputs: readonly Samples[]
  readonly units: readonly Unit[]
}

/** SI-SDR in dB. */
export interface Judgement {
  /** One a stem: learned components where they belong, all others by the best grouping. Empty for a set of one stem. */
  readonly stems: readonly number[]
  /** One a stem that was learned: its learned components alone, nothing known of the truth. Others null. */
  readonly learnedAlone: readonly (number | null)[]
  /** The music without what the program itself drops: learned noise, or what `remaster` takes for noise. */
  readonly dropped: number
  /** The music by the best grouping into music and noise. */
  readonly grouped: number
}

/**
 * Judges outputs against the truth, where the trial is judged.
 * @param suggested components that are dropped where no noise was learned
 */
export function judgeUnits(
  { recording: { set, samples: degraded }, judged }: Trial,
  { recording, outputs, units }: Separated,
  suggested: readonly number[],
): Judgement {
  const cut = (signal: Samples): Samples => signal.subarray(judged.start, judged.end)
  const parts = outputs.map(cut)
  const clean = cut(set.clean)
  const stems = set.stems.map(cut)
  const noise = targetOf(parts, cut(Float64Array.from(degraded, (value, i) => value - set.clean[i])))
  const music = targetOf(parts, clean)
  const gram = gramMatrix(parts)
  const noiseGroup = stems.length
  const hasNoise = units.some(({ group }) => group === noiseGroup)
  const isDropped = ({ group, components }: Unit): boolean =>
    hasNoise ? group === noiseGroup : suggested.includes(components[0])
  const best = findBestGrouping({ gram, stems: [music], noise, music })
  const scoreOf = (belongs: (unit: Unit, i: number) => boolean, target: Samples): number =>
    siSdr(
      sumOf(
        parts.filter((_, i) => belongs(units[i], i)),
        target.length,
      ),
      target,
    )
  const dropped = siSdr(
    Float64Array.from(cut(recording), (value, t) =>
      parts.reduce((rest, part, i) => (isDropped(units[i]) ? rest - part[t] : rest), value),
    ),
    clean,
  )
  const grouped = scoreOf(
    (unit, i) => (unit.group === undefined ? best[i] === 0 : unit.group !== noiseGroup),
    clean,
  )
  if (stems.length === 1) return { stems: [], learnedAlone: [], dropped, grouped }
  const groups = findBestGrouping({ gram, stems: stems.map((stem) => targetOf(parts, stem)), noise, music })
  return {
    stems: stems.map((stem, j) => scoreOf((unit, i) => (unit.group ?? groups[i]) === j, stem)),
    learnedAlone: stems.map((stem, j) =>
      units.some(({ group }) => group === j) ? scoreOf((unit) => unit.group === j, stem) : null,
    ),
    dropped,
    grouped,
  }
}

function sumOf(parts: readonly Samples[], length: number): Float64Array {
  const sum = new Float64Array(length)
  for (const part of parts) for (let i = 0; i < length; i++) sum[i] += part[i]
  return sum
}
