import type { OggPacket } from '@core/audio/formats/ogg'
import type { ChannelCollector } from './channelCollector'

/** Decodes one packet; undefined when it cannot be decoded. */
export type PacketDecoder = (packet: Uint8Array) => readonly Float32Array[] | undefined

export interface PacketResult {
  readonly samples: ChannelCollector
  /** Where the audio starts and ends in `samples`, by the stream's granule positions. */
  readonly start: number
  readonly end: number
  readonly damagedPackets: number
  /** Samples of silence put in place of lost data. */
  readonly silenced: number
}

/** A granule may lie: silence in place of lost data is at most this long, or as long as what was decoded. */
const credibleSilence = 480_000

/**
 * Decodes the packets of an Ogg stream and keeps them in time by their granule positions (sample counts at 48 kHz
 * for Opus, at the sample rate for Vorbis): lost data become silence, the surplus of the last packet is cut. The samples are
 * gathered in `samples`, which is empty before.
 */
export function decodePackets(
  packets: readonly OggPacket[],
  samples: ChannelCollector,
  decode: PacketDecoder,
): PacketResult {
  const timeline = new PacketTimeline(samples, decode)
  const last = packets.findLastIndex((packet) => packet.granule >= 0)
  packets.forEach((packet, index) => timeline.add(packet, index === last))
  return timeline.result()
}

class PacketTimeline {
  readonly #samples: ChannelCollector
  readonly #decode: PacketDecoder
  /** Blocks since the last granule, and where among them data were lost (-1: nowhere). */
  #pending: (readonly Float32Array[])[] = []
  #lossAt = -1
  /** Granule of the first decoded sample. */
  #base: number | undefined
  #start = 0
  #end: number | undefined
  #damagedPackets = 0
  #silenced = 0

  constructor(samples: ChannelCollector, decode: PacketDecoder) {
    this.#samples = samples
    this.#decode = decode
  }

  add(packet: OggPacket, isLast: boolean): void {
    if (packet.afterLoss) this.#noteLoss()
    const block = this.#decode(packet.bytes)
    if (block === undefined) {
      this.#damagedPackets++
      this.#noteLoss()
    } else if (block[0].length > 0) {
      this.#pending.push(block)
    }
    if (packet.granule >= 0) this.#synchronise(packet.granule, isLast)
  }

  #noteLoss(): void {
    if (this.#lossAt < 0) this.#lossAt = this.#pending.length
  }

  #synchronise(granule: number, isLast: boolean): void {
    const pendingLength = this.#pending.reduce((sum, block) => sum + block[0].length, 0)
    const decoded = this.#samples.length + pendingLength
    if (this.#base === undefined) {
      // On a first page that is also the last, a low granule cuts the end; else it cuts the start (Vorbis I, A.2).
      this.#base = this.#lossAt >= 0 ? 0 : granule - decoded
      if (isLast) this.#base = Math.max(0, this.#base)
      this.#start = Math.max(0, -this.#base)
    }
    const gap = granule - this.#base - decoded
    const credible = gap <= Math.max(this.#samples.length, credibleSilence) - this.#silenced
    if (this.#lossAt >= 0 && !(gap > 0 && credible) && !isLast) this.#base = granule - decoded
    this.#flush(this.#lossAt >= 0 && credible ? Math.max(0, gap) : 0)
    this.#end = Math.max(0, granule - this.#base)
  }

  #flush(silence: number): void {
    this.#pending.forEach((block, index) => {
      if (index === this.#lossAt && silence > 0) this.#samples.appendSilence(silence)
      this.#samples.append(block)
    })
    if (this.#lossAt === this.#pending.length && silence > 0) this.#samples.appendSilence(silence)
    this.#silenced += silence
    this.#pending = []
    this.#lossAt = -1
  }

  result(): PacketResult {
    this.#flush(0)
    const decoded = this.#samples.length
    return {
      samples: this.#samples,
      start: this.#start,
      end: Math.min(this.#end ?? decoded, decoded),
      damagedPackets: this.#damagedPackets,
      silenced: this.#silenced,
    }
  }
}
