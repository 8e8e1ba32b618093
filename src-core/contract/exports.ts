/** What an export is asked for: contents, form, level, names. Page, command line and engine speak of it in these words. */
import type { PanLaw } from '../separation/panLaw'

/** Contents that are sound. */
export const soundContents = [
  'mix',
  'sources',
  'panned',
  'components',
  'removed',
  'clicks',
  'mono',
  'others',
] as const
export type SoundContent = (typeof soundContents)[number]

/** Sessions of audio workstations: a DAWproject with its sound inside, a project of REAPER beside the dry sources. */
export const sessionContents = ['dawproject', 'rpp'] as const
export type SessionContent = (typeof sessionContents)[number]

/** Everything that can be exported, in the order in which it is written. Kinds that are no sound come after those that are. */
export const exportContents = [...soundContents, ...sessionContents, 'arrays'] as const
export type ExportContent = (typeof exportContents)[number]

export const exportFormats = ['wav', 'flac', 'mp3', 'ogg'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const exportWordLengths = [16, 24, '32f'] as const
export type ExportWordLength = (typeof exportWordLengths)[number]

/** kbit/s for stereo, of the formats that lose something. */
export const exportBitRates = [128, 192, 256, 320] as const
export type ExportBitRate = (typeof exportBitRates)[number]

/** What is done to the level, by one gain for all files of the export. */
export type ExportLevel =
  /** Nothing, unless the format would clip: then everything is lowered. */
  | { readonly kind: 'unchanged' }
  /** The highest true peak of mix and files is brought to the ceiling, dBTP. */
  | { readonly kind: 'peak'; readonly ceiling: number }
  /**
   * The mix, or the file where there is only one, is brought to the target, LUFS. What would pass the ceiling, dBTP, is limited
   * where `limit` is set; otherwise the gain is as much smaller.
   */
  | { readonly kind: 'loudness'; readonly target: number; readonly ceiling: number; readonly limit: boolean }

/** What a preset decides. Null: as the recording has it. */
export interface ExportForm {
  readonly format: ExportFormat
  readonly bits: ExportWordLength | null
  readonly kilobits: ExportBitRate
  /** Hz */
  readonly sampleRate: number | null
  readonly level: ExportLevel
  /** A bext chunk in WAV files (EBU Tech 3285), also where the recording has none. */
  readonly broadcast: boolean
}

/** What happens to files that exist: nothing is written, they are replaced, the new ones get a number, or the old ones stay. */
export const existingRules = ['refuse', 'replace', 'rename', 'skip'] as const
export type ExistingRule = (typeof existingRules)[number]

export interface ExportWish extends ExportForm {
  /** In any order; each once. */
  readonly contents: readonly ExportContent[]
  readonly bits: ExportWordLength
  readonly sampleRate: number
  readonly panLaw: PanLaw
  readonly noiseAmount: number
  /** Vorbis comment keys; null: those of the recording. */
  readonly tags: Readonly<Record<string, string>> | null
  /** Of the names of files in a folder; null: one that fits the contents. With one, the target is a folder. */
  readonly template: string | null
  readonly existing: ExistingRule
  /** Name of the preset, for the report. */
  readonly preset: string | null
}

/** The plainest form: WAV, nothing changed. */
export const plainForm = {
  format: 'wav',
  bits: null,
  kilobits: 192,
  sampleRate: null,
  level: { kind: 'unchanged' },
  broadcast: false,
} as const satisfies ExportForm

/** What nobody asked to be different. */
export const plainWish = {
  tags: null,
  template: null,
  existing: 'refuse',
  preset: null,
} as const satisfies Partial<ExportWish>
