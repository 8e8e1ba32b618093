import { OpusDecoder } from 'opus-decoder'
import type { OggPacket, OggStream } from '@core/audio/formats/ogg'
import { readVorbisComment } from '@core/audio/tags/vorbisComment'
import type { DecodedLink } from './oggDecoder'
import { ChannelCollector } from './channelCollector'
import { decodePackets } from './packetTimeline'
import { quietly } from './quietly'

/** Bytes a channel of the library's input buffer: 120 ms at 256 kbit/s. A longer packet is damage. */
const maxPacketBytes = 3840

/** Hz; Opus always decodes at this rate, whatever went in. */
const opusRate = 48_000

/** The identification header (RFC 7845, 5.1), the same in Ogg and in WebM's CodecPrivate. */
export interface OpusHead {
  readonly channelCount: number
  /** Samples at 48 kHz to drop at the start. */
  readonly preSkip: number
  /** Hz of the recording before encoding; 0 = not said. */
  readonly inputRate: number
  /** Linear. */
  readonly gain: number
  readonly streamCount: number
  readonly coupledStreamCount: number
  readonly mapping: readonly number[]
}

/** Undefined when the packet is no Opus header of a known layout. */
export function parseOpusHead(packet: Uint8Array): OpusHead | undefined {
  if (packet.length < 19 || String.fromCharCode(...packet.subarray(0, 8)) !== 'OpusHead') return undefined
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length)
  const channelCount = packet[9]
  const family = packet[18]
  if (channelCount < 1 || (family === 0 && channelCount > 2)) return undefined
  if (family !== 0 && (packet.length < 21 + channelCount || channelCount > 8)) return undefined
  return {
    channelCount,
    preSkip: view.getUint16(10, true),
    inputRate: view.getUint32(12, true),
    gain: 10 ** (view.getInt16(16, true) / (20 * 256)),
    streamCount: family === 0 ? 1 : packet[19],
    coupledStreamCount: family === 0 ? channelCount - 1 : packet[20],
    mapping: family === 0 ? [0, 1].slice(0, channelCount) : [...packet.subarray(21, 21 + channelCount)],
  }
}

/** Decodes one Opus stream in Ogg. Undefined when its header is of no known layout. */
export async function decodeOpus(stream: OggStream, byteLimit: number): Promise<DecodedLink | undefined> {
  const [headPacket, tagPacket, ...packets] = stream.packets
  const head = parseOpusHead(headPacket.bytes)
  if (head === undefined || tagPacket === undefined) return undefined
  const link = await decodeOpusPackets(head, packets, byteLimit)
  return { ...link, tags: readVorbisComment(tagPacket.bytes.subarray(8)) }
}

/** Decodes Opus packets to 32-bit float at 48 kHz, with the header's gain and pre-skip applied. */
export async function decodeOpusPackets(
  head: OpusHead,
  packets: readonly OggPacket[],
  byteLimit: number,
): Promise<DecodedLink> {
  const { channelCount, streamCount, coupledStreamCount, gain } = head
  const decoder = new OpusDecoder({
    channels: channelCount,
    streamCount,
    coupledStreamCount,
    channelMappingTable: [...head.mapping],
    preSkip: 0,
  })
  await decoder.ready
  try {
    const result = decodePackets(packets, new ChannelCollector(channelCount, byteLimit), (packet) => {
      if (packet.length > maxPacketBytes * channelCount) return undefined
      const decoded = quietly(() => decoder.decodeFrame(packet))
      if (decoded.samplesDecoded <= 0) return undefined
      if (gain !== 1) for (const channel of decoded.channelData) scale(channel, gain)
      return decoded.channelData
    })
    const start = Math.min(result.end, result.start + head.preSkip)
    const notes = head.inputRate > 0 && head.inputRate !== opusRate ? [inputRateNote(head.inputRate)] : []
    return { codec: 'Opus', sampleRate: opusRate, channelCount, tags: {}, notes, ...result, start }
  } finally {
    decoder.free()
  }
}

function scale(samples: Float32Array, gain: number): void {
  for (let i = 0; i < samples.length; i++) samples[i] *= gain
}

function inputRateNote(inputRate: number): string {
  return `recorded at ${inputRate} Hz, decoded at ${opusRate} Hz as Opus always is`
}
