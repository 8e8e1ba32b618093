import type { AudioData } from '@core/audio/audioData'
import { parseOgg } from '@core/audio/formats/ogg'
import type { OggFile, OggStream } from '@core/audio/formats/ogg'
import { ShellacError } from '@core/contract/errors'
import { audioLimits, unpackedByteLimit } from '@core/limits'
import { ChannelCollector } from './channelCollector'
import { decodeFlac } from './flacDecoder'
import { decodeOpus, parseOpusHead } from './opusDecoder'
import type { PacketResult } from './packetTimeline'
import { decodeVorbis, isVorbisHead } from './vorbisDecoder'
import { seconds } from './seconds'

/** One decoded logical stream. */
export interface DecodedLink extends PacketResult {
  readonly codec: 'Vorbis' | 'Opus'
  readonly sampleRate: number
  readonly channelCount: number
  readonly tags: Readonly<Record<string, string>>
  /** Remarks that are no warnings, appended to the codec's name. */
  readonly notes: readonly string[]
}

/**
 * Decodes Ogg Vorbis, Opus and FLAC-in-Ogg. Links of a chained file are joined where rate and channel count are
 * those of the first; others are left out with a warning. Pages with a wrong CRC are dropped and become silence.
 * Throws ShellacError 'unsupported-encoding' (another codec), 'damaged-file' or 'no-audio'.
 */
export async function decodeOgg(bytes: Uint8Array): Promise<AudioData> {
  const file = parseOgg(bytes)
  const all = file.streams.filter(isAudio)
  const streams = all.slice(0, audioLimits.chainedStreams)
  if (streams.length === 0) {
    if (file.streams.length === 0) throw new ShellacError('damaged-file', 'No Ogg page of the file is whole.')
    throw new ShellacError('unsupported-encoding', 'The Ogg file holds no Vorbis, Opus or FLAC stream.')
  }
  if (isFlacHead(streams[0])) return decodeOggFlac(streams, file)
  const byteLimit = unpackedByteLimit(bytes.length)
  const audio = joinLinks(await decodeLinks(streams, byteLimit), { file, streams, byteLimit })
  return all.length === streams.length
    ? audio
    : { ...audio, warnings: [leftOut(all.length), ...audio.warnings] }
}

/** The limit is that of the whole file: what one stream takes, the next ones have no more. */
async function decodeLinks(streams: readonly OggStream[], byteLimit: number): Promise<DecodedLink[]> {
  const links: DecodedLink[] = []
  let room = byteLimit
  for (const stream of streams) {
    const isVorbis = isVorbisHead(stream.packets[0].bytes)
    const link = isVorbis ? await decodeVorbis(stream, room) : await decodeOpus(stream, room)
    if (link === undefined) continue
    links.push(link)
    room -= link.samples.byteLength
  }
  return links
}

function leftOut(count: number): string {
  const { chainedStreams } = audioLimits
  return `The file chains ${count} Ogg streams; only the first ${chainedStreams} of them were read.`
}

function isAudio(stream: OggStream): boolean {
  const head = stream.packets[0]?.bytes
  if (head === undefined) return false
  return isVorbisHead(head) || parseOpusHead(head) !== undefined || isFlacHead(stream)
}

/** The first packet of FLAC in Ogg: 0x7F "FLAC", version, header count, then a native FLAC header. */
function isFlacHead({ packets }: OggStream): boolean {
  const head = packets[0].bytes
  return head.length >= 51 && String.fromCharCode(...head.subarray(0, 5)) === '\x7fFLAC'
}

function joinLinks(
  links: readonly DecodedLink[],
  { file, streams, byteLimit }: { file: OggFile; streams: readonly OggStream[]; byteLimit: number },
): AudioData {
  const first = links.find((link) => link.end > link.start)
  if (first === undefined) throw new ShellacError('no-audio', 'The Ogg file has headers but no audio packet.')
  const { codec, sampleRate, channelCount } = first
  const used = links.filter((link) => link.sampleRate === sampleRate && link.channelCount === channelCount)
  const samples = new ChannelCollector(channelCount, byteLimit)
  for (const link of used) samples.append(link.samples.take(link.start, link.end))
  return {
    sampleRate,
    channels: samples.take(),
    format: { container: 'Ogg', codec: [codec, ...first.notes].join(', '), sampleKind: 'lossy', bitDepth: 0 },
    tags: Object.assign({}, ...used.map((link) => link.tags).reverse()) as Record<string, string>,
    warnings: [...chainWarnings(links, used), ...damageWarnings({ file, streams, links: used, sampleRate })],
  }
}

function chainWarnings(links: readonly DecodedLink[], used: readonly DecodedLink[]): string[] {
  if (links.length === 1) return []
  const [first] = used
  if (links.length === used.length) return [`${links.length} chained Ogg streams were joined.`]
  const left = links.filter((link) => !used.includes(link))
  const described = left.map((link) => {
    const length = seconds(link.end - link.start, link.sampleRate)
    return `${length} at ${link.sampleRate} Hz with ${link.channelCount} channel(s)`
  })
  const kept = `${first.sampleRate} Hz, ${first.channelCount} channel(s)`
  return [
    `The file chains Ogg streams of different format: ${described.join(', ')} left out (kept: ${kept}).`,
  ]
}

interface Damage {
  readonly file: OggFile
  readonly streams: readonly OggStream[]
  readonly links: readonly DecodedLink[]
  readonly sampleRate: number
}

function damageWarnings({ file, streams, links, sampleRate }: Damage): string[] {
  const found = containerWarnings(file, streams)
  const silenced = links.reduce((sum, link) => sum + link.silenced, 0)
  const damaged = links.reduce((sum, link) => sum + link.damagedPackets, 0)
  if (damaged > 0) found.push(`${damaged} packet(s) could not be decoded.`)
  if (silenced > 0) found.push(`Lost data were replaced by ${seconds(silenced, sampleRate)} of silence.`)
  return found
}

function containerWarnings(file: OggFile, streams: readonly OggStream[]): string[] {
  const found: string[] = []
  const lost = streams.reduce((sum, stream) => sum + stream.lostPages, 0)
  if (file.damagedPages > 0)
    found.push(`${file.damagedPages} Ogg page(s) have a wrong checksum and were left out.`)
  else if (lost > 0) found.push(`${lost} Ogg page(s) are missing.`)
  const last = streams[streams.length - 1]
  if (file.cut || !last.ended) {
    found.push(
      'The end of the recording is missing: the last Ogg page is not there, so nobody knows how much.',
    )
  }
  return found
}

/** The packets behind the Ogg mapping header are a native FLAC file (xiph.org, Ogg mapping for FLAC). */
function decodeOggFlac(streams: readonly OggStream[], file: OggFile): AudioData {
  const { packets } = streams[0]
  const parts = packets.map((packet, index) => (index === 0 ? packet.bytes.subarray(9) : packet.bytes))
  const native = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    native.set(part, at)
    at += part.length
  }
  const audio = decodeFlac(native, 'Ogg')
  const chained =
    streams.length > 1 ? [`Only the first of ${streams.length} chained FLAC streams was read.`] : []
  return {
    ...audio,
    warnings: [
      'FLAC in Ogg is an unusual container; the samples are exact.',
      ...chained,
      ...containerWarnings(file, streams.slice(0, 1)),
      ...audio.warnings,
    ],
  }
}
