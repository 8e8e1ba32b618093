import type { AudioEncoder, PcmBlock } from '@core/audio/audioEncoder'
import type { Samples } from '@core/audio/audioData'
import { createQuantiser, type Quantiser } from '@core/audio/levels/quantise'
import { createWavEncoder } from '@core/audio/pcm/wavEncoder'
import { createFlacEncoder } from '../../codecs/flacEncoder'
import type { AtomicFile } from '../files/atomicWrite'
import { createLevelMeter, type LevelFigures } from './measure'

export type FileFormat = 'wav' | 'flac'
export type WordLength = 16 | 24 | '32f'

export interface WriterSettings {
  readonly format: FileFormat
  readonly bits: WordLength
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  /** Samples in each channel of the whole file. */
  readonly frameCount: number
  readonly tags: Readonly<Record<string, string>>
  readonly dither: boolean
  /** Linear, applied to every sample. */
  readonly gain: number
}

export interface WrittenFile extends LevelFigures {
  readonly byteLength: number
  /** Samples that the word length could not hold. */
  readonly clippedCount: number
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
  const { bits, gain, channelCount } = settings
  const encoder = await createEncoder(settings)
  const meter = createLevelMeter(settings.sampleRate, channelCount)
  const quantisers =
    bits === '32f'
      ? []
      : Array.from({ length: channelCount }, (_, channel) =>
          createQuantiser({ bits, dither: settings.dither, seed: ditherSeed + channel }),
        )
  let byteLength = 0
  const append = async (bytes: Uint8Array): Promise<void> => {
    byteLength += bytes.length
    if (bytes.length > 0) await file.write(bytes)
  }
  await append(encoder.start())

  return {
    async write(channels) {
      const scaled = channels.map((channel) => scaledBy(channel, gain))
      meter.push(scaled)
      if (scaled[0].length > 0) await append(encoder.encode(toPcm(scaled, quantisers)))
    },
    async finish() {
      const { bytes, patches } = encoder.finish()
      await append(bytes)
      for (const patch of patches) await file.patch(patch.offset, patch.bytes)
      const clippedCount = quantisers.reduce((sum, quantiser) => sum + quantiser.clippedCount(), 0)
      return { byteLength, clippedCount, ...meter.figures() }
    },
  }
}

function scaledBy(samples: Samples, gain: number): Float32Array {
  const scaled = new Float32Array(samples.length)
  for (let i = 0; i < samples.length; i++) scaled[i] = samples[i] * gain
  return scaled
}

async function createEncoder(settings: WriterSettings): Promise<AudioEncoder> {
  const { format, bits, sampleRate, channelCount, frameCount, tags } = settings
  if (format === 'wav') return createWavEncoder({ sampleRate, channelCount, frameCount, bits, tags })
  if (bits === '32f') throw new Error('FLAC holds integers')
  return createFlacEncoder({ sampleRate, channelCount, frameCount, bits, tags })
}

function toPcm(channels: readonly Float32Array[], quantisers: readonly Quantiser[]): PcmBlock {
  if (quantisers.length === 0) return channels
  return channels.map((channel, i) => {
    const integers = new Int32Array(channel.length)
    quantisers[i].quantise(channel, integers)
    return integers
  })
}
