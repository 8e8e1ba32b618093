/** What each file of an export says of itself. */
import { chunksThatHold } from '@core/audio/pcm/carriedChunks'
import type { WaveChunk } from '@core/audio/pcm/waveHeader'
import { bextKeys, encodeBext } from '@core/audio/tags/bext'
import { codingHistory, type HistoryFacts } from '@core/export/codingHistory'
import type { ExportGain } from '@core/export/exportGain'
import type { PlannedFile } from '@core/export/exportPlan'
import { gainToDecibels } from '@core/separation/panLaw'
import { version } from '../../../package.json'
import type { OpenedProject } from '../projectFile/projectFile'
import type { ExportSettings } from './exportSettings'

export interface FileTags {
  readonly tags: Readonly<Record<string, string>>
  /** Content of a bext chunk, where one is written. */
  readonly bext: Uint8Array | undefined
  /** Chunks of a WAV recording that still hold. */
  readonly trailer: readonly WaveChunk[]
}

export interface TaggedFile {
  readonly opened: OpenedProject
  readonly settings: ExportSettings
  readonly plan: PlannedFile
  readonly level: ExportGain
  readonly dither: boolean
  /** Those of the recording, for WAV files. */
  readonly chunks: readonly WaveChunk[]
}

/** Tags that hold of the samples of the recording, not of what was made of them. */
const stale = /^(REPLAYGAIN_|R128_|ITUNSMPB|ITUNNORM|ACCURATERIP)/

/** The tags, with the name of the part in the title; and the bext chunk where it is wished or the recording has one. */
export function fileTags(file: TaggedFile): FileTags {
  const { opened, settings, plan } = file
  const { recording } = opened.project
  const entries = Object.entries(settings.tags ?? recording.tags).filter(([key]) => !stale.test(key))
  const tags = titled(Object.fromEntries(entries), plan)
  const hasBext = settings.broadcast || bextKeys.some((key) => Object.hasOwn(recording.tags, key))
  const trailer = chunksThatHold(file.chunks, settings.sampleRate === recording.sampleRate)
  if (!hasBext) return { tags, bext: undefined, trailer }
  const history = codingHistory(historyFacts(file))
  if (settings.format !== 'wav')
    return { tags: { ...tags, CODINGHISTORY: history.join('\n') }, bext: undefined, trailer }
  const { date, time } = localTime(settings.madeAt ?? new Date())
  const reference = Number(tags.TIMEREFERENCE ?? 0) * (settings.sampleRate / recording.sampleRate)
  const bext = encodeBext({
    description: tags.DESCRIPTION ?? described(tags, plan),
    originator: tags.ORIGINATOR ?? application,
    originatorReference: tags.ORIGINATORREFERENCE ?? '',
    originationDate: date,
    originationTime: time,
    timeReference: Number.isFinite(reference) && reference > 0 ? Math.round(reference) : 0,
    codingHistory: history,
  })
  return { tags, bext, trailer }
}

const application = `Shellac ${version}`

function titled(
  tags: Readonly<Record<string, string>>,
  { content, title }: PlannedFile,
): Record<string, string> {
  if (content === 'mix' || tags.TITLE === undefined) return { ...tags }
  return { ...tags, TITLE: `${tags.TITLE} (${title})` }
}

function described(tags: Readonly<Record<string, string>>, { title }: PlannedFile): string {
  return [tags.ARTIST, tags.TITLE ?? title, tags.DATE].filter((part) => part).join(' - ')
}

function historyFacts({ opened, settings, plan, level, dither }: TaggedFile): HistoryFacts {
  return {
    project: opened.project,
    application,
    title: plan.title,
    channelCount: plan.channels.length,
    form: settings,
    gain: gainToDecibels(level.gain),
    dither,
    limit: level.limit === null ? null : Number(gainToDecibels(level.limit).toFixed(2)),
  }
}

/** As a person's calendar and clock have it. */
function localTime(now: Date): { date: string; time: string } {
  const two = (value: number): string => String(value).padStart(2, '0')
  return {
    date: `${String(now.getFullYear()).padStart(4, '0')}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':'),
  }
}
