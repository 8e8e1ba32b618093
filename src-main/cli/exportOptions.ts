import { extname } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { noiseAmountRange, sampleRateRange } from '@core/project/limits'
import type { Project } from '@core/project/project'
import { panLaws, type PanLaw } from '@core/separation/panLaw'
import { exportContents, needsFolder, type ExportContent } from '../services/exports/exportPlan'
import type { ExportSettings } from '../services/exports/exportAudio'
import type { FileFormat, WordLength } from '../services/exports/fileWriter'
import { mixOf } from '../services/projects'
import {
  choiceOption,
  numberOption,
  type NumberRange,
  type OptionTable,
  type ParsedArguments,
} from './arguments'
import { isProjectName, isSoundName, requireFileTarget, requireFolderTarget } from './outputPath'

export const exportOptions: OptionTable = {
  what: { kind: 'text', value: '<content>', help: 'mix, sources, components, removed or mono (mix).' },
  format: { kind: 'text', value: '<name>', help: 'wav or flac (as the name says, else wav).' },
  bits: {
    kind: 'text',
    value: '<n>',
    help: '16, 24 or 32f: bits a sample, 32f in WAV only (as the source).',
  },
  rate: { kind: 'text', value: '<Hz>', help: 'Sample rate, 1000 to 768000 (as the source).' },
  'pan-law': {
    kind: 'text',
    value: '<dB>',
    help: '0, -3, -4.5 or -6: level of a centred source in each channel (-3).',
  },
  'noise-amount': { kind: 'text', value: '<0..100>', help: 'Percent of the noise let back in (0).' },
  force: { kind: 'flag', help: 'Replace files that exist (never the source recording).' },
}

export interface ExportWish {
  readonly content: ExportContent
  /** The settings for a project. */
  settingsFor(project: Project): Omit<ExportSettings, 'protectedPaths'>
}

/** Reads and checks the options before any file is opened. */
export function readExportOptions(parsed: ParsedArguments, target: string): ExportWish {
  const content = choiceOption(parsed, 'what', 'mix', exportContents)
  const format = readFormat(parsed, content, target)
  const bits = parsed.text('bits') === undefined ? undefined : readBits(parsed)
  if (format === 'flac' && bits === '32f') {
    throw new ShellacError('bad-argument', 'FLAC holds integers; --bits must be 16 or 24, not 32f.')
  }
  const rate = optionalNumber(parsed, 'rate', { ...sampleRateRange, whole: true })
  const panLaw = readPanLaw(parsed)
  const noiseAmount = optionalNumber(parsed, 'noise-amount', noiseAmountRange)
  const settingsFor: ExportWish['settingsFor'] = (project) => ({
    content,
    target,
    format,
    bits: bits ?? defaultBits(project, format),
    sampleRate: rate ?? project.recording.sampleRate,
    overwrite: parsed.flag('force'),
    mix: mixOf(project, {
      ...(panLaw === undefined ? {} : { panLaw }),
      ...(noiseAmount === undefined ? {} : { noiseAmount }),
    }),
  })
  return { content, settingsFor }
}

/**
 * Refuses a folder for one file and a file for several.
 * @throws ShellacError 'bad-argument'
 */
export async function checkExportTarget({ content }: ExportWish, target: string): Promise<void> {
  if (needsFolder(content)) await requireFolderTarget(target, content)
  else await requireFileTarget(target, `${content}.wav`)
}

function optionalNumber(parsed: ParsedArguments, name: string, range: NumberRange): number | undefined {
  return parsed.text(name) === undefined ? undefined : numberOption(parsed, name, NaN, range)
}

function readBits(parsed: ParsedArguments): WordLength {
  const text = choiceOption(parsed, 'bits', '24', ['16', '24', '32f'] as const)
  return text === '32f' ? text : text === '16' ? 16 : 24
}

function readPanLaw(parsed: ParsedArguments): PanLaw | undefined {
  const text = parsed.text('pan-law')
  if (text === undefined) return undefined
  const found = panLaws.find((law) => law === Number(text))
  if (found !== undefined && text.trim() !== '') return found
  throw new ShellacError('bad-argument', `--pan-law is "${text}"; it must be one of ${panLaws.join(', ')}.`)
}

function readFormat(parsed: ParsedArguments, content: ExportContent, target: string): FileFormat {
  const formats: readonly FileFormat[] = ['wav', 'flac']
  if (parsed.text('format') !== undefined) return choiceOption<FileFormat>(parsed, 'format', 'wav', formats)
  if (needsFolder(content)) return 'wav'
  const extension = extname(target).toLowerCase()
  if (extension === '.flac') return 'flac'
  if (['.wav', '.wave'].includes(extension) || !(isSoundName(target) || isProjectName(target))) return 'wav'
  const meaning = isProjectName(target)
    ? 'is the name of a project'
    : `asks for ${extension.slice(1)}, which is not written`
  throw new ShellacError(
    'bad-argument',
    `${target} ${meaning}; let it end in .wav or .flac, or say --format.`,
  )
}

/** The word length of the source; 24 bits where it has none, and the nearest that can be written. */
function defaultBits(project: Project, format: FileFormat): WordLength {
  const { sampleKind, bitDepth } = project.recording.format
  if (sampleKind === 'integer') return bitDepth <= 16 ? 16 : bitDepth <= 24 || format === 'flac' ? 24 : '32f'
  return sampleKind === 'float' && format === 'wav' ? '32f' : 24
}
