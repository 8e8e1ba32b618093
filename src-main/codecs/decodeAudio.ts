import type { AudioData } from '@core/audio/audioData'
import { identifyAudio } from '@core/audio/formats/fileType'
import { audioLimits } from '@core/limits'
import { boundRemarks } from '@core/audio/remarks'
import { isPcmFileType, readPcmFile } from '@core/audio/pcm/pcmFile'
import { findEmbeddedMpeg } from '@core/audio/pcm/wav'
import { ShellacError } from '@core/contract/errors'
import { decodeFlac } from './flacDecoder'
import { decodeMpeg } from './mpegDecoder'
import { decodeOgg } from './oggDecoder'
import { unsupportedFormat } from './unsupportedFormat'
import { decodeWebm } from './webmDecoder'

/**
 * Decodes a whole recording, of the type that its content shows, to samples with full scale 1. Lossless files come
 * out exactly; what is damaged is opened as far as it can be read, with a warning that names what is missing.
 * Throws ShellacError 'unknown-format', 'unsupported-encoding', 'damaged-file', 'no-audio' or 'not-enough-memory'.
 */
export async function decodeAudio(bytes: Uint8Array): Promise<AudioData> {
  try {
    const audio = await decodeByType(bytes)
    return { ...audio, warnings: boundRemarks(audio.warnings) }
  } catch (error) {
    throw asShellacError(error)
  }
}

async function decodeByType(bytes: Uint8Array): Promise<AudioData> {
  if (bytes.length === 0) throw new ShellacError('no-audio', 'The file is empty (0 bytes).')
  const type = identifyAudio(bytes)
  if (isPcmFileType(type)) return decodePcmFile(bytes, type)
  switch (type) {
    case 'flac':
      return withFormatChecks(decodeFlac(bytes))
    case 'mpeg':
      return withFormatChecks(await decodeMpeg(bytes))
    case 'ogg':
      return withFormatChecks(await decodeOgg(bytes))
    case 'webm':
      return withFormatChecks(await decodeWebm(bytes))
    case 'mp4':
    case 'aac':
    case 'ac3':
    case 'asf':
      throw unsupportedFormat(type, bytes)
    case 'unknown':
      throw new ShellacError('unknown-format', 'The file is no recording of a known format.')
  }
}

async function decodePcmFile(bytes: Uint8Array, type: Parameters<typeof readPcmFile>[1]): Promise<AudioData> {
  const embedded = type === 'wav' || type === 'rf64' ? findEmbeddedMpeg(bytes) : null
  if (embedded === null) return readPcmFile(bytes, type)
  const audio = await decodeMpeg(embedded.bytes, 'WAV')
  const note = 'The WAV file holds MPEG audio, which is lossy.'
  return withFormatChecks({
    ...audio,
    tags: { ...audio.tags, ...embedded.tags },
    warnings: [...embedded.warnings, note, ...audio.warnings],
  })
}

/** Limits and remarks that hold for every compressed format. */
function withFormatChecks(audio: AudioData): AudioData {
  const { sampleRate, channels } = audio
  if (sampleRate < audioLimits.minimumSampleRate || sampleRate > audioLimits.maximumSampleRate) {
    const range = `${audioLimits.minimumSampleRate} to ${audioLimits.maximumSampleRate} Hz`
    throw new ShellacError(
      'damaged-file',
      `The header gives a sample rate of ${sampleRate} Hz; ${range} are possible.`,
    )
  }
  if (channels.length > audioLimits.maximumChannels) {
    throw new ShellacError(
      'damaged-file',
      `The header gives ${channels.length} channels; 1 to 64 are possible.`,
    )
  }
  const remarks: string[] = []
  if (sampleRate < audioLimits.lowestUsualSampleRate || sampleRate > audioLimits.highestUsualSampleRate) {
    remarks.push(`The sample rate of ${sampleRate} Hz is unusual for a recording.`)
  }
  if (channels.length > 2) {
    remarks.push(`The recording has ${channels.length} channels; choose which of them to use.`)
  }
  return remarks.length === 0 ? audio : { ...audio, warnings: [...audio.warnings, ...remarks] }
}

/** A decoder that fails in any other way, a WebAssembly trap for one, met a file that it cannot read. */
function asShellacError(error: unknown): ShellacError {
  if (error instanceof ShellacError) return error
  if (error instanceof RangeError && /allocation|array length/i.test(error.message)) {
    return new ShellacError(
      'not-enough-memory',
      'The recording is too long to be decoded in memory.',
      {},
      {
        cause: error,
      },
    )
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new ShellacError('damaged-file', `The decoder gave up on the file: ${reason}.`, {}, { cause: error })
}
