import { ShellacError } from '../../contract/errors'
import type { Samples } from '../audioData'
import type { AudioEncoder, EncoderEnd, PcmBlock } from '../audioEncoder'
import { joinBytes } from '../byteReader'
import { audioLimits } from '../../limits'
import { bytesPerSample, encodeWaveHeader, encodeWaveTrailer } from './waveHeader'
import type { WaveBits, WaveChunk, WaveHeaderOptions } from './waveHeader'

export type WavEncoderBits = 16 | 24 | '32f'

export interface WavEncoderOptions extends WaveHeaderOptions {
  readonly bits: WavEncoderBits
}

/** What `writeWav` needs of a recording; AudioData has it. */
export interface WavSource {
  /** Hz, a whole number. */
  readonly sampleRate: number
  readonly channels: readonly Samples[]
  readonly tags?: Readonly<Record<string, string>>
  readonly chunks?: readonly WaveChunk[] | undefined
}

/**
 * A WAV writer for a recording of known length: 16- and 24-bit integers or 32-bit floats, tags as LIST INFO, RF64
 * beyond 4 GiB. Keys without a LIST INFO name are left out.
 * Errors: 'bad-argument' for a rate or channel count outside of `audioLimits`; 'internal' when the blocks do not fit
 * the options or hold more or fewer frames than `frameCount`.
 */
export function createWavEncoder(options: WavEncoderOptions): AudioEncoder {
  checkOptions(options)
  const { channelCount, frameCount, bits } = options
  let written = 0
  return {
    start: () => encodeWaveHeader(options),
    encode: (block: PcmBlock): Uint8Array => {
      checkBlock(block, options)
      written += block[0].length
      if (written > frameCount) throw wrongLength(written, frameCount)
      return interleave(block, bits)
    },
    finish: (): EncoderEnd => {
      if (written !== frameCount) throw wrongLength(written, frameCount)
      const isOdd = (frameCount * channelCount * bytesPerSample(bits)) % 2 === 1
      return { bytes: joinBytes([new Uint8Array(isOdd ? 1 : 0), encodeWaveTrailer(options)]), patches: [] }
    },
  }
}

/**
 * A whole WAV file. Integers are round(sample * 2^(bits-1)), clamped; with the word length of the source, or floats
 * of at least its precision, the samples come back exactly.
 * Errors: 'bad-argument' as for `createWavEncoder`.
 */
export function writeWav(source: WavSource, bits: WaveBits): Uint8Array {
  const { sampleRate, channels, tags = {}, chunks: trailer } = source
  const frameCount = channels[0]?.length ?? 0
  const options = { sampleRate, channelCount: channels.length, frameCount, bits, tags, trailer }
  checkOptions(options)
  const integers = typeof bits === 'string' ? channels : channels.map((samples) => quantise(samples, bits))
  const body = interleave(integers, bits)
  const padding = new Uint8Array(body.length % 2)
  return joinBytes([encodeWaveHeader(options), body, padding, encodeWaveTrailer(options)])
}

function quantise(samples: Samples, bits: number): Int32Array {
  const scale = 2 ** (bits - 1)
  const integers = new Int32Array(samples.length)
  for (let index = 0; index < samples.length; index++) {
    integers[index] = Math.min(scale - 1, Math.max(-scale, Math.round(samples[index] * scale)))
  }
  return integers
}

function interleave(channels: readonly (Int32Array | Samples)[], bits: WaveBits): Uint8Array {
  const sampleBytes = bytesPerSample(bits)
  const step = sampleBytes * channels.length
  const bytes = new Uint8Array(step * channels[0].length)
  const put = sampleWriter(new DataView(bytes.buffer), bits)
  channels.forEach((samples, channel) => {
    for (let frame = 0, offset = channel * sampleBytes; frame < samples.length; frame++, offset += step) {
      put(offset, samples[frame])
    }
  })
  return bytes
}

function sampleWriter(view: DataView, bits: WaveBits): (offset: number, value: number) => void {
  switch (bits) {
    case 8:
      return (offset, value) => view.setUint8(offset, value + 128)
    case 16:
      return (offset, value) => view.setInt16(offset, value, true)
    case 24:
      return (offset, value) => {
        view.setInt16(offset, value, true)
        view.setInt8(offset + 2, value >> 16)
      }
    case 32:
      return (offset, value) => view.setInt32(offset, value, true)
    case '32f':
      return (offset, value) => view.setFloat32(offset, value, true)
    case '64f':
      return (offset, value) => view.setFloat64(offset, value, true)
  }
}

function checkOptions({ sampleRate, channelCount, frameCount }: WaveHeaderOptions): void {
  const { minimumChannels, maximumChannels, minimumSampleRate, maximumSampleRate } = audioLimits
  if (!Number.isInteger(sampleRate) || sampleRate < minimumSampleRate || sampleRate > maximumSampleRate) {
    throw new ShellacError(
      'bad-argument',
      `A sample rate of ${sampleRate} Hz cannot be written; whole numbers from ${minimumSampleRate} to ${maximumSampleRate} can.`,
    )
  }
  if (!Number.isInteger(channelCount) || channelCount < minimumChannels || channelCount > maximumChannels) {
    throw new ShellacError(
      'bad-argument',
      `${channelCount} channels cannot be written; ${minimumChannels} to ${maximumChannels} can.`,
    )
  }
  if (!Number.isSafeInteger(frameCount) || frameCount < 0) {
    throw new ShellacError('bad-argument', `A length of ${frameCount} frames cannot be written.`)
  }
}

function checkBlock(block: PcmBlock, { channelCount, bits }: WavEncoderOptions): void {
  const isRightType = (samples: Int32Array | Float32Array): boolean =>
    bits === '32f' ? samples instanceof Float32Array : samples instanceof Int32Array
  const isRight =
    block.length === channelCount &&
    block.every((samples) => isRightType(samples) && samples.length === block[0].length)
  if (isRight) return
  throw new ShellacError(
    'internal',
    `A block does not fit the encoder of ${channelCount} channels and ${bits} bits.`,
  )
}

function wrongLength(written: number, frameCount: number): ShellacError {
  return new ShellacError('internal', `${written} frames were given to an encoder for ${frameCount}.`)
}
