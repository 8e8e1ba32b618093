/** Options of an export that say in which form: preset, format, level. */
import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { ceilingRange, loudnessTargetRange, parsePreset, type OwnPreset } from '@core/contract/exportSchema'
import {
  exportBitRates,
  exportFormats,
  plainForm,
  type ExportForm,
  type ExportFormat,
  type ExportLevel,
} from '@core/contract/exports'
import { presetIds, presets } from '@core/export/presets'
import { sampleRateRange } from '@core/project/limits'
import {
  choiceOption,
  numberOption,
  type NumberRange,
  type OptionTable,
  type ParsedArguments,
} from './arguments'
import { isProjectName, isSoundName } from './outputPath'

export const formOptions: OptionTable = {
  preset: {
    kind: 'text',
    value: '<name>',
    help: `${presetIds.join(', ')}, or a JSON file (recording). What is said beside it holds.`,
  },
  format: { kind: 'text', value: '<name>', help: 'wav, flac, mp3 or ogg (as the name says, else wav).' },
  bits: {
    kind: 'text',
    value: '<n>',
    help: '16, 24 or 32f: bits a sample of WAV and FLAC, 32f in WAV only (as the source).',
  },
  bitrate: { kind: 'text', value: '<kbit/s>', help: '128, 192, 256 or 320: of MP3 and Ogg Vorbis (192).' },
  rate: { kind: 'text', value: '<Hz>', help: 'Sample rate, 1000 to 768000 (as the source).' },
  'true-peak': {
    kind: 'text',
    value: '<dBTP>',
    help: 'Brings the highest true peak here, by one gain; with --loudness, the ceiling.',
  },
  loudness: { kind: 'text', value: '<LUFS>', help: 'Brings the mix, or the only file, to this loudness.' },
  limit: { kind: 'flag', help: 'With --loudness: limits true peaks above the ceiling, and says how much.' },
  bext: { kind: 'flag', help: 'Writes a bext chunk in WAV (always where the source has one).' },
}

/** A preset and what was said beside it. */
export interface FormWish {
  readonly form: ExportForm
  readonly preset: string | null
}

/** @param isFolder the target is a folder, so that its name says nothing of the format */
export function readForm(parsed: ParsedArguments, target: string, isFolder: boolean): FormWish {
  const preset = readPreset(parsed.text('preset'))
  const given = preset ?? plainForm
  const format = readFormat(parsed, { target, isFolder, otherwise: given.format })
  const form: ExportForm = {
    format,
    bits: readBits(parsed) ?? given.bits,
    kilobits: readKilobits(parsed) ?? given.kilobits,
    sampleRate: optionalNumber(parsed, 'rate', { ...sampleRateRange, whole: true }) ?? given.sampleRate,
    level: readLevel(parsed, given.level),
    broadcast: parsed.flag('bext') || given.broadcast,
  }
  if (format === 'flac' && parsed.text('bits') === '32f') {
    throw new ShellacError('bad-argument', 'FLAC holds integers; --bits must be 16 or 24, not 32f.')
  }
  return { form, preset: preset?.name ?? null }
}

function readPreset(name: string | undefined): OwnPreset | null {
  if (name === undefined) return null
  const id = presetIds.find((it) => it === name)
  if (id !== undefined) return { name: presets[id].name, ...presets[id].form }
  if (extname(name).toLowerCase() !== '.json') {
    const known = presetIds.join(', ')
    throw new ShellacError(
      'bad-argument',
      `--preset is "${name}"; it must be one of ${known}, or a .json file.`,
    )
  }
  return parsePreset(readJson(name))
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ShellacError('file-not-found', `The preset ${path} cannot be read.`, { path }, { cause })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ShellacError('bad-argument', `The preset ${path} is no JSON.`, { path }, { cause })
  }
}

const defaultCeiling = -1

function readLevel(parsed: ParsedArguments, otherwise: ExportLevel): ExportLevel {
  const target = optionalNumber(parsed, 'loudness', loudnessTargetRange)
  const peak = optionalNumber(parsed, 'true-peak', ceilingRange)
  const limit = parsed.flag('limit')
  if (target !== undefined) return { kind: 'loudness', target, ceiling: peak ?? defaultCeiling, limit }
  if (otherwise.kind === 'loudness') {
    return { ...otherwise, ceiling: peak ?? otherwise.ceiling, limit: limit || otherwise.limit }
  }
  if (limit) throw new ShellacError('bad-argument', '--limit goes with --loudness.')
  return peak === undefined ? otherwise : { kind: 'peak', ceiling: peak }
}

export function optionalNumber(
  parsed: ParsedArguments,
  name: string,
  range: NumberRange,
): number | undefined {
  return parsed.text(name) === undefined ? undefined : numberOption(parsed, name, NaN, range)
}

function readBits(parsed: ParsedArguments): ExportForm['bits'] {
  if (parsed.text('bits') === undefined) return null
  const text = choiceOption(parsed, 'bits', '24', ['16', '24', '32f'] as const)
  return text === '32f' ? text : text === '16' ? 16 : 24
}

function readKilobits(parsed: ParsedArguments): ExportForm['kilobits'] | undefined {
  const text = parsed.text('bitrate')
  if (text === undefined) return undefined
  const found = exportBitRates.find((rate) => String(rate) === text)
  if (found !== undefined) return found
  throw new ShellacError(
    'bad-argument',
    `--bitrate is "${text}"; it must be one of ${exportBitRates.join(', ')}.`,
  )
}

const formatOfExtension: Readonly<Record<string, ExportFormat>> = {
  '.wav': 'wav',
  '.wave': 'wav',
  '.flac': 'flac',
  '.mp3': 'mp3',
  '.ogg': 'ogg',
  '.oga': 'ogg',
}

function readFormat(
  parsed: ParsedArguments,
  {
    target,
    isFolder,
    otherwise,
  }: { readonly target: string; readonly isFolder: boolean; readonly otherwise: ExportFormat },
): ExportFormat {
  if (parsed.text('format') !== undefined) {
    return choiceOption<ExportFormat>(parsed, 'format', otherwise, exportFormats)
  }
  if (isFolder) return otherwise
  const extension = extname(target).toLowerCase()
  if (Object.hasOwn(formatOfExtension, extension)) return formatOfExtension[extension]
  if (!isSoundName(target) && !isProjectName(target)) return otherwise
  const meaning = isProjectName(target)
    ? 'is the name of a project'
    : `asks for ${extension.slice(1)}, which is not written`
  throw new ShellacError(
    'bad-argument',
    `${target} ${meaning}; let it end in .wav, .flac, .mp3 or .ogg, or say --format.`,
  )
}
