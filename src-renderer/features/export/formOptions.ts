/** The fields of the form of an export: what each offers, and what is chosen in it. */
import {
  exportBitRates,
  plainForm,
  type ExportForm,
  type ExportFormat,
  type ExportLevel,
  type ExportWish,
} from '@core/contract/exports'
import { writableRate } from '@core/export/presets'

export interface FormOption {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

export const formatOptions: readonly FormOption[] = [
  { value: 'wav', label: 'WAV', hint: 'Opens everywhere' },
  { value: 'flac', label: 'FLAC', hint: 'About half the size, no loss' },
  { value: 'mp3', label: 'MP3', hint: 'Small, plays everywhere, loses a little' },
  { value: 'ogg', label: 'Ogg Vorbis', hint: 'Small, loses a little less' },
]

/** Word lengths that the format can hold. */
export function bitOptions(format: ExportFormat): FormOption[] {
  const integer = [
    { value: '16', label: '16 bit', hint: 'As on a CD' },
    { value: '24', label: '24 bit', hint: 'For further work' },
  ]
  const float = { value: '32f', label: '32 bit float', hint: 'Exact: no rounding, no clipping' }
  return format === 'wav' ? [...integer, float] : integer
}

export const bitRateOptions: readonly FormOption[] = exportBitRates.map((rate) => ({
  value: String(rate),
  label: `${rate} kbit/s`,
}))

export function readBits(value: string): ExportWish['bits'] {
  return value === '32f' ? value : value === '16' ? 16 : 24
}

export function readBitRate(value: string): ExportForm['kilobits'] {
  return exportBitRates.find((rate) => String(rate) === value) ?? plainForm.kilobits
}

const usualRates = [44_100, 48_000, 96_000] as const

/** The recording's own rate first, or the nearest that the format can hold; the others are conversions. */
export function rateOptions(ownRate: number, format: ExportFormat): FormOption[] {
  const own = writableRate(format, ownRate)
  const others = usualRates.filter((rate) => rate !== own && writableRate(format, rate) === rate)
  return [
    {
      value: 'own',
      label: formatRate(own),
      hint: own === ownRate ? 'As the recording' : `Nearest to the recording’s ${formatRate(ownRate)}`,
    },
    ...others.map((rate) => ({ value: String(rate), label: formatRate(rate), hint: 'Converted' })),
  ]
}

/** '44.1 kHz' */
export function formatRate(rate: number): string {
  return `${Number((rate / 1000).toFixed(3))} kHz`
}

/** A chosen rate that is the recording's own is no conversion. */
export function rateValue({ sampleRate, format }: ExportForm, ownRate: number): string {
  const isOwn = sampleRate === null || sampleRate === writableRate(format, ownRate)
  return isOwn ? 'own' : String(sampleRate)
}

export const levelOptions: readonly FormOption[] = [
  { value: 'unchanged', label: 'Unchanged', hint: 'Lowered only where the format would clip' },
  { value: 'peak', label: 'To a true peak', hint: 'One gain for all files' },
  { value: 'loudness', label: 'To a loudness', hint: 'One gain for all files' },
]

/** dBTP, and LUFS as EBU R 128 has it. */
const usualCeiling = -1
const usualTarget = -23

/** Another kind of level with the figures that were there. */
export function withLevelKind(level: ExportLevel, kind: string): ExportLevel {
  const ceiling = level.kind === 'unchanged' ? usualCeiling : level.ceiling
  if (kind === 'peak') return { kind, ceiling }
  if (kind === 'loudness') return { kind, ceiling, target: usualTarget, limit: false }
  return { kind: 'unchanged' }
}
