import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { AudioData } from '@core/audio/audioData'
import { parseFlacMetadata } from '@core/audio/formats/flacMetadata'
import type { FlacMetadata, FlacStreamInfo } from '@core/audio/formats/flacMetadata'
import { id3v2Length } from '@core/audio/tags/id3Tags'
import { hasId3v1, id3v1Length } from '@core/audio/tags/id3v1'
import { describeMissing } from '@core/audio/pcm/pcmStream'
import { ShellacError } from '@core/contract/errors'
import { audioLimits, unpackedByteLimit } from '@core/limits'
import { BitReader, EndOfBits } from './bitReader'
import { ChannelCollector } from './channelCollector'
import { decodeFlacFrame } from './flacFrame'
import type { FlacFrame } from './flacFrame'
import { BadFlacFrame } from './flacSubframe'
import { seconds } from './seconds'

/**
 * Decodes FLAC (RFC 9639, 4 to 32 bits) to samples / 2^(bits-1), bit-exactly. A damaged frame becomes silence of
 * its length and decoding goes on behind it; damage, a wrong MD5 and a missing end are named in `warnings`.
 * Throws ShellacError 'damaged-file' (no usable header) or 'no-audio' (no frame at all).
 */
export function decodeFlac(bytes: Uint8Array, container = 'FLAC'): AudioData {
  const metadata = parseFlacMetadata(bytes, skipId3(bytes))
  if (metadata === undefined || metadata.streamInfo.bitsPerSample < 4) {
    throw new ShellacError('damaged-file', 'The FLAC header (STREAMINFO) is missing or cut.')
  }
  const decoder = new FlacStreamDecoder(bytes, metadata)
  decoder.run()
  const { streamInfo } = metadata
  if (decoder.samples.length === 0) {
    throw new ShellacError('no-audio', 'The FLAC file has a header but no readable audio frame.')
  }
  return {
    sampleRate: streamInfo.sampleRate,
    channels: decoder.samples.take(),
    format: { container, codec: 'FLAC', sampleKind: 'integer', bitDepth: streamInfo.bitsPerSample },
    tags: metadata.tags,
    warnings: decoder.warnings(),
    ...(metadata.chunks.length > 0 ? { chunks: metadata.chunks } : {}),
  }
}

function skipId3(bytes: Uint8Array): number {
  let offset = 0
  for (let length = id3v2Length(bytes, 0); length > 0; length = id3v2Length(bytes, offset)) offset += length
  return offset
}

class FlacStreamDecoder {
  readonly samples: ChannelCollector
  readonly #info: FlacStreamInfo
  readonly #reader: BitReader
  readonly #hash: Hash | undefined
  #offset: number
  #base: number | undefined
  #damagedPlaces = 0
  #silenced = 0
  #cut = false
  #tries = 0

  constructor(bytes: Uint8Array, { streamInfo, audioOffset }: FlacMetadata) {
    this.#info = streamInfo
    this.#offset = audioOffset
    this.#reader = new BitReader(
      BitReader.padded(bytes),
      hasId3v1(bytes) ? bytes.length - id3v1Length : bytes.length,
    )
    const byteLimit = unpackedByteLimit(bytes.length)
    this.samples = new ChannelCollector(streamInfo.channelCount, byteLimit, streamInfo.bitsPerSample > 24)
    if (streamInfo.md5.some((byte) => byte !== 0)) this.#hash = createHash('md5')
  }

  run(): void {
    while (this.#offset < this.#reader.end && !this.#isComplete()) {
      const from = this.#offset
      const frame = this.#nextFrame()
      if (frame === undefined) return
      this.#place(frame, from)
      this.#offset = frame.end
    }
  }

  #isComplete(): boolean {
    return this.#info.totalSamples > 0 && this.samples.length >= this.#info.totalSamples
  }

  /** The next frame that can be decoded, searching on from the current offset; undefined at the end. */
  #nextFrame(): FlacFrame | undefined {
    const bytes = this.#reader.bytes
    this.#cut = false
    for (
      let offset = this.#offset;
      offset < this.#reader.end - 1 && this.#tries < audioLimits.falseFlacFrames;
      offset++
    ) {
      if (bytes[offset] !== 0xff || bytes[offset + 1] >>> 1 !== 0x7c) continue
      const frame = this.#tryFrame(offset)
      if (frame === undefined) continue
      if (offset > this.#offset) this.#damagedPlaces++
      return frame
    }
    if (!this.#cut) this.#damagedPlaces++
    return undefined
  }

  #tryFrame(offset: number): FlacFrame | undefined {
    try {
      return decodeFlacFrame(this.#reader, offset, this.#info)
    } catch (error) {
      if (!(error instanceof EndOfBits) && !(error instanceof BadFlacFrame)) throw error
      if (error instanceof EndOfBits) this.#cut = true
      this.#tries++
      return undefined
    }
  }

  /** Appends a frame at the place it names; what was lost before it becomes silence, as far as that is credible. */
  #place(frame: FlacFrame, searchedFrom: number): void {
    this.#base ??= this.#damagedPlaces > 0 ? 0 : frame.firstSample
    const gap = frame.firstSample - this.#base - this.samples.length
    const skippedBytes = frame.end - searchedFrom
    if (gap > 0 && gap <= skippedBytes * 16 + 2 * 65536) {
      this.samples.appendSilence(gap)
      this.#silenced += gap
    }
    const scale = 2 ** (1 - this.#info.bitsPerSample)
    const wide = this.#info.bitsPerSample > 24
    this.#hash?.update(interleave(frame.channels, this.#info.bitsPerSample))
    this.samples.append(
      frame.channels.map((integers) => {
        const block = wide ? new Float64Array(integers.length) : new Float32Array(integers.length)
        for (let i = 0; i < integers.length; i++) block[i] = integers[i] * scale
        return block
      }),
    )
  }

  warnings(): string[] {
    const { sampleRate, totalSamples, md5 } = this.#info
    const found: string[] = []
    if (this.#silenced > 0) {
      found.push(`Damaged FLAC frames were replaced by ${seconds(this.#silenced, sampleRate)} of silence.`)
    } else if (this.#damagedPlaces > 0) {
      found.push(`Damaged FLAC data was skipped in ${this.#damagedPlaces} place(s).`)
    }
    if (totalSamples > this.samples.length) {
      const missing = totalSamples - this.samples.length
      found.push(describeMissing(missing, totalSamples, sampleRate))
    } else if (this.#cut) {
      found.push('The file ends inside a FLAC frame: the end of the recording is missing.')
    }
    const digest = found.length === 0 ? this.#hash?.digest() : undefined
    if (digest !== undefined && !digest.equals(md5)) {
      found.push(
        'The MD5 checksum stored in the FLAC file does not fit its samples, though every frame is sound.',
      )
    }
    return found
  }
}

/** Interleaved little-endian integers of whole bytes: what the MD5 is taken over (RFC 9639, 8.2). */
function interleave(channels: readonly Float64Array[], bits: number): Uint8Array {
  const width = Math.ceil(bits / 8)
  const bytes = new Uint8Array(channels.length * channels[0].length * width)
  let at = 0
  for (let i = 0; i < channels[0].length; i++) {
    for (const channel of channels) {
      const value = channel[i]
      for (let byte = 0; byte < width; byte++) bytes[at++] = value >> (8 * byte)
    }
  }
  return bytes
}
