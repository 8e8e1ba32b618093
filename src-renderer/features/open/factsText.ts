/** The facts of a recording in words, with their units. */
import type { Channel } from '@core/audio/channels/downmix'
import type { RecordingLevels } from '@core/contract/engine'
import type { RecordingReference } from '@core/project/project'
import type { ClickCount } from '@core/restoration/countClicks'
import { formatRate } from '../../state/clickText'

export interface Fact {
  readonly name: string
  readonly value: string
  /** What the value means, for those who ask. */
  readonly hint?: string
}

const figures = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

export function factsOf(recording: RecordingReference, levels: RecordingLevels): Fact[] {
  const { sampleRate, sampleCount, channelCount, byteLength } = recording
  return [
    { name: 'Format', value: describeFormat(recording.format) },
    { name: 'Sample rate', value: `${figures.format(sampleRate / 1000)} kHz` },
    { name: 'Bit depth', value: describeBits(recording.format) },
    { name: 'Channels', value: describeChannelCount(channelCount) },
    { name: 'Duration', value: formatDuration(sampleCount / sampleRate) },
    { name: 'Size', value: formatBytes(byteLength) },
    {
      name: 'Peak',
      value: formatLevel(levels.peakDbfs, 'dBFS'),
      hint: 'The largest sample; 0 dBFS is full scale.',
    },
    {
      name: 'True peak',
      value: formatLevel(levels.truePeakDbtp, 'dBTP'),
      hint: 'The largest value between the samples, as a converter would play it.',
    },
    {
      name: 'Loudness',
      value: formatLevel(levels.loudnessLufs, 'LUFS'),
      hint: 'Of the whole recording, by ITU-R BS.1770.',
    },
  ]
}

/** @param count undefined until they are counted, null where they could not be */
export function clickFact(count: ClickCount | null | undefined): Fact {
  const hint = 'Counted in the recording as it is; music with sharp attacks may have a few false ones.'
  if (!count) return { name: 'Clicks', value: count === null ? 'not known' : 'counting…', hint }
  const rate = `${formatRate(count.perSecond)} a second`
  return { name: 'Clicks', value: count.advised ? `${rate}: remove them first` : rate, hint }
}

/** 'WAV, PCM', 'FLAC', 'Ogg, Vorbis'. */
export function describeFormat({ container, codec }: RecordingReference['format']): string {
  return container === codec ? container : `${container}, ${codec}`
}

function describeBits({ sampleKind, bitDepth }: RecordingReference['format']): string {
  if (sampleKind === 'lossy' || bitDepth === 0) return 'lossy'
  return `${bitDepth} bit${sampleKind === 'float' ? ' float' : ''}`
}

function describeChannelCount(count: number): string {
  if (count === 1) return '1 (mono)'
  return String(count)
}

/** '9.4 s', '3 min 7.2 s', '1 h 2 min 3.0 s'. */
export function formatDuration(seconds: number): string {
  const tenths = Math.round(seconds * 10)
  const hours = Math.floor(tenths / 36000)
  const minutes = Math.floor(tenths / 600) % 60
  const rest = `${((tenths % 600) / 10).toFixed(1)} s`
  if (hours > 0) return `${hours} h ${minutes} min ${rest}`
  return minutes > 0 ? `${minutes} min ${rest}` : rest
}

/** Decimal units, as file managers show them: '812 B', '3.4 MB'. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  // 999.95 would be written 1000.0: it goes to the next unit.
  while (value >= (unit === 0 ? 1000 : 999.95) && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

/** @param level null for silence */
export function formatLevel(level: number | null, unit: string): string {
  if (level === null) return 'silent'
  const text = level.toFixed(1).replace(/^-(?=0\.0$)/, '')
  return `${text.replace('-', '−')} ${unit}`
}

/** 'two groove walls, lag 3 samples' -> 'Two groove walls, lag 3 samples'. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const tagNames: Readonly<Record<string, string>> = {
  TITLE: 'Title',
  ARTIST: 'Artist',
  ALBUM: 'Album',
  ALBUMARTIST: 'Album artist',
  DATE: 'Date',
  TRACKNUMBER: 'Track',
  DISCNUMBER: 'Disc',
  GENRE: 'Genre',
  COMPOSER: 'Composer',
  COMMENT: 'Comment',
  DESCRIPTION: 'Description',
  COPYRIGHT: 'Copyright',
  ENCODER: 'Encoder',
}

/** Known tags first and in a fixed order, the others by name. */
export function tagFacts(tags: Readonly<Record<string, string>>): Fact[] {
  const known = Object.keys(tagNames)
  const rank = (key: string): number => (known.indexOf(key) + known.length + 1) % (known.length + 1)
  return Object.entries(tags)
    .filter(([, value]) => value.trim() !== '')
    .toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
    .map(([key, value]) => ({ name: tagNames[key] ?? sentenceCase(key.toLowerCase()), value }))
}

export const channelWords: Readonly<Record<Channel, string>> = {
  left: 'the left channel',
  right: 'the right channel',
  mid: 'both channels mixed',
  side: 'the difference of the channels',
}

/** What is worked on: 'Both channels mixed, the right one moved by 3 samples'. */
export function describeUse({ channel, lag, channelCount }: RecordingReference): string {
  if (channelCount === 1) return 'The only channel'
  const words =
    channel === 'mid' && channelCount > 2 ? `the mean of all ${channelCount} channels` : channelWords[channel]
  const isMoved = lag !== 0 && (channel === 'mid' || channel === 'side')
  const moved = `, the right one moved by ${figures.format(Math.abs(lag))} ${Math.abs(lag) === 1 ? 'sample' : 'samples'}`
  return `${sentenceCase(words)}${isMoved ? moved : ''}`
}
