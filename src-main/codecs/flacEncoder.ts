import type { AudioEncoder, EncoderEnd, PcmBlock } from '@core/audio/audioEncoder'
import { joinBytes } from '@core/audio/byteReader'
import { applicationBlock, flacMarker, streamInfoLength } from '@core/audio/formats/flacMetadata'
import { toForeignMetadata } from '@core/audio/pcm/carriedChunks'
import type { WaveChunk } from '@core/audio/pcm/waveHeader'
import { encodeVorbisComment } from '@core/audio/tags/vorbisComment'
import { ShellacError } from '@core/contract/errors'
import { discardFlacLibrary, loadFlacLibrary } from './flacLibrary'
import type { FlacLibrary } from './flacLibrary'

export interface FlacEncoderOptions {
  /** Hz, 1 to 655350; above 65535 a multiple of 10 */
  readonly sampleRate: number
  /** 1 to 8 */
  readonly channelCount: number
  /** Samples a channel that will be given; the true count is written at the end. */
  readonly frameCount: number
  readonly bits: 8 | 16 | 24
  readonly tags: Readonly<Record<string, string>>
  /** Chunks of the WAV file that the sound came in. */
  readonly chunks?: readonly WaveChunk[] | undefined
}

const blockSize = 4096
const compressionLevel = 5
/** Samples a channel that are handed to the library at once; bounds its memory. */
const sliceLength = 16 * blockSize
const vendor = 'reference libFLAC 1.3.4'

/**
 * An encoder of native FLAC (RFC 9639) for integers of `bits`; the first metadata block (lengths, MD5) is complete
 * only with the patch that `finish` returns. Errors: 'bad-argument' for a format that FLAC cannot hold, 'internal'
 * when the library fails.
 */
export async function createFlacEncoder(options: FlacEncoderOptions): Promise<AudioEncoder> {
  const { sampleRate, channelCount, bits } = options
  const rateFits = sampleRate >= 1 && sampleRate <= 655_350 && (sampleRate <= 65_535 || sampleRate % 10 === 0)
  if (!Number.isInteger(sampleRate) || !rateFits) {
    throw new ShellacError('bad-argument', `FLAC cannot hold a sample rate of ${sampleRate} Hz; use WAV.`)
  }
  if (!(channelCount >= 1 && channelCount <= 8)) {
    throw new ShellacError('bad-argument', `FLAC holds 1 to 8 channels, not ${channelCount}; use WAV.`)
  }
  if (bits !== 8 && bits !== 16 && bits !== 24) {
    throw new ShellacError('bad-argument', `FLAC is written with 8, 16 or 24 bits, not ${String(bits)}.`)
  }
  return new FlacEncoder(await loadFlacLibrary(), options)
}

/** Samples a channel after which a long encoding says how far it is: some tenths of a second. */
const partLength = 2 ** 22

export interface WholeFlac {
  /** Hz */
  readonly sampleRate: number
  readonly bits: 8 | 16 | 24
  /** Chunks of the WAV file that the sound came in. */
  readonly chunks?: readonly WaveChunk[] | undefined
  /** Awaited between parts, with the share that is encoded, 0 .. 1; what it throws ends the encoding. */
  readonly onShare?: (share: number) => Promise<void>
}

/** Integers of a channel, asked for part by part: an array of them, or what makes them on the way. */
export type IntegerChannel = Pick<Int32Array, 'length' | 'subarray'>

/** A whole FLAC file of integers, all channels of the same length. */
export async function encodeFlac(
  channels: readonly IntegerChannel[],
  { sampleRate, bits, chunks = [], onShare }: WholeFlac,
): Promise<Uint8Array> {
  const frameCount = channels[0].length
  const format = { sampleRate, channelCount: channels.length, frameCount, bits, tags: {}, chunks }
  const encoder = await createFlacEncoder(format)
  const parts = [encoder.start()]
  for (let from = 0; from < frameCount; from += partLength) {
    parts.push(encoder.encode(channels.map((channel) => channel.subarray(from, from + partLength))))
    await onShare?.(Math.min(1, (from + partLength) / frameCount))
  }
  const end = encoder.finish()
  const file = joinBytes([...parts, end.bytes])
  for (const patch of end.patches) file.set(patch.bytes, patch.offset)
  return file
}

class FlacEncoder implements AudioEncoder {
  readonly #library: FlacLibrary
  readonly #options: FlacEncoderOptions
  readonly #handle: number
  #written: Uint8Array[] = []
  #smallestFrame = 0
  #largestFrame = 0
  #encodedFrames = 0
  #md5 = ''
  #closed = false

  constructor(library: FlacLibrary, options: FlacEncoderOptions) {
    const { sampleRate, channelCount, bits, frameCount } = options
    this.#library = library
    this.#options = options
    this.#handle = library.create_libflac_encoder(
      sampleRate,
      channelCount,
      bits,
      compressionLevel,
      frameCount,
      false,
      blockSize,
    )
    const status = library.init_encoder_stream(
      this.#handle,
      (data, _length, samples) => {
        this.#take(data, samples)
      },
      (info) => {
        this.#md5 = info?.md5sum ?? ''
      },
    )
    if (status !== 0) throw this.#failure(`cannot be set up (status ${status})`)
  }

  /** Metadata that the library writes is dropped: `start` writes its own, with the tags. */
  #take(data: Uint8Array, samples: number): void {
    if (samples === 0) return
    this.#written.push(data)
    this.#largestFrame = Math.max(this.#largestFrame, data.length)
    this.#smallestFrame = this.#smallestFrame === 0 ? data.length : Math.min(this.#smallestFrame, data.length)
  }

  start(): Uint8Array {
    const comment = encodeVorbisComment(this.#options.tags, vendor)
    const lastBlock = 0x80
    return joinBytes([
      flacMarker,
      blockHeader(0, streamInfoLength),
      this.#streamInfo(this.#options.frameCount),
      ...toForeignMetadata(this.#options.chunks ?? []).flatMap((body) => [
        blockHeader(applicationBlock, body.length),
        body,
      ]),
      blockHeader(lastBlock | 4, comment.length),
      comment,
    ])
  }

  encode(block: PcmBlock): Uint8Array {
    const { channelCount } = this.#options
    if (block.length !== channelCount || !block.every((channel) => channel instanceof Int32Array)) {
      throw new ShellacError('internal', `The FLAC encoder needs ${channelCount} channels of integers.`)
    }
    const length = block[0].length
    for (let from = 0; from < length; from += sliceLength) {
      const slices = block.map((channel) => channel.subarray(from, from + sliceLength))
      this.#process(slices)
    }
    this.#encodedFrames += length
    return this.#collect()
  }

  #process(slices: Int32Array[]): void {
    let accepted: boolean
    try {
      accepted = Boolean(
        this.#library.FLAC__stream_encoder_process(this.#handle, slices as never, slices[0].length),
      )
    } catch (cause) {
      discardFlacLibrary()
      throw this.#failure('failed', cause)
    }
    if (!accepted) throw this.#failure('refused the samples')
  }

  finish(): EncoderEnd {
    const finished = this.#library.FLAC__stream_encoder_finish(this.#handle)
    this.#close()
    if (!finished) throw this.#failure('could not finish')
    const offset = flacMarker.length + 4
    return { bytes: this.#collect(), patches: [{ offset, bytes: this.#streamInfo(this.#encodedFrames) }] }
  }

  #collect(): Uint8Array {
    const bytes = joinBytes(this.#written)
    this.#written = []
    return bytes
  }

  /** The STREAMINFO block (RFC 9639, 8.2) with what is known by now. */
  #streamInfo(totalSamples: number): Uint8Array {
    const { sampleRate, channelCount, bits } = this.#options
    const bytes = new Uint8Array(streamInfoLength)
    const view = new DataView(bytes.buffer)
    view.setUint16(0, blockSize)
    view.setUint16(2, blockSize)
    bytes[4] = this.#smallestFrame >>> 16
    bytes[5] = this.#smallestFrame >>> 8
    bytes[6] = this.#smallestFrame
    bytes[7] = this.#largestFrame >>> 16
    view.setUint16(8, this.#largestFrame)
    const high = Math.floor(totalSamples / 2 ** 32) & 15
    view.setUint32(10, ((sampleRate << 12) | ((channelCount - 1) << 9) | ((bits - 1) << 4) | high) >>> 0)
    view.setUint32(14, totalSamples >>> 0)
    bytes.set(Buffer.from(this.#md5, 'hex').subarray(0, 16), 18)
    return bytes
  }

  #failure(what: string, cause?: unknown): ShellacError {
    this.#close()
    const { sampleRate, channelCount, bits } = this.#options
    return new ShellacError(
      'internal',
      `The FLAC encoder ${what} (${sampleRate} Hz, ${channelCount} channels, ${bits} bits).`,
      {},
      { cause },
    )
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#library.FLAC__stream_encoder_delete(this.#handle)
  }
}

function blockHeader(type: number, length: number): Uint8Array {
  return Uint8Array.of(type, length >>> 16, length >>> 8, length)
}
