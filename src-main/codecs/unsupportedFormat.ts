import type { SourceFormat } from '@core/audio/audioData'
import { identifyAudio } from '@core/audio/formats/fileType'
import { ShellacError } from '@core/contract/errors'

/** Formats that are recognised but not decoded: no permissively licensed decoder for them exists outside a browser. */
export type UnsupportedType = 'mp4' | 'aac' | 'ac3' | 'asf'

const converters: Readonly<Record<UnsupportedType, string>> = {
  mp4: 'in.m4a',
  aac: 'in.aac',
  ac3: 'in.ac3',
  asf: 'in.wma',
}

/**
 * The refusal that says what to do instead; 'damaged-file' for an MP4 file that is cut before its index, 'no-audio' for pictures
 * only. `details.decodable` is 'page' where a browser's own decoder may be able to open the file.
 */
export function unsupportedFormat(type: UnsupportedType, bytes: Uint8Array): ShellacError {
  const index = type === 'mp4' ? indexOfMp4(bytes) : undefined
  if (type === 'mp4' && !index) {
    return new ShellacError('damaged-file', 'The MP4 file is cut: its index (moov) is missing.')
  }
  if (index && !hasText(index, 'soun')) {
    return new ShellacError('no-audio', 'The MP4 file has no sound track.')
  }
  const isForPage = type === 'mp4' || type === 'aac'
  return new ShellacError(
    'unsupported-encoding',
    `${formatName(type, index)} cannot be decoded on the command line: convert it first, e.g. ffmpeg -i ${converters[type]} out.wav` +
      (isForPage ? ' (the window of the app can open AAC).' : '.'),
    isForPage ? { decodable: 'page' } : {},
  )
}

/** What a recording is that only a browser can decode; undefined for all others. */
export function formatForPage(bytes: Uint8Array): SourceFormat | undefined {
  const type = identifyAudio(bytes)
  if (type === 'aac') return { container: 'ADTS', codec: 'AAC', sampleKind: 'lossy', bitDepth: 0 }
  if (type !== 'mp4') return undefined
  const index = indexOfMp4(bytes)
  const codec = index && hasText(index, 'alac') ? 'ALAC' : 'AAC'
  return { container: 'MP4', codec, sampleKind: 'lossy', bitDepth: 0 }
}

function formatName(type: UnsupportedType, index: Uint8Array | undefined): string {
  if (type === 'aac') return 'AAC (ADTS)'
  if (type === 'ac3') return 'AC-3'
  if (type === 'asf') return 'Windows Media Audio'
  if (index && hasText(index, 'alac')) return 'ALAC in MP4'
  return index && hasText(index, 'mp4a') ? 'AAC in MP4' : 'This MP4 file'
}

/** Bytes of a box's length and type. */
const boxHeader = 8
/** A length that says that the box has a 64-bit length behind its type. */
const longLength = 1

/** The box 'moov' of an MP4 file, which names its tracks; undefined where it is missing or begins no more. */
function indexOfMp4(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 0
  while (offset + boxHeader <= bytes.length) {
    const short = view.getUint32(offset)
    const isLong = short === longLength && offset + 2 * boxHeader <= bytes.length
    const length = isLong ? Number(view.getBigUint64(offset + boxHeader)) : short
    // 0: to the end of the file.
    const end = length < boxHeader ? bytes.length : offset + length
    if (hasText(bytes.subarray(offset + 4, offset + boxHeader), 'moov')) return bytes.subarray(offset, end)
    offset = end
  }
  return undefined
}

function hasText(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(text, 0, 'latin1')
}
