/** Ready-made forms of an export, each for one use. */
import { plainForm, type ExportForm, type ExportFormat, type ExportWish } from '../contract/exports'
import type { Project } from '../project/project'

export const presetIds = ['recording', 'archive', 'listening', 'cd', 'web', 'broadcast'] as const
export type PresetId = (typeof presetIds)[number]

export interface Preset {
  readonly name: string
  /** One sentence: what it is for and what it does. */
  readonly text: string
  readonly form: ExportForm
}

/** EBU R 128 (2020): -23 LUFS, at most -1 dBTP. */
const broadcastLevel = { kind: 'loudness', target: -23, ceiling: -1, limit: true } as const

export const presets: Readonly<Record<PresetId, Preset>> = {
  recording: {
    name: 'Like the recording',
    text: 'WAV with the rate and word length of the recording, level unchanged.',
    form: plainForm,
  },
  archive: {
    name: 'Archive access copy',
    text: 'WAV at the recording’s rate, 24 bit, level unchanged, with a bext chunk that tells its history.',
    form: { ...plainForm, bits: 24, broadcast: true },
  },
  listening: {
    name: 'Listening',
    text: 'FLAC, 24 bit, brought to a true peak of −1 dBTP by one gain.',
    form: { ...plainForm, format: 'flac', bits: 24, level: { kind: 'peak', ceiling: -1 } },
  },
  cd: {
    name: 'CD',
    text: 'WAV, 16 bit with dither, 44.1 kHz.',
    form: { ...plainForm, bits: 16, sampleRate: 44_100 },
  },
  web: {
    name: 'Web',
    text: 'MP3, 192 kbit/s, brought to a true peak of −1 dBTP by one gain.',
    form: { ...plainForm, format: 'mp3', sampleRate: 44_100, level: { kind: 'peak', ceiling: -1 } },
  },
  broadcast: {
    name: 'Broadcast',
    text: 'WAV, 24 bit, 48 kHz, −23 LUFS; peaks above −1 dBTP are limited, and it is said how much.',
    form: { ...plainForm, bits: 24, sampleRate: 48_000, level: broadcastLevel, broadcast: true },
  },
}

/** Formats that keep every sample. */
export function isLossless(format: ExportFormat): format is 'wav' | 'flac' {
  return format === 'wav' || format === 'flac'
}

/** MPEG 1, 2 and 2.5, layer III (ISO/IEC 11172-3, 13818-3), Hz. */
const mpegRates = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] as const
/** libvorbis has modes for these, Hz. */
const vorbisRates = { minimum: 8000, maximum: 192_000 } as const

/** The rate nearest to the wished one, if possible not below it, that the format can hold, Hz. */
export function writableRate(format: ExportFormat, wished: number): number {
  if (format === 'mp3') return mpegRates.find((rate) => rate >= wished) ?? mpegRates[mpegRates.length - 1]
  if (format === 'ogg') return Math.min(vorbisRates.maximum, Math.max(vorbisRates.minimum, wished))
  return wished
}

/** Word length of the recording: 24 bits where it has none, and the nearest that the format can hold. */
export function ownBits(project: Project, format: ExportFormat): ExportWish['bits'] {
  const { sampleKind, bitDepth } = project.recording.format
  if (sampleKind === 'integer') return bitDepth <= 16 ? 16 : bitDepth <= 24 || format !== 'wav' ? 24 : '32f'
  return sampleKind === 'float' && format === 'wav' ? '32f' : 24
}

/** A form for one project: nothing is left to be "as the recording". */
export function resolveForm(form: ExportForm, project: Project): Pick<ExportWish, keyof ExportForm> {
  const bits = form.bits ?? ownBits(project, form.format)
  return {
    ...form,
    bits: bits === '32f' && form.format !== 'wav' ? 24 : bits,
    sampleRate: form.sampleRate ?? writableRate(form.format, project.recording.sampleRate),
  }
}
