import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import { weightsOf } from '@core/separation/mixdown'
import { renderOutputs, type Separation } from '@core/separation/renderOutputs'
import { decompose } from '../engine/decompose'
import type { DecomposeSettings, DecompositionResult } from '../engine/decomposition'
import { findBestGrouping, gramMatrix, targetOf, type Target } from './grouping'
import { separateByOracle } from './oracleMask'
import { siSdr } from './siSdr'
import type { TruthSet } from './truthSet'

/** SI-SDR of the estimates of one stem, dB. */
export interface StemScore {
  readonly name: string
  /** The clean sum of all stems, taken as it is: separation without doing anything. */
  readonly doNothing: number
  /** The degraded recording, taken as it is. */
  readonly recording: number
  /** The components that the best grouping gives to the stem. */
  readonly grouped: number
  readonly oracle: number
  /** Numbers of those components, from 1. */
  readonly components: readonly number[]
}

/** SI-SDR against clean, dB, of the whole music. */
export interface DenoiseScore {
  /** The degraded recording. */
  readonly input: number
  /** The components that the best grouping keeps. */
  readonly grouped: number
  readonly oracle: number
  /** Numbers of the components that are kept, from 1. */
  readonly components: readonly number[]
}

export interface RecordingScore {
  readonly set: string
  /** Signal-to-noise ratio of the recording, dB. */
  readonly ratio: number
  readonly decompositionSeconds: number
  readonly renderingSeconds: number
  readonly iterations: number
  readonly stopReason: DecompositionResult['stopReason']
  readonly cost: number
  /** RMS of (sum of all components - recording) relative to the recording, dB. */
  readonly nullTest: number
  /** Empty for a set of one stem: there is nothing to separate. */
  readonly stems: readonly StemScore[]
  readonly denoise: DenoiseScore
}

/** Lead-in and run-out, where there is noise but no music: not judged. */
const marginSeconds = 0.8

/** One degraded recording of a truth set: ratio in dB, samples as long as the set's clean signal. */
export interface DegradedRecording {
  readonly set: TruthSet
  readonly ratio: number
  readonly samples: Samples
}

/** Decomposes one degraded recording of a truth set, groups the components as well as the truth allows, and judges them. */
export async function scoreRecording(
  { set, ratio, samples }: DegradedRecording,
  settings: DecomposeSettings,
  control: JobControl,
): Promise<RecordingScore> {
  const started = performance.now()
  const result = await decompose(samples, settings, control)
  const decomposed = performance.now()
  const components = renderComponents({ samples, framing: settings.framing, factors: result.factors })
  const rendered = performance.now()
  return {
    set: set.name,
    ratio,
    decompositionSeconds: (decomposed - started) / 1000,
    renderingSeconds: (rendered - decomposed) / 1000,
    iterations: result.iterations,
    stopReason: result.stopReason,
    cost: result.cost,
    nullTest: nullTest(components, samples),
    ...judge(set, samples, components),
  }
}

function renderComponents(separation: Separation): Float32Array[] {
  const { componentCount } = separation.factors
  const each = Array.from({ length: componentCount }, (_, k) => weightsOf(componentCount, [k]))
  return renderOutputs(separation, each, { start: 0, end: separation.samples.length })
}

/** RMS of (sum of the parts - whole) relative to the whole, dB; -Infinity when not a bit is missing. */
export function nullTest(parts: readonly Samples[], whole: Samples): number {
  const sum = sumOf(parts, whole.length)
  let errorEnergy = 0
  let energy = 0
  for (let i = 0; i < whole.length; i++) {
    errorEnergy += (sum[i] - whole[i]) ** 2
    energy += whole[i] ** 2
  }
  return errorEnergy === 0 ? -Infinity : 10 * Math.log10(errorEnergy / energy)
}

function sumOf(parts: readonly Samples[], length: number): Float64Array {
  const sum = new Float64Array(length)
  for (const part of parts) {
    for (let i = 0; i < length; i++) sum[i] += part[i]
  }
  return sum
}

/** Everything a judgement compares, without lead-in and run-out. */
interface Evidence {
  readonly recording: Samples
  readonly clean: Samples
  readonly noise: Samples
  readonly stems: readonly Samples[]
  readonly components: readonly Samples[]
}

/** Judges components of a recording against the truth; both groupings are the best that the truth shows. */
export function judge(
  set: TruthSet,
  recording: Samples,
  components: readonly Samples[],
): Pick<RecordingScore, 'stems' | 'denoise'> {
  const noise = Float64Array.from(recording, (value, i) => value - set.clean[i])
  const music = musicOf(set)
  const evidence: Evidence = {
    recording: music(recording),
    clean: music(set.clean),
    noise: music(noise),
    stems: set.stems.map(music),
    components: components.map(music),
  }
  const gram = gramMatrix(evidence.components)
  const targets = {
    noise: targetOf(evidence.components, evidence.noise),
    music: targetOf(evidence.components, evidence.clean),
  }
  const [oracleOfClean] = separateByOracle(recording, [set.clean, noise]).map(music)
  const kept = findBestGrouping({ ...targets, gram, stems: [targets.music] })
  const denoise = judgeDenoising(evidence, kept, oracleOfClean)
  if (set.stems.length === 1) return { stems: [], denoise }
  const oracle = separateByOracle(recording, [...set.stems, noise]).map(music)
  return { stems: judgeStems({ evidence, gram, targets, names: set.stemNames, oracle }), denoise }
}

/** Cuts lead-in and run-out off; of a set too short for that, nothing. */
function musicOf({ sampleRate, clean }: TruthSet): (samples: Samples) => Samples {
  const margin = Math.trunc(marginSeconds * sampleRate)
  const { length } = clean
  return (samples) => (length > 2 * margin ? samples.subarray(margin, length - margin) : samples)
}

function judgeDenoising(evidence: Evidence, groups: readonly number[], oracle: Samples): DenoiseScore {
  const members = membersOf(groups, 0)
  return {
    input: siSdr(evidence.recording, evidence.clean),
    grouped: siSdr(mixOf(evidence, members), evidence.clean),
    oracle: siSdr(oracle, evidence.clean),
    components: members.map((k) => k + 1),
  }
}

interface StemsToJudge {
  readonly evidence: Evidence
  readonly gram: readonly Float64Array[]
  readonly targets: { readonly noise: Target; readonly music: Target }
  readonly names: readonly string[]
  /** Estimate of each stem by the oracle mask. */
  readonly oracle: readonly Samples[]
}

function judgeStems({ evidence, gram, targets, names, oracle }: StemsToJudge): StemScore[] {
  const stems = evidence.stems.map((stem) => targetOf(evidence.components, stem))
  const groups = findBestGrouping({ ...targets, gram, stems })
  return evidence.stems.map((stem, j) => {
    const members = membersOf(groups, j)
    return {
      name: names[j],
      doNothing: siSdr(evidence.clean, stem),
      recording: siSdr(evidence.recording, stem),
      grouped: siSdr(mixOf(evidence, members), stem),
      oracle: siSdr(oracle[j], stem),
      components: members.map((k) => k + 1),
    }
  })
}

function membersOf(groups: readonly number[], group: number): number[] {
  return groups.flatMap((own, k) => (own === group ? [k] : []))
}

function mixOf({ components, clean }: Evidence, members: readonly number[]): Float64Array {
  return sumOf(
    members.map((k) => components[k]),
    clean.length,
  )
}
