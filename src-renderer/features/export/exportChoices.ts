/** What can be exported, and in which form. */
import { plainForm, plainWish, type ExportWish } from '@core/contract/exports'
import { ungroupedComponents, type Project } from '@core/project/project'
import type { PanLaw } from '@core/separation/panLaw'
import type { ExportContent } from './exportName'

/** As the person chose it; null: as the recording is. */
export interface ExportChoices {
  readonly content: ExportContent
  readonly format: ExportWish['format']
  readonly bits: ExportWish['bits'] | null
  /** Hz */
  readonly sampleRate: number | null
}

export const firstChoices: ExportChoices = { content: 'mix', format: 'wav', bits: null, sampleRate: null }

export interface ContentOption {
  readonly content: ExportContent
  readonly label: string
  readonly text: string
  /** Why it cannot be chosen, as a sentence. */
  readonly problem: string | null
}

/** What the project can be exported as, the most wanted first. */
export function contentOptions(project: Project): ContentOption[] {
  const { sources, components } = project
  const withoutNoise = noiseProblem(project)
  return [
    {
      content: 'mix',
      label: 'Stereo remaster',
      text: 'One stereo file: the mix as you hear it.',
      problem: null,
    },
    {
      content: 'sources',
      label: 'One file per source',
      text: `A folder of ${counted(partCount(project), 'mono file')}, before level and pan. Together they are the recording.`,
      problem: sources.length === 0 ? 'There are no sources yet: put components into one.' : null,
    },
    {
      content: 'components',
      label: 'One file per component',
      text: `A folder of ${counted(components.length, 'mono file')}. Together they are the recording.`,
      problem: null,
    },
    {
      content: 'removed',
      label: 'What was removed',
      text: 'One mono file of what the mix leaves out as noise: listen for music in it.',
      problem: withoutNoise,
    },
    {
      content: 'mono',
      label: 'Mono without noise',
      text: 'One mono file: the recording without what was removed.',
      problem: withoutNoise,
    },
  ]
}

function noiseProblem({ noise }: Project): string | null {
  if (noise.components.length === 0) return 'Nothing is in Noise, so nothing is left out.'
  return noise.amount >= 100 ? 'The noise amount is 100 %, so nothing is left out.' : null
}

/** The content that was chosen, or the mix where that cannot be had of this project. */
export function allowedContent(project: Project, content: ExportContent): ExportContent {
  const option = contentOptions(project).find((it) => it.content === content)
  return option && option.problem === null ? content : 'mix'
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
]

/** Word lengths that the format can hold. */
export function bitOptions(format: ExportWish['format']): FormOption[] {
  const integer = [
    { value: '16', label: '16 bit', hint: 'As on a CD' },
    { value: '24', label: '24 bit', hint: 'For further work' },
  ]
  const float = { value: '32f', label: '32 bit float', hint: 'Exact: no rounding, no clipping' }
  return format === 'wav' ? [...integer, float] : integer
}

export function readBits(value: string): ExportWish['bits'] {
  return value === '32f' ? value : value === '16' ? 16 : 24
}

/** The word length that is written: the chosen one, else the recording's, as far as the format can hold it. */
export function bitsOf({ bits, format }: ExportChoices, project: Project): ExportWish['bits'] {
  const { sampleKind, bitDepth } = project.recording.format
  const own = sampleKind === 'integer' && bitDepth <= 16 ? 16 : isBeyond24(project) ? '32f' : 24
  const wanted = bits ?? own
  return wanted === '32f' && format === 'flac' ? 24 : wanted
}

function isBeyond24({ recording }: Project): boolean {
  const { sampleKind, bitDepth } = recording.format
  return sampleKind === 'float' || (sampleKind === 'integer' && bitDepth > 24)
}

const usualRates = [44_100, 48_000, 96_000] as const

/** The recording's own rate first, the others are conversions. */
export function rateOptions(ownRate: number): FormOption[] {
  const others = usualRates.filter((rate) => rate !== ownRate)
  return [
    { value: 'own', label: formatRate(ownRate), hint: 'As the recording' },
    ...others.map((rate) => ({ value: String(rate), label: formatRate(rate), hint: 'Converted' })),
  ]
}

/** '44.1 kHz' */
export function formatRate(rate: number): string {
  return `${Number((rate / 1000).toFixed(3))} kHz`
}

/** A chosen rate that is the recording's own is no conversion. */
export function rateValue({ sampleRate }: ExportChoices, ownRate: number): string {
  return sampleRate === null || sampleRate === ownRate ? 'own' : String(sampleRate)
}

/** What the form does to the samples, as sentences. */
export function formRemarks(choices: ExportChoices, project: Project): string {
  const bits = bitsOf(choices, project)
  const own = project.recording.sampleRate
  const rate = choices.sampleRate ?? own
  const rounding = {
    16: 'Samples are rounded to 16 bits with dither, a faint hiss that keeps quiet passages clean.',
    24: 'Samples are rounded to 24 bits with dither, far below anything audible.',
    '32f': 'Samples are written as they are computed, peaks above full scale too.',
  }[bits]
  if (rate === own) return rounding
  return `${rounding} The sample rate is converted from ${formatRate(own)} to ${formatRate(rate)}.`
}

export const panLawNames: Readonly<Record<PanLaw, string>> = {
  0: '0 dB (balance)',
  [-3]: '−3 dB (constant power)',
  [-4.5]: '−4.5 dB (in between)',
  [-6]: '−6 dB (linear)',
}

/** What of the document decides about the content, as sentences: so that what is exported surprises nobody. */
export function documentRemarks(project: Project, content: ExportContent): string[] {
  const { noise, mix } = project
  const amount = noise.amount === 0 ? 'noise left out' : `noise let back in at ${noise.amount} %`
  if (content === 'sources' || content === 'components')
    return ['Level, pan and noise amount are not applied.']
  if (content !== 'mix') return [`As in the Noise strip: ${amount}.`]
  return [`As in the mix: pan law ${panLawNames[mix.panLaw]}, ${amount}.`, ...audibility(project)]
}

function audibility({ sources }: Project): string[] {
  const soloed = sources.filter((source) => source.solo && !source.mute)
  if (sources.some((source) => source.solo)) {
    return [`Solo is on: the file holds ${listed(soloed.map(({ name }) => name)) || 'silence'} only.`]
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
export function wishOf(choices: ExportChoices, project: Project): ExportWish {
  return {
    ...plainForm,
    ...plainWish,
    contents: [allowedContent(project, choices.content)],
    format: choices.format,
    bits: bitsOf(choices, project),
    sampleRate: choices.sampleRate ?? project.recording.sampleRate,
    panLaw: project.mix.panLaw,
    noiseAmount: project.noise.amount,
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
