/**
 * The document: what a .shellac file says about one recording, its decomposition and the person's mix.
 * Immutable; every change is an edit of edits.ts. Units: samples, Hz, dB; component numbers k start at 0
 * in code and at 1 for people.
 */
import type { SourceFormat } from '../audio/audioData'
import type { Channel } from '../audio/channels/downmix'
import type { Algorithm, StopReason } from '../nmf/factorize'
import type { PanLaw } from '../separation/panLaw'
import { longestName } from './limits'
import type { Stroke } from './stroke'

export const projectFormat = 'shellac-project'
/** Of the documents that this program writes; older ones come here by migrations.ts. */
export const projectVersion = 2

/** The recording travels inside the project (a lossless copy of the analysed file), or stays where it is. */
export type RecordingStorage =
  | { readonly kind: 'embedded'; readonly entry: RecordingEntry }
  /** `path` is absolute; `relativePath` starts at the project's folder and is tried first. */
  | { readonly kind: 'linked'; readonly path: string; readonly relativePath?: string }

export type RecordingEntry = 'recording.flac' | 'recording.wav'

export interface RecordingReference {
  /** File name without folders. */
  readonly name: string
  /** SHA-256 of the original file's bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string
  /** Length of the original file, bytes. */
  readonly byteLength: number
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  /** Samples in each channel. */
  readonly sampleCount: number
  readonly format: SourceFormat
  readonly tags: Readonly<Record<string, string>>
  /** The channel, or combination of two, that was analysed. */
  readonly channel: Channel
  /** Samples by which the right channel was shifted before combining; may be fractional. */
  readonly lag: number
  /** What the channel analysis said. */
  readonly description: string
  readonly warnings: readonly string[]
  readonly storage: RecordingStorage
}

export type LearnedKind = 'noise' | 'source'

/** A stretch in which a person hears only noise, or only the source of that name: samples start .. end - 1. */
export interface LearnedStretch {
  /** Of a source; of no consequence for noise. */
  readonly name: string
  readonly kind: LearnedKind
  readonly start: number
  readonly end: number
}

export interface LearnedComponents extends LearnedStretch {
  /** Numbers from 0, ascending, of the components whose spectra were learned there: the same for all stretches of one source, or of noise. */
  readonly components: readonly number[]
}

export interface AnalysisSettings {
  /** samples */
  readonly windowLength: number
  /** samples, 1..windowLength */
  readonly hop: number
  /** All components, learned ones included. */
  readonly componentCount: number
  /** Components whose spectra were learned from stretches of the recording, and kept. */
  readonly learned: readonly LearnedComponents[]
  /** lambda >= 0 */
  readonly smoothness: number
  readonly algorithm: Algorithm
  readonly maxIterations: number
  /** Relative change of the cost below which the iterations end. */
  readonly tolerance: number
  readonly restarts: number
  readonly seed: number
  /** How clicks were removed before the decomposition; null: not at all. */
  readonly declick: DeclickSettings | null
}

export interface DeclickSettings {
  /** Typical residuals by which a click must surprise, 3 .. 50. */
  readonly threshold: number
}

export interface Decomposition {
  /** F */
  readonly binCount: number
  /** N */
  readonly frameCount: number
  readonly iterations: number
  readonly cost: number
  readonly stopReason: StopReason
  /** Cost after each iteration, one curve a restart. */
  readonly costCurves: readonly (readonly number[])[]
  /** Index of the curve whose factors were kept. */
  readonly chosenRestart: number
  /** How far the two best starts agree; null where there was one. */
  readonly agreement: Agreement | null
  /** What was done to the factors since, in its order. */
  readonly refinements: readonly Refinement[]
}

/** The second best of several starts, when it was given up, beside the one that was kept. */
export interface Agreement {
  /** Index of the second best curve. */
  readonly restart: number
  /** Components of the kept one that are clearly in the other too. */
  readonly foundAgain: number
  /** 0 .. 1: of each component and the one that it was paired with, on average. */
  readonly similarity: number
}

/** Components, by their numbers from 0 at that time, were decomposed again into so many; all others stayed fixed. */
export interface Refinement {
  readonly kind: 'split'
  readonly components: readonly number[]
  readonly into: number
}

export interface Component {
  readonly name: string
  /** '#rrggbb' */
  readonly colour: string
}

/** A person's group of components. */
export interface Source {
  readonly id: string
  readonly name: string
  /** '#rrggbb' */
  readonly colour: string
  /** Component numbers from 0, ascending. */
  readonly components: readonly number[]
  /** -100 (left) .. 100 (right) */
  readonly pan: number
  /** dB; -Infinity is silence. */
  readonly gain: number
  /** Level at which the noise is let back in with this source, at its place; dB, -Infinity is none of it. */
  readonly noise: number
  readonly mute: boolean
  readonly solo: boolean
}

export interface Noise {
  /** Component numbers from 0, ascending. */
  readonly components: readonly number[]
  /** Percent of the noise let back in in the centre, 0..100. */
  readonly amount: number
  /** Over how much to either side the mask of the noise is averaged. */
  readonly smoothing: NoiseSmoothing
  /** Whether learned noise is also filtered out, with a longer window than that of the masks. Of no consequence where none was learned. */
  readonly filter: boolean
}

export interface NoiseSmoothing {
  /** 0..500 */
  readonly milliseconds: number
  /** 0..2000 */
  readonly hertz: number
}

/** A component is in at most one source, or in the noise, or ungrouped: heard in the centre at 0 dB. */
export interface Project {
  readonly format: typeof projectFormat
  readonly version: typeof projectVersion
  readonly recording: RecordingReference
  readonly analysis: AnalysisSettings
  readonly decomposition: Decomposition
  readonly components: readonly Component[]
  readonly sources: readonly Source[]
  readonly noise: Noise
  readonly mix: { readonly panLaw: PanLaw }
  /** In the order in which they were painted. */
  readonly strokes: readonly Stroke[]
}

/**
 * Eight colours told apart with any colour vision: Okabe and Ito, Color Universal Design, 2008. Black, the
 * first of their list, is last here because it vanishes on dark ground.
 */
export const okabeIto = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
  '#000000',
] as const

/**
 * A project as it is right after the decomposition: numbered components, pan law -3 dB; what was learned is grouped and named, all else
 * is not.
 */
export function createProject(
  parts: Pick<Project, 'recording' | 'analysis' | 'decomposition'>,
  panLaw: PanLaw = -3,
): Project {
  const groups = learnedGroupsIn(parts.analysis)
  const names = Array.from({ length: parts.analysis.componentCount }, (_, k) => `Component ${k + 1}`)
  for (const { name, components } of groups) {
    components.forEach((k, i) => (names[k] = `${name.slice(0, longestName - 5)} ${i + 1}`))
  }
  const sources = groups.filter(({ kind }) => kind === 'source')
  return {
    format: projectFormat,
    version: projectVersion,
    recording: parts.recording,
    analysis: parts.analysis,
    decomposition: parts.decomposition,
    components: names.map((name, k) => ({ name, colour: okabeIto[k % okabeIto.length] })),
    sources: sources.map(({ name, components }, i) => ({
      id: `source-${i + 1}`,
      name,
      colour: okabeIto[i % okabeIto.length],
      components,
      pan: 0,
      gain: 0,
      noise: -Infinity,
      mute: false,
      solo: false,
    })),
    noise: {
      components: groups.find(({ kind }) => kind === 'noise')?.components ?? [],
      amount: 0,
      smoothing: { milliseconds: 0, hertz: 0 },
      filter: true,
    },
    mix: { panLaw },
    strokes: [],
  }
}

/** What was learned, once each: the stretches of one source, and all those of noise, have the same components. */
function learnedGroupsIn({
  learned,
}: AnalysisSettings): Pick<LearnedComponents, 'name' | 'kind' | 'components'>[] {
  const groups = new Map<number, Pick<LearnedComponents, 'name' | 'kind' | 'components'>>()
  for (const { name, kind, components } of learned) {
    const clean = kind === 'noise' ? 'Noise' : name.trim().normalize('NFC')
    if (!groups.has(components[0])) groups.set(components[0], { name: clean, kind, components })
  }
  return [...groups.values()]
}

/** The stretches of noise that a decomposition learned from and kept; they all have the same components. */
export function learnedNoise({ learned }: Pick<AnalysisSettings, 'learned'>): LearnedComponents[] {
  return learned.filter(({ kind }) => kind === 'noise')
}

/** K as a person chose it: the components that were not learned. */
export function freeComponentCount({ componentCount, learned }: AnalysisSettings): number {
  return componentCount - new Set(learned.flatMap(({ components }) => components)).size
}

/** Component numbers from 0, ascending, that are in no source and not in the noise. */
export function ungroupedComponents(project: Project): number[] {
  const grouped = new Set([...project.noise.components, ...project.sources.flatMap((it) => it.components)])
  return project.components.map((_, component) => component).filter((component) => !grouped.has(component))
}

/** The source of that name (compared in Unicode NFC), or undefined. */
export function findSourceByName(project: Project, name: string): Source | undefined {
  const wanted = name.trim().normalize('NFC')
  return project.sources.find((source) => source.name.normalize('NFC') === wanted)
}

/** The name, or with the first number from 2 behind it that no source has: 'Bass', 'Bass 2'. */
export function freeName(project: Project, wanted: string): string {
  let name = wanted
  for (let number = 2; findSourceByName(project, name); number++) name = `${wanted} ${number}`
  return name
}
