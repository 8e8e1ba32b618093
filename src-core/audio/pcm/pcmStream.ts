import { ShellacError } from '../../contract/errors'
import type { AudioData, Samples } from '../audioData'
import { decodeCompanded } from './companding'
import { decodeGsm610 } from './gsm610'
import { decodeImaAdpcm } from './imaAdpcm'
import { audioLimits } from '../../limits'
import { decodeMsAdpcm } from './msAdpcm'
import { decodeFloats, decodeIntegers } from './pcmDecoding'
import { codecFacts, framesIn } from './sampleEncoding'
import type { SampleEncoding } from './sampleEncoding'
import { repairFloats } from './sampleRepair'

/** What a container says about its samples, before they are decoded. */
export interface PcmStream {
  readonly container: string
  /** Hz, as the header gives it. */
  readonly sampleRate: number
  readonly channelCount: number
  readonly encoding: SampleEncoding
  /** The sample bytes that are there. */
  readonly data: Uint8Array
  /** The sample bytes that the header promises; null when it does not say. */
  readonly declaredBytes: number | null
  readonly tags: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
}

interface DecodedChannels {
  readonly channels: readonly Samples[]
  readonly bitDepth: number
  readonly warnings: readonly string[]
}

/**
 * Decodes what is there and says what is missing or doubtful.
 * Errors: 'damaged-file' for a rate or a channel count outside of `audioLimits`, 'no-audio' without a whole frame.
 */
export function decodePcmStream(stream: PcmStream): AudioData {
  checkLimits(stream)
  const { encoding, channelCount, data } = stream
  const frames = framesIn(encoding, channelCount, data.length)
  if (frames === 0) throw new ShellacError('no-audio', 'The file holds no samples: its sound data are empty.')
  const sampleRate = Math.round(stream.sampleRate)
  const decoded = decodeChannels(stream)
  const { name, sampleKind, warning } = codecFacts[encoding.kind]
  const warnings = [
    ...stream.warnings,
    ...describeShortage(stream, frames),
    ...decoded.warnings,
    warning,
    ...describeUnusual(stream.sampleRate, channelCount),
  ]
  return {
    sampleRate,
    channels: decoded.channels,
    format: { container: stream.container, codec: name, sampleKind, bitDepth: decoded.bitDepth },
    tags: stream.tags,
    warnings: warnings.filter((sentence) => sentence !== ''),
  }
}

/** "0.50 s of 1.00 s are missing", or in samples when the part is too short for that. */
export function describeMissing(missing: number, total: number, sampleRate: number): string {
  const seconds = missing / sampleRate
  const amount =
    seconds >= 0.005
      ? `${seconds.toFixed(2)} s of ${(total / sampleRate).toFixed(2)} s are missing`
      : `${missing} of ${total} samples are missing`
  return `${amount}: the file ends too early.`
}

function checkLimits({ sampleRate, channelCount }: PcmStream): void {
  const { minimumChannels, maximumChannels, minimumSampleRate, maximumSampleRate } = audioLimits
  if (!(channelCount >= minimumChannels && channelCount <= maximumChannels)) {
    throw new ShellacError(
      'damaged-file',
      `The header gives ${channelCount} channels; ${minimumChannels} to ${maximumChannels} are possible.`,
      { channelCount },
    )
  }
  if (!(sampleRate >= minimumSampleRate && sampleRate <= maximumSampleRate)) {
    throw new ShellacError(
      'damaged-file',
      `The header gives a sample rate of ${sampleRate} Hz; ${minimumSampleRate} to ${maximumSampleRate} Hz are possible.`,
      { sampleRate: String(sampleRate) },
    )
  }
}

function decodeChannels({ encoding, data, channelCount }: PcmStream): DecodedChannels {
  switch (encoding.kind) {
    case 'integer': {
      const { channels, validBits } = decodeIntegers(data, encoding, channelCount)
      const isLie = validBits !== encoding.validBits
      const warning = `The header gives ${encoding.validBits} bits a sample, but ${validBits} are used; all were read.`
      return { channels, bitDepth: validBits, warnings: isLie ? [warning] : [] }
    }
    case 'float': {
      const channels = decodeFloats(data, encoding, channelCount)
      return { channels, bitDepth: 8 * encoding.containerBytes, warnings: repairFloats(channels) }
    }
    case 'a-law':
    case 'mu-law':
      return { channels: decodeCompanded(data, encoding.kind, channelCount), bitDepth: 0, warnings: [] }
    case 'ima-adpcm':
      return { channels: decodeImaAdpcm(data, encoding, channelCount), bitDepth: 0, warnings: [] }
    case 'ms-adpcm':
      return { channels: decodeMsAdpcm(data, encoding, channelCount), bitDepth: 0, warnings: [] }
    case 'gsm-6.10':
      return { channels: [decodeGsm610(data)], bitDepth: 0, warnings: [] }
  }
}

function describeShortage(stream: PcmStream, frames: number): string[] {
  const { encoding, channelCount, data, declaredBytes, sampleRate } = stream
  const promised = framesIn(encoding, channelCount, declaredBytes ?? data.length)
  if (promised > frames) return [describeMissing(promised - frames, promised, sampleRate)]
  if (declaredBytes !== null && declaredBytes > data.length) {
    return [
      `${declaredBytes - data.length} bytes after the last whole sample are missing: the file ends too early.`,
    ]
  }
  const frameBytes = frameLength(encoding, channelCount)
  const surplus = frameBytes === 0 || declaredBytes === null ? 0 : data.length % frameBytes
  // some writers count the pad byte of an odd length
  if (surplus === 0 || (surplus === 1 && frameBytes % 2 === 1)) return []
  return [`The last ${surplus} bytes of the sound are not a whole sample and were left out.`]
}

/** Bytes of one frame; 0 for codecs in blocks. */
function frameLength(encoding: SampleEncoding, channelCount: number): number {
  if (encoding.kind === 'integer' || encoding.kind === 'float') return encoding.containerBytes * channelCount
  return encoding.kind === 'a-law' || encoding.kind === 'mu-law' ? channelCount : 0
}

function describeUnusual(sampleRate: number, channelCount: number): string[] {
  const warnings: string[] = []
  const { lowestUsualSampleRate, highestUsualSampleRate } = audioLimits
  if (sampleRate < lowestUsualSampleRate || sampleRate > highestUsualSampleRate) {
    warnings.push(`The sample rate of ${sampleRate} Hz is unusual for a recording.`)
  }
  if (!Number.isInteger(sampleRate)) {
    warnings.push(`The sample rate of ${sampleRate} Hz was rounded to ${Math.round(sampleRate)} Hz.`)
  }
  if (channelCount > 2) {
    warnings.push(`The recording has ${channelCount} channels; choose which of them to use.`)
  }
  return warnings
}
