import type { AudioData } from '@core/audio/audioData'
import { audioLimits, unpackedByteLimit } from '@core/limits'
import type { OggPacket } from '@core/audio/formats/ogg'
import { ShellacError } from '@core/contract/errors'
import { decodeOpusPackets, parseOpusHead } from './opusDecoder'

/** EBML element numbers of Matroska (RFC 9559) that matter here. */
const element = {
  segment: 0x18538067,
  cluster: 0x1f43b675,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
  discardPadding: 0x75a2,
} as const

/** Elements whose content is walked; all others are skipped by their size. */
const masters: ReadonlySet<number> = new Set([
  element.segment,
  element.cluster,
  element.tracks,
  element.trackEntry,
  element.blockGroup,
])

interface Track {
  number: number
  codec: string
  codecPrivate: Uint8Array
}

interface Walk {
  readonly tracks: Track[]
  readonly blocks: Uint8Array[]
  /** Nanoseconds to drop at the end. */
  discard: number
  cut: boolean
}

/**
 * Decodes the first Opus track of a WebM or Matroska file to 48 kHz. Throws ShellacError 'unsupported-encoding' for
 * any other codec or for laced blocks, 'no-audio' when there is no block of the track.
 */
export async function decodeWebm(bytes: Uint8Array): Promise<AudioData> {
  const walk = walkElements(bytes)
  const track = walk.tracks.find(({ codec }) => codec === 'A_OPUS')
  const head = track && parseOpusHead(track.codecPrivate)
  if (track === undefined || head === undefined) throw unsupportedTracks(walk.tracks)
  const packets = walk.blocks.flatMap((block) => opusPacket(block, track.number))
  const link = await decodeOpusPackets(head, packets, unpackedByteLimit(bytes.length))
  const end = link.end - Math.max(0, Math.round((walk.discard * link.sampleRate) / 1e9))
  if (end <= link.start) throw new ShellacError('no-audio', 'The WebM file holds no Opus packet.')
  const warnings = walk.cut ? ['The file ends inside a block: the end of the recording is missing.'] : []
  if (link.damagedPackets > 0) warnings.push(`${link.damagedPackets} packet(s) could not be decoded.`)
  const codec = [link.codec, ...link.notes].join(', ')
  return {
    sampleRate: link.sampleRate,
    channels: link.samples.take(link.start, end),
    format: { container: 'WebM', codec, sampleKind: 'lossy', bitDepth: 0 },
    tags: {},
    warnings,
  }
}

function unsupportedTracks(tracks: readonly Track[]): ShellacError {
  const codecs = tracks.map(({ codec }) => codec).join(', ') || 'none'
  return new ShellacError(
    'unsupported-encoding',
    `Of WebM files only Opus sound can be decoded; the tracks here are: ${codecs}.`,
  )
}

function walkElements(bytes: Uint8Array): Walk {
  const walk: Walk = { tracks: [], blocks: [], discard: 0, cut: false }
  let at = 0
  for (let step = 0; at < bytes.length && step < maxElements(bytes); step++) {
    const id = readNumber(bytes, at, false)
    const size = id && readNumber(bytes, at + id.length, true)
    if (id === undefined || size === undefined) break
    const start = at + id.length + size.length
    const end = start + size.value
    if (masters.has(id.value)) {
      if (id.value === element.trackEntry) {
        walk.tracks.push({ number: 0, codec: '', codecPrivate: bytes.subarray(0, 0) })
      }
      at = start
      continue
    }
    walk.cut = end > bytes.length
    if (walk.cut) break
    takeElement(walk, id.value, bytes.subarray(start, end))
    at = end
  }
  return walk
}

/** A block takes at least six bytes, so this bounds only files made of empty elements. */
function maxElements(bytes: Uint8Array): number {
  return audioLimits.walkerSteps + bytes.length / 6
}

/** An EBML variable-length number of 1 to 8 bytes; element numbers keep their length marker. */
function readNumber(
  bytes: Uint8Array,
  at: number,
  dropMarker: boolean,
): { value: number; length: number } | undefined {
  const length = Math.clz32(bytes[at] ?? 0) - 23
  if (length > 8 || at + length > bytes.length) return undefined
  let value = dropMarker ? bytes[at] & (0xff >> length) : bytes[at]
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i]
  return { value, length }
}

function takeElement(walk: Walk, id: number, content: Uint8Array): void {
  const track = walk.tracks.at(-1)
  if (id === element.block || id === element.simpleBlock) walk.blocks.push(content)
  else if (id === element.discardPadding) walk.discard = unsigned(content)
  else if (track === undefined) return
  else if (id === element.trackNumber) track.number = unsigned(content)
  else if (id === element.codecId) track.codec = String.fromCharCode(...content.subarray(0, 32))
  else if (id === element.codecPrivate) track.codecPrivate = content
}

function unsigned(content: Uint8Array): number {
  return content.subarray(0, 8).reduce((value, byte) => value * 256 + byte, 0)
}

function opusPacket(block: Uint8Array, trackNumber: number): OggPacket[] {
  const track = readNumber(block, 0, true)
  if (track === undefined || track.value !== trackNumber || block.length < track.length + 3) return []
  if ((block[track.length + 2] & 6) !== 0) {
    throw new ShellacError(
      'unsupported-encoding',
      'The WebM file packs several packets into a block (lacing).',
    )
  }
  return [{ bytes: block.subarray(track.length + 3), granule: -1, afterLoss: false }]
}
