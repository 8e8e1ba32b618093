/**
 * Decoded audio: what every reader returns and what the rest of the program starts from.
 */

import type { WaveChunk } from './pcm/waveHeader'

/** One channel, full scale = 1. Float64 where the source has more than 24 bits of precision, else Float32. */
export type Samples = Float32Array | Float64Array

/** Samples start .. end - 1 of a signal. */
export interface SampleRange {
  readonly start: number
  readonly end: number
}

/**
 * Zeros, in memory that threads share: what is as long as a recording is given to them without being copied.
 * @param bytes of a sample: 32- or 64-bit floats
 */
export function emptySamples(count: number, bytes: 4): Float32Array
export function emptySamples(count: number, bytes: 4 | 8): Samples
export function emptySamples(count: number, bytes: 4 | 8): Samples {
  const buffer = new SharedArrayBuffer(count * bytes)
  return bytes === 4 ? new Float32Array(buffer) : new Float64Array(buffer)
}

export type SampleKind = 'integer' | 'float' | 'lossy'

/** What the file was, remembered so that an export can match it. */
export interface SourceFormat {
  /** 'WAV', 'RF64', 'AIFF', 'FLAC', 'MP3', 'Ogg' ... */
  readonly container: string
  /** 'PCM', 'IEEE float', 'A-law', 'FLAC', 'MPEG layer III', 'Vorbis', 'Opus' ... */
  readonly codec: string
  /** integer and float are lossless: their samples are exactly those of the file. */
  readonly sampleKind: SampleKind
  /** Valid bits a sample: 8, 16, 20, 24, 32, 64; 0 where the notion has no meaning (lossy). */
  readonly bitDepth: number
}

export interface AudioData {
  /** Hz */
  readonly sampleRate: number
  /** One array a channel, all of the same length; at least one channel and one sample. */
  readonly channels: readonly Samples[]
  readonly format: SourceFormat
  /** Descriptive text of the file, keys as in Vorbis comments, upper case: TITLE, ARTIST, ALBUM, DATE, COMMENT ... */
  readonly tags: Readonly<Record<string, string>>
  /** Sentences for the person: what is missing, repaired or doubtful. Empty for a sound file. */
  readonly warnings: readonly string[]
  /** Chunks of a WAV file that nobody here reads, for WAV exports. */
  readonly chunks?: readonly WaveChunk[] | undefined
}

/** Number of samples in each channel. */
export function sampleCount(audio: AudioData): number {
  return audio.channels[0].length
}
