import type { SampleKind } from '../audioData'

/** How the samples of an uncompressed or simply compressed file are written. */
export type SampleEncoding = IntegerEncoding | FloatEncoding | CompandedEncoding | BlockEncoding

/** Left-justified in containers of whole bytes: the valid bits are the high ones. */
export interface IntegerEncoding {
  readonly kind: 'integer'
  readonly containerBytes: number
  readonly validBits: number
  readonly isUnsigned: boolean
  readonly littleEndian: boolean
}

export interface FloatEncoding {
  readonly kind: 'float'
  readonly containerBytes: 4 | 8
  readonly littleEndian: boolean
}

export interface CompandedEncoding {
  readonly kind: 'a-law' | 'mu-law'
}

export interface BlockEncoding {
  readonly kind: 'ima-adpcm' | 'ms-adpcm' | 'gsm-6.10'
  /** Bytes of a block, all channels together. */
  readonly blockBytes: number
  /** Pairs of predictor coefficients, 256 = 1 (Microsoft ADPCM only). */
  readonly coefficients: readonly (readonly [number, number])[]
}

interface CodecFacts {
  readonly name: string
  readonly sampleKind: SampleKind
  /** What a person should know; empty for exact samples. */
  readonly warning: string
}

export const codecFacts: Readonly<Record<SampleEncoding['kind'], CodecFacts>> = {
  integer: { name: 'PCM', sampleKind: 'integer', warning: '' },
  float: { name: 'IEEE float', sampleKind: 'float', warning: '' },
  'a-law': {
    name: 'A-law',
    sampleKind: 'lossy',
    warning: 'A-law samples are lossy: 13-bit precision at best.',
  },
  'mu-law': {
    name: 'mu-law',
    sampleKind: 'lossy',
    warning: 'mu-law samples are lossy: 14-bit precision at best.',
  },
  'ima-adpcm': {
    name: 'IMA ADPCM',
    sampleKind: 'lossy',
    warning: 'IMA ADPCM samples are lossy: 4 bits a sample.',
  },
  'ms-adpcm': {
    name: 'Microsoft ADPCM',
    sampleKind: 'lossy',
    warning: 'Microsoft ADPCM samples are lossy: 4 bits a sample.',
  },
  'gsm-6.10': {
    name: 'GSM 6.10',
    sampleKind: 'lossy',
    warning: 'GSM 6.10 samples are lossy: a telephone codec with 1.6 bits a sample.',
  },
}

/** Frames of a GSM block of 65 bytes. */
export const gsmBlockFrames = 320

/** Frames (samples a channel) that `byteCount` bytes hold; a partial frame does not count. */
export function framesIn(encoding: SampleEncoding, channelCount: number, byteCount: number): number {
  switch (encoding.kind) {
    case 'integer':
    case 'float':
      return Math.floor(byteCount / (encoding.containerBytes * channelCount))
    case 'a-law':
    case 'mu-law':
      return Math.floor(byteCount / channelCount)
    default:
      return framesInBlocks(encoding, channelCount, byteCount)
  }
}

function framesInBlocks(encoding: BlockEncoding, channelCount: number, byteCount: number): number {
  const blocks = Math.floor(byteCount / encoding.blockBytes)
  const rest = byteCount % encoding.blockBytes
  return (
    blocks * blockFrames(encoding.kind, channelCount, encoding.blockBytes) +
    blockFrames(encoding.kind, channelCount, rest)
  )
}

/** Frames of one block, whole or cut to `byteCount` bytes. */
export function blockFrames(kind: BlockEncoding['kind'], channelCount: number, byteCount: number): number {
  if (kind === 'gsm-6.10') return byteCount >= 65 ? gsmBlockFrames : 0
  const headerBytes = (kind === 'ima-adpcm' ? 4 : 7) * channelCount
  if (byteCount < headerBytes) return 0
  const nibbleBytes = byteCount - headerBytes
  // IMA: the header holds one sample, then groups of 8 a channel; Microsoft: two samples, then single ones
  return kind === 'ima-adpcm'
    ? 1 + 8 * Math.floor(nibbleBytes / (4 * channelCount))
    : 2 + Math.floor((2 * nibbleBytes) / channelCount)
}
