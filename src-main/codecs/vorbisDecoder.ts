import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import type { OggPacket, OggStream } from '@core/audio/formats/ogg'
import { audioLimits } from '@core/limits'
import { ChannelCollector } from './channelCollector'
import { readVorbisComment } from '@core/audio/tags/vorbisComment'
import type { DecodedLink } from './oggDecoder'
import { decodePackets } from './packetTimeline'
import { quietly } from './quietly'

/** The packet decoder inside @wasm-audio-decoders/ogg-vorbis 0.1.20 (pinned): it has no way in for packets. */
interface VorbisPacketDecoder {
  sendSetupHeader(packet: Uint8Array): void
  initDsp(): void
  decodePackets(packets: Uint8Array[]): { channelData: Float32Array[]; samplesDecoded: number }
}

/** True for the identification packet of a Vorbis stream. */
export function isVorbisHead(packet: Uint8Array): boolean {
  return packet.length >= 30 && String.fromCharCode(...packet.subarray(0, 7)) === '\x01vorbis'
}

/** Decodes one Vorbis stream to 32-bit float. Undefined when its headers are incomplete or say what cannot be. */
export async function decodeVorbis(stream: OggStream, byteLimit: number): Promise<DecodedLink | undefined> {
  const [head, comment, setup] = stream.packets
  if (setup === undefined || comment.bytes[0] !== 3 || setup.bytes[0] !== 5) return undefined
  const view = new DataView(head.bytes.buffer, head.bytes.byteOffset, head.bytes.length)
  const channelCount = head.bytes[11]
  const sampleRate = view.getUint32(12, true)
  if (channelCount < audioLimits.minimumChannels || channelCount > audioLimits.maximumChannels)
    return undefined
  const outer = new OggVorbisDecoder()
  await outer.ready
  try {
    const inner = (outer as unknown as { _decoder: VorbisPacketDecoder })._decoder
    quietly(() => {
      inner.sendSetupHeader(head.bytes)
      inner.sendSetupHeader(setup.bytes)
      inner.initDsp()
    })
    const samples = new ChannelCollector(channelCount, byteLimit)
    const decode = packetDecoder(inner, channelCount)
    const result = decodePackets(audioPackets(stream.packets), samples, decode)
    const tags = readVorbisComment(comment.bytes.subarray(7))
    return { codec: 'Vorbis', sampleRate, channelCount, tags, notes: [], ...result }
  } finally {
    outer.free()
  }
}

/** Header packets have an odd first byte and are not audio. */
function audioPackets(packets: readonly OggPacket[]): OggPacket[] {
  return packets.slice(3).filter((packet) => packet.bytes.length > 0 && (packet.bytes[0] & 1) === 0)
}

function packetDecoder(inner: VorbisPacketDecoder, channelCount: number) {
  let isFirst = true
  const silent = Array.from({ length: channelCount }, () => new Float32Array(0))
  return (packet: Uint8Array): readonly Float32Array[] | undefined => {
    const decoded = quietly(() => inner.decodePackets([packet]))
    const wasFirst = isFirst
    isFirst = false
    if (decoded.samplesDecoded > 0 && decoded.channelData.length === channelCount) return decoded.channelData
    // The first packet only primes the overlap.
    return wasFirst ? silent : undefined
  }
}
