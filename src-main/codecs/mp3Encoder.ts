import type { AudioEncoder, EncoderEnd, PcmBlock } from '@core/audio/audioEncoder'
import { joinBytes } from '@core/audio/byteReader'
import { parseMpegFrame } from '@core/audio/formats/mpegFrames'
import { encodeInfoFrame, type MpegLengths } from '@core/audio/formats/mpegInfoFrame'
import { encodeId3v2 } from '@core/audio/tags/id3Writer'
import { ShellacError } from '@core/contract/errors'
import { openLossyEncoder } from './lossyLibrary'

export interface LossyEncoderOptions {
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  /** Samples a channel that will be given. */
  readonly frameCount: number
  /** Of stereo; mono gets half of it. */
  readonly kilobits: 128 | 192 | 256 | 320
  readonly tags: Readonly<Record<string, string>>
}

/** Samples by which LAME is late, the decoder's own not counted. */
const encoderDelay = 576
/** Samples a channel that the library is given at once; bounds its memory. */
const sliceLength = 2 ** 16
const halves = { 128: 64, 192: 96, 256: 128, 320: 160 } as const
const rates: readonly number[] = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]
const nothingKnown: MpegLengths = { frameCount: 0, byteLength: 0, delay: encoderDelay, padding: 0 }

/**
 * An encoder of MP3 by LAME with constant bit rate: an ID3v2.4 tag, an Info frame that is complete only with the patch of `finish`, the
 * sound. Blocks are floats with full scale 1.
 * Errors: 'bad-argument' for a rate or channels that MP3 cannot hold.
 */
export async function createMp3Encoder(options: LossyEncoderOptions): Promise<AudioEncoder> {
  const { sampleRate, channelCount, kilobits, frameCount } = options
  if (!rates.includes(sampleRate)) {
    throw new ShellacError(
      'bad-argument',
      `MP3 cannot hold a sample rate of ${sampleRate} Hz; it holds ${rates.join(', ')} Hz.`,
    )
  }
  const channels = requireMonoOrStereo(channelCount, 'MP3')
  const encoder = await openLossyEncoder('audio/mpeg')
  encoder.configure({ channels, sampleRate, bitrate: channels === 1 ? halves[kilobits] : kilobits })
  const tag = encodeId3v2(options.tags)
  const counter = createFrameCounter()

  /** The Info frame needs a frame of the sound to take after; it goes before the first. */
  const take = (bytes: Uint8Array): Uint8Array => {
    const hadHeader = counter.header !== null
    counter.count(bytes)
    if (hadHeader || counter.header === null) return bytes
    return joinBytes([encodeInfoFrame(counter.header, nothingKnown), bytes])
  }

  return {
    start: () => tag,
    encode: (block) => take(encodeSlices(block, (slice) => encoder.encode(slice))),
    finish: (): EncoderEnd => {
      const bytes = take(Uint8Array.from(encoder.finalize()))
      const { header } = counter
      if (header === null) return { bytes, patches: [] }
      const samples = counter.frames * counter.samplesPerFrame
      const lengths = {
        ...nothingKnown,
        frameCount: counter.frames,
        padding: samples - encoderDelay - frameCount,
      }
      const info = encodeInfoFrame(header, { ...lengths, byteLength: 0 })
      const whole = encodeInfoFrame(header, { ...lengths, byteLength: info.length + counter.bytes })
      return { bytes, patches: [{ offset: tag.length, bytes: whole }] }
    },
  }
}

interface FrameCounter {
  /** Of the first frame. */
  readonly header: Uint8Array | null
  readonly frames: number
  readonly samplesPerFrame: number
  readonly bytes: number
  count(bytes: Uint8Array): void
}

function createFrameCounter(): FrameCounter {
  let waiting: Uint8Array = new Uint8Array(0)
  const counter = {
    header: null as Uint8Array | null,
    frames: 0,
    samplesPerFrame: 0,
    bytes: 0,
    count(bytes: Uint8Array): void {
      counter.bytes += bytes.length
      waiting = joinBytes([waiting, bytes])
      let at = 0
      for (let frame = parseMpegFrame(waiting, at); frame; frame = parseMpegFrame(waiting, at)) {
        counter.header ??= waiting.slice(at, at + 4)
        if (at + frame.length > waiting.length) break
        counter.frames++
        counter.samplesPerFrame = frame.sampleCount
        at += frame.length
      }
      waiting = waiting.slice(at)
    },
  }
  return counter
}

/** What the library gives lies in its memory only until the next call. */
export function encodeSlices(
  block: PcmBlock,
  encode: (slice: readonly Float32Array[]) => Uint8Array,
): Uint8Array {
  const parts: Uint8Array[] = []
  for (let from = 0; from < block[0].length; from += sliceLength) {
    const slice = block.map((channel) => {
      if (channel instanceof Float32Array) return channel.subarray(from, from + sliceLength)
      throw new ShellacError('internal', 'An encoder of a lossy format needs floats.')
    })
    parts.push(Uint8Array.from(encode(slice)))
  }
  return joinBytes(parts)
}

export function requireMonoOrStereo(channelCount: number, format: string): 1 | 2 {
  if (channelCount === 1 || channelCount === 2) return channelCount
  throw new ShellacError(
    'bad-argument',
    `${format} is written in mono or stereo, not ${channelCount} channels.`,
  )
}
