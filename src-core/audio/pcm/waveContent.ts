import { ShellacError } from '../../contract/errors'
import type { AudioData } from '../audioData'
import type { ByteReader } from '../byteReader'
import { decodePcmStream } from './pcmStream'
import type { WaveChunk } from './waveHeader'
import { describeRates, parseWaveFormat, waveEncoding } from './waveFormat'

/** What the walk through a WAV or Wave64 file found. */
export interface WaveContent {
  readonly container: string
  /** The `fmt ` chunk; null when there is none. */
  readonly format: ByteReader | null
  /** The sample bytes that are there; null without a data chunk. */
  readonly data: Uint8Array | null
  /** The sample bytes that the header promises; null when it does not say. */
  readonly declaredBytes: number | null
  readonly tags: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
  /** What is carried along. */
  readonly chunks?: readonly WaveChunk[] | undefined
}

/** Format and sound data, or a ShellacError that says which is missing. */
export function requireParts(content: WaveContent): { format: ByteReader; data: Uint8Array } {
  const { format, data } = content
  if (format === null) throw new ShellacError('damaged-file', 'The file has no format chunk.')
  if (data === null) throw new ShellacError('no-audio', 'The file has no data chunk, so it holds no sound.')
  return { format, data }
}

export function decodeWaveContent(content: WaveContent): AudioData {
  const { format, data } = requireParts(content)
  const wave = parseWaveFormat(format)
  if (data.length === 0)
    throw new ShellacError('no-audio', 'The file holds no samples: its data chunk is empty.')
  const { encoding, warnings } = waveEncoding(wave, format)
  const audio = decodePcmStream({
    container: content.container,
    sampleRate: wave.sampleRate,
    channelCount: wave.channelCount,
    encoding,
    data,
    declaredBytes: content.declaredBytes,
    tags: content.tags,
    warnings: [...content.warnings, ...warnings, ...describeRates(wave)],
  })
  return content.chunks && content.chunks.length > 0 ? { ...audio, chunks: content.chunks } : audio
}
