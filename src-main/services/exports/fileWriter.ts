import { bextFields, encodeBextLoudness } from '@core/audio/tags/bext'
import { bextOffset, type WaveChunk } from '@core/audio/pcm/waveHeader'
import type { AudioEncoder, EncoderPatch, PcmBlock } from '@core/audio/audioEncoder'
import type { Samples } from '@core/audio/audioData'
import { createQuantiser, type Quantiser } from '@core/audio/levels/quantise'
import { createWavEncoder } from '@core/audio/pcm/wavEncoder'
import { createFlacEncoder } from '../../codecs/flacEncoder'
import { createMp3Encoder } from '../../codecs/mp3Encoder'
import { createVorbisEncoder } from '../../codecs/vorbisEncoder'
import type { AtomicFile } from '../files/atomicWrite'
import { createLevelMeter, type LevelFigures } from './measure'
import { createTruePeakLimiter, type LimiterFigures } from '@core/audio/levels/truePeakLimiter'
import type { ExportBitRate, ExportFormat, ExportWordLength } from '@core/contract/exports'
import { isLossless } from '@core/export/presets'

export interface WriterSettings {
  readonly format: ExportFormat
  /** Of the lossless formats. */
  readonly bits: ExportWordLength
  /** Of the others, for stereo. */
  readonly kilobits: ExportBitRate
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  /** Samples in each channel of the whole file. */
  readonly frameCount: number
  readonly tags: Readonly<Record<string, string>>
  /** Of WAV files: the content of a bext chunk, whose loudness is filled in at the end. */
  readonly bext: Uint8Array | undefined
  /** Of WAV files: what follows the sound. */
  readonly trailer: readonly WaveChunk[]
  readonly dither: boolean
  /** Linear, applied to every sample. */
  readonly gain: number
  /** Linear: true peaks above, after the gain, are limited; null: no limiter. */
  readonly limit: number | null
}

export interface WrittenFile extends LevelFigures {
  readonly byteLength: number
  /** Samples that the word length could not hold. */
  readonly clippedCount: number
  readonly limiter: LimiterFigures | undefined
}

/** Encodes one file block by block into an atomic file; nothing stands at the target before its commit. */
export interface FileWriter {
  /** One array a channel, full scale 1, before the gain. */
  write(channels: readonly Samples[]): Promise<void>
  /** Writes the end of the file; the atomic file still has to be committed. */
  finish(): Promise<WrittenFile>
}

/** Each channel of each file dithers by its own fixed seed, so that the same export gives the same bytes. */
const ditherSeed = 0x5e11ac

export async function createFileWriter(file: AtomicFile, settings: WriterSettings): Promise<FileWriter> {
  const { gain, channelCount, sampleRate, limit } = settings
  const encoder = await createEncoder(settings)
  const meter = createLevelMeter(sampleRate, channelCount)
  const limiter =
    limit === null ? undefined : createTruePeakLimiter({ sampleRate, channelCount, ceiling: limit })
  const quantisers = quantisersOf(settings)
  let byteLength = 0
  const append = async (bytes: Uint8Array): Promise<void> => {
    byteLength += bytes.length
    if (bytes.length > 0) await file.write(bytes)
  }
  const encode = async (channels: readonly Float32Array[]): Promise<void> => {
    meter.push(channels)
    if (channels[0].length > 0) await append(encoder.encode(toPcm(channels, quantisers)))
  }
  const header = encoder.start()
  await append(header)

  const loudnessPatches = (): EncoderPatch[] => {
    if (settings.format !== 'wav' || settings.bext === undefined) return []
    const offset = bextOffset(header) + bextFields.loudness[0]
    return [{ offset, bytes: encodeBextLoudness(meter.details()) }]
  }

  return {
    async write(channels) {
      const scaled = channels.map((channel) => scaledBy(channel, gain))
      await encode(limiter ? limiter.push(scaled) : scaled)
    },
    async finish() {
      if (limiter) await encode(limiter.finish())
      const { bytes, patches } = encoder.finish()
      await append(bytes)
      for (const patch of [...patches, ...loudnessPatches()]) await file.patch(patch.offset, patch.bytes)
      const clippedCount = quantisers.reduce((sum, quantiser) => sum + quantiser.clippedCount(), 0)
      return { byteLength, clippedCount, limiter: limiter?.figures(), ...meter.figures() }
    },
  }
}

/** One a channel for integers; none for what takes floats. */
function quantisersOf({ format, bits, dither, channelCount }: WriterSettings): Quantiser[] {
  if (!isLossless(format) || bits === '32f') return []
  return Array.from({ length: channelCount }, (_, channel) =>
    createQuantiser({ bits, dither, seed: ditherSeed + channel }),
  )
}

function scaledBy(samples: Samples, gain: number): Float32Array {
  const scaled = new Float32Array(samples.length)
  for (let i = 0; i < samples.length; i++) scaled[i] = samples[i] * gain
  return scaled
}

async function createEncoder(settings: WriterSettings): Promise<AudioEncoder> {
  const { format, bits, kilobits, ...rest } = settings
  switch (format) {
    case 'wav':
      return createWavEncoder({ ...rest, bits })
    case 'flac':
      if (bits === '32f') throw new Error('FLAC holds integers')
      return createFlacEncoder({ ...rest, bits })
    case 'mp3':
      return createMp3Encoder({ ...rest, kilobits })
    case 'ogg':
      return createVorbisEncoder({ ...rest, kilobits })
  }
}

function toPcm(channels: readonly Float32Array[], quantisers: readonly Quantiser[]): PcmBlock {
  if (quantisers.length === 0) return channels
  return channels.map((channel, i) => {
    const integers = new Int32Array(channel.length)
    quantisers[i].quantise(channel, integers)
    return integers
  })
}
