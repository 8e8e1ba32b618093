/** What can be exported, and in which form. */
import {
  exportBitRates,
  plainForm,
  plainWish,
  type ExportForm,
  type ExportFormat,
  type ExportLevel,
  type ExportWish,
  type ExportContent,
} from '@core/contract/exports'
import { enclosedFiles, inOrder, planFiles } from '@core/export/exportPlan'
import { isLossless, resolveForm, writableRate } from '@core/export/presets'
import { ungroupedComponents, type Project } from '@core/project/project'
import { mixWeights } from '@core/separation/mixdown'
import type { PanLaw } from '@core/separation/panLaw'

/** As the person chose it. */
export interface ExportChoices {
  readonly contents: readonly ExportContent[]
  readonly form: ExportForm
  /** Null: those of the recording. */
  readonly tags: Readonly<Record<string, string>> | null
  readonly template: string
}

export const usualTemplate = '{title} - {what} {n} {source}'

export const firstChoices: ExportChoices = {
  contents: ['mix'],
  form: plainForm,
  tags: null,
  template: usualTemplate,
}

export interface ContentOption {
  readonly content: ExportContent
  readonly label: string
  readonly text: string
  /** Why it cannot be chosen, as a sentence. */
  readonly problem: string | null
}

const noSources = 'There are no sources yet: put components into one.'

/** What the project can be exported as, the most wanted first. */
export function contentOptions(project: Project, format: ExportFormat = 'wav'): ContentOption[] {
  const { sources, components } = project
  const withoutNoise = noiseProblem(project)
  const sourceProblem = sources.length === 0 ? noSources : null
  const parts = counted(partCount(project), 'mono file')
  const isDeclicked = project.analysis.declick !== null
  return [
    { content: 'mix', label: 'Stereo remaster', text: 'The mix as you hear it.', problem: null },
    {
      content: 'sources',
      label: 'One file per source',
      text: `${parts}, before level and pan; together the recording.`,
      problem: sourceProblem,
    },
    {
      content: 'panned',
      label: 'Sources in stereo',
      text: 'Each source as it is heard in the mix; together the mix.',
      problem: sourceProblem ?? silenceProblem(project),
    },
    {
      content: 'others',
      label: 'All but one source',
      text: 'The mix without one source, for each of them.',
      problem: sourceProblem,
    },
    {
      content: 'components',
      label: 'One file per component',
      text: `${counted(components.length, 'mono file')}; together the recording.`,
      problem: null,
    },
    {
      content: 'removed',
      label: 'What was removed',
      text: isDeclicked
        ? 'What the mix leaves out, noise and clicks: listen for music in it.'
        : 'What the mix leaves out as noise: listen for music in it.',
      problem: isDeclicked ? null : withoutNoise,
    },
    ...(isDeclicked ? [clicksOption] : []),
    {
      content: 'mono',
      label: 'Mono without noise',
      text: 'The recording without what was removed.',
      problem: withoutNoise,
    },
    {
      content: 'dawproject',
      label: 'DAWproject session',
      text: 'For Bitwig, Studio One, Cubase: sources as tracks, with level and pan, in one file.',
      problem: sourceProblem ?? sessionProblem(format),
    },
    {
      content: 'rpp',
      label: 'REAPER session',
      text: 'A project of REAPER, and one file per source that it plays.',
      problem: sourceProblem ?? sessionProblem(format),
    },
    {
      content: 'arrays',
      label: 'Numbers',
      text: 'What the analysis found, W and H, as NumPy arrays.',
      problem: null,
    },
  ]
}

const clicksOption: ContentOption = {
  content: 'clicks',
  label: 'Removed clicks',
  text: 'One mono file of what was taken away as clicks before the analysis.',
  problem: null,
}

function noiseProblem({ noise }: Project): string | null {
  if (noise.components.length === 0) return 'Nothing is in Noise, so nothing is left out.'
  return noise.amount >= 100 ? 'The noise amount is 100 %, so nothing is left out.' : null
}

function sessionProblem(format: ExportFormat): string | null {
  return isLossless(format) ? null : 'A session takes WAV or FLAC: choose one as the format.'
}

function silenceProblem(project: Project): string | null {
  const isSilent = mixWeights({ ...project, panLaw: project.mix.panLaw }).every((weights) =>
    weights.every((weight) => weight === 0),
  )
  return isSilent ? 'Nothing is heard in the mix: everything is muted.' : null
}

/** The contents that were chosen and can be had of this project, in the order in which they are written; the mix where none can. */
export function allowedContents(
  project: Project,
  contents: readonly ExportContent[],
  format: ExportFormat = 'wav',
): ExportContent[] {
  const options = contentOptions(project, format)
  const allowed = contents.filter((content) => options.some((it) => it.content === content && !it.problem))
  const none: ExportContent[] = contents.length > 0 ? ['mix'] : []
  return allowed.length > 0 ? inOrder(allowed) : none
}

/** Files of an export of sources: what is ungrouped and the noise come too. */
function partCount(project: Project): number {
  const { sources, noise } = project
  const used = sources.filter(({ components }) => components.length > 0).length
  return used + (ungroupedComponents(project).length > 0 ? 1 : 0) + (noise.components.length > 0 ? 1 : 0)
}

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

/** In one line, for those who leave the form closed: 'WAV · 16 bit · 44.1 kHz'. */
export function describeForm(form: ExportForm, project: Project): string {
  const { format, bits, sampleRate, kilobits, level, broadcast } = resolveForm(form, project)
  const name = formatOptions.find(({ value }) => value === format)?.label ?? format
  const length = bits === '32f' ? '32 bit float' : `${bits} bit`
  const levels =
    level.kind === 'peak'
      ? [`${signed(level.ceiling)} dBTP`]
      : level.kind === 'loudness'
        ? [`${signed(level.target)} LUFS`]
        : []
  const parts = [name, isLossless(format) ? length : `${kilobits} kbit/s`, formatRate(sampleRate), ...levels]
  return [...parts, ...(broadcast && format === 'wav' ? ['bext'] : [])].join(' · ')
}

/** What the form does to the samples, as sentences. */
export function formRemarks(form: ExportForm, project: Project): string {
  const { bits, sampleRate, format } = resolveForm(form, project)
  const own = project.recording.sampleRate
  const rounding = {
    16: 'Samples are rounded to 16 bits with dither, a faint hiss that keeps quiet passages clean.',
    24: 'Samples are rounded to 24 bits with dither, far below anything audible.',
    '32f': 'Samples are written as they are computed, peaks above full scale too.',
  }[bits]
  const loss = `${format === 'mp3' ? 'MP3' : 'Ogg Vorbis'} leaves out what is hardly heard; keep a WAV or FLAC for further work.`
  const what = isLossless(format) ? rounding : loss
  if (sampleRate === own) return what
  return `${what} The sample rate is converted from ${formatRate(own)} to ${formatRate(sampleRate)}.`
}

/** What is done to the level, as a sentence; null where nothing is. */
export function levelRemark(level: ExportLevel): string | null {
  switch (level.kind) {
    case 'unchanged':
      return null
    case 'peak':
      return `One gain brings the highest true peak to ${signed(level.ceiling)} dBTP.`
    case 'loudness':
      return level.limit
        ? `One gain brings it to ${signed(level.target)} LUFS; true peaks above ${signed(level.ceiling)} dBTP are limited.`
        : `One gain brings it to ${signed(level.target)} LUFS, or as near as true peaks of ${signed(level.ceiling)} dBTP allow.`
  }
}

function signed(value: number): string {
  return String(value).replace('-', '−')
}

export const panLawNames: Readonly<Record<PanLaw, string>> = {
  0: '0 dB (balance)',
  [-3]: '−3 dB (constant power)',
  [-4.5]: '−4.5 dB (in between)',
  [-6]: '−6 dB (linear)',
}

const ofMix: readonly ExportContent[] = ['mix', 'panned', 'others']
const ofSession: readonly ExportContent[] = ['dawproject', 'rpp']
const ofNoise: readonly ExportContent[] = ['removed', 'mono']

/** What of the document decides about the contents, as sentences: so that what is exported surprises nobody. */
export function documentRemarks(project: Project, contents: readonly ExportContent[]): string[] {
  const { noise, mix } = project
  const amount = noise.amount === 0 ? 'noise left out' : `noise let back in at ${noise.amount} %`
  if (contents.some((content) => ofMix.includes(content))) {
    return [`As in the mix: pan law ${panLawNames[mix.panLaw]}, ${amount}.`, ...audibility(project)]
  }
  if (contents.some((content) => ofNoise.includes(content))) return [`As in the Noise strip: ${amount}.`]
  if (contents.some((content) => ofSession.includes(content)))
    return ['Level, pan and noise amount are those of the tracks.']
  return ['Level, pan and noise amount are not applied.']
}

function audibility({ sources }: Project): string[] {
  const soloed = sources.filter((source) => source.solo && !source.mute)
  if (sources.some((source) => source.solo)) {
    return [`Solo is on: the mix holds ${listed(soloed.map(({ name }) => name)) || 'silence'} only.`]
  }
  const muted = sources.filter((source) => source.mute)
  if (muted.length > 0) return [`Muted and left out: ${listed(muted.map(({ name }) => name))}.`]
  if (sources.every((source) => source.pan === 0)) {
    return ['No source is panned yet: both channels will sound alike.']
  }
  return []
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `“${name.length > 40 ? `${name.slice(0, 39)}…` : name}”`)
  const more = names.length - shown.length
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** What the engine is asked for. It replaces nothing that exists. */
export function wishOf(choices: ExportChoices, project: Project, preset: string | null): ExportWish {
  return {
    ...plainWish,
    ...resolveForm(choices.form, project),
    contents: allowedContents(project, choices.contents, choices.form.format),
    panLaw: project.mix.panLaw,
    noiseAmount: project.noise.amount,
    tags: choices.tags,
    preset,
  }
}

/** Share of the size of WAV that FLAC needs for old recordings, about. */
const flacShare = 0.55

/** Bytes of all files together, about; headers are left out. */
export function estimatedBytes(wish: ExportWish, project: Project): number {
  const seconds = project.recording.sampleCount / project.recording.sampleRate
  const mix = { ...project, panLaw: wish.panLaw }
  const files = [...planFiles(project, wish.contents, mix), ...enclosedFiles(project, wish.contents, mix)]
  const channels = files.reduce((sum, file) => sum + file.channels.length, 0)
  const { format, bits, kilobits, sampleRate } = wish
  if (!isLossless(format)) return (channels * seconds * kilobits * 1000) / 2 / 8
  const sampleBytes = bits === '32f' ? 4 : bits / 8
  return channels * seconds * sampleRate * sampleBytes * (format === 'flac' ? flacShare : 1)
}

/** 'about 32 MB' */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `about ${Math.max(1, Math.round(bytes / 1e3))} kB`
  const mega = bytes / 1e6
  return mega < 1000 ? `about ${Number(mega.toPrecision(2))} MB` : `about ${(mega / 1000).toFixed(1)} GB`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
