/** What an export will be, in words. */
import type { ExportContent, ExportForm, ExportLevel } from '@core/contract/exports'
import { isLossless, resolveForm } from '@core/export/presets'
import type { Project } from '@core/project/project'
import type { PanLaw } from '@core/separation/panLaw'
import { formatOptions, formatRate } from './formOptions'

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

const panLawNames: Readonly<Record<PanLaw, string>> = {
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
