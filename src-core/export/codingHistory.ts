/** How the sound of an export came about, one line a step: EBU R 98, 1999. */
import type { ExportFormat, ExportWish } from '../contract/exports'
import type { Project, RecordingReference } from '../project/project'

/** One step; commas part its fields, so its text has none. */
interface HistoryLine {
  /** Coding algorithm */
  readonly algorithm: string
  /** Hz */
  readonly sampleRate: number
  /** kbit/s, of what is coded */
  readonly kilobits?: number
  /** Bits */
  readonly wordLength?: number
  readonly channelCount: number
  readonly text: string
}

export interface HistoryFacts {
  readonly project: Project
  /** 'Shellac 1.2.3' */
  readonly application: string
  /** What the file holds. */
  readonly title: string
  readonly channelCount: number
  readonly form: Pick<ExportWish, 'format' | 'bits' | 'kilobits' | 'sampleRate'>
  /** dB, by which everything was changed. */
  readonly gain: number
  readonly dither: boolean
  /** dBTP; null: no limiter. */
  readonly limit: number | null
}

/** Bits in which Shellac computes. */
const innerWordLength = 32

/** Lines of the recording's own history, or one of its file; then what Shellac did. */
export function codingHistory(facts: HistoryFacts): string[] {
  const { recording } = facts.project
  const own = (recording.tags.CODINGHISTORY ?? '').split('\n').filter((line) => line.trim() !== '')
  const before = own.length > 0 ? own : [asLine(sourceStep(recording))]
  return [...before, ...[...downmixStep(facts), separationStep(facts), exportStep(facts)].map(asLine)]
}

function sourceStep({ format, sampleRate, channelCount, name }: RecordingReference): HistoryLine {
  const layer = /^MPEG layer (I+)$/.exec(format.codec)
  const coded = layer ? `MPEG1L${layer[1].length}` : format.codec.toUpperCase().replace(/[^A-Z0-9.-]/g, '')
  return {
    algorithm: format.sampleKind === 'lossy' ? coded : 'PCM',
    sampleRate,
    channelCount,
    text: name,
    ...(format.bitDepth > 0 ? { wordLength: format.bitDepth } : {}),
  }
}

function downmixStep({ project: { recording }, application }: HistoryFacts): HistoryLine[] {
  if (recording.channelCount === 1) return []
  const { channel, lag, sampleRate } = recording
  const moved = lag === 0 ? '' : `; right channel moved by ${lag} samples`
  const text = `${application}; mono: ${channel}${moved}`
  return [{ algorithm: 'PCM', sampleRate, wordLength: innerWordLength, channelCount: 1, text }]
}

function separationStep({ project, application }: HistoryFacts): HistoryLine {
  const { analysis, recording } = project
  const settings = `K=${analysis.componentCount}; lambda=${analysis.smoothness}; window ${analysis.windowLength}; hop ${analysis.hop}; seed ${analysis.seed}`
  const text = `${application}; separated by smooth Itakura-Saito NMF; ${settings}`
  const { sampleRate } = recording
  return { algorithm: 'PCM', sampleRate, wordLength: innerWordLength, channelCount: 1, text }
}

const algorithms: Readonly<Record<ExportFormat, string>> = {
  wav: 'PCM',
  flac: 'PCM',
  mp3: 'MPEG1L3',
  ogg: 'VORBIS',
}

function exportStep(facts: HistoryFacts): HistoryLine {
  const { application, title, channelCount, form, gain, dither, limit, project } = facts
  const isCoded = form.format === 'mp3' || form.format === 'ogg'
  const done = [
    title,
    ...(form.sampleRate === project.recording.sampleRate ? [] : ['sample rate converted']),
    ...(gain === 0 ? [] : [`level ${gain > 0 ? '+' : ''}${gain.toFixed(2)} dB`]),
    ...(limit === null ? [] : [`true peaks limited to ${limit} dBTP`]),
    ...(dither ? ['TPDF dither'] : []),
  ]
  return {
    algorithm: algorithms[form.format],
    sampleRate: form.sampleRate,
    channelCount,
    text: `${application}; ${done.join('; ')}`,
    ...(isCoded ? { kilobits: form.kilobits } : { wordLength: form.bits === '32f' ? 32 : form.bits }),
  }
}

function asLine({ algorithm, sampleRate, kilobits, wordLength, channelCount, text }: HistoryLine): string {
  const mode = channelCount === 1 ? 'mono' : channelCount === 2 ? 'stereo' : `${channelCount} channels`
  return [
    `A=${algorithm}`,
    `F=${sampleRate}`,
    ...(kilobits === undefined ? [] : [`B=${kilobits}`]),
    ...(wordLength === undefined ? [] : [`W=${wordLength}`]),
    `M=${mode}`,
    `T=${text.replaceAll(',', ';').replace(/\s+/g, ' ')}`,
  ].join(',')
}
