import { hasCharacters } from '../byteReader'
import { hasAc3Frames, hasAdtsFrames, hasMpegFrames } from './frameSync'
import { id3v2Length } from '../tags/id3Tags'
import { audioLimits } from '../../limits'
import { wave64Guid } from '../pcm/wave64'

export type AudioFileType =
  | 'wav'
  | 'rf64'
  | 'wave64'
  | 'aiff'
  | 'caf'
  | 'au'
  | 'flac'
  | 'mpeg'
  | 'ogg'
  | 'webm'
  | 'mp4'
  | 'aac'
  | 'ac3'
  | 'asf'
  | 'unknown'

/** Characters that must be at an offset. */
type Signature = readonly (readonly [offset: number, text: string])[]

const signatures: readonly (readonly [AudioFileType, Signature])[] = [
  [
    'wav',
    [
      [0, 'RIFF'],
      [8, 'WAVE'],
    ],
  ],
  [
    'wav',
    [
      [0, 'RIFX'],
      [8, 'WAVE'],
    ],
  ],
  [
    'rf64',
    [
      [0, 'RF64'],
      [8, 'WAVE'],
    ],
  ],
  [
    'rf64',
    [
      [0, 'BW64'],
      [8, 'WAVE'],
    ],
  ],
  [
    'wave64',
    [
      [0, wave64Guid],
      [24, 'wave'],
    ],
  ],
  [
    'aiff',
    [
      [0, 'FORM'],
      [8, 'AIFF'],
    ],
  ],
  [
    'aiff',
    [
      [0, 'FORM'],
      [8, 'AIFC'],
    ],
  ],
  ['caf', [[0, 'caff']]],
  ['au', [[0, '.snd']]],
  ['au', [[0, 'dns.']]],
  ['flac', [[0, 'fLaC']]],
  ['ogg', [[0, 'OggS']]],
  ['webm', [[0, '\x1a\x45\xdf\xa3']]],
  ['mp4', [[4, 'ftyp']]],
  ['mp4', [[4, 'moov']]],
  ['mp4', [[4, 'mdat']]],
  ['asf', [[0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11']]],
]

/** Files of other kinds, which may hold MPEG frames without being a recording. */
const foreignStarts = [
  'PK\x03\x04',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  '%PDF',
  '\x1f\x8b',
  'Rar!',
  '7z\xbc\xaf',
  '<',
]

/**
 * Says what kind of recording the bytes are, by content only. MP3, MP2 and FLAC may follow ID3v2 tags; MPEG frames
 * may also follow up to 64 KiB of junk, where three frames in a row must agree.
 */
export function identifyAudio(bytes: Uint8Array): AudioFileType {
  const found = signatures.find(([, signature]) => hasSignature(bytes, signature))
  if (found !== undefined) return found[0]
  if (foreignStarts.some((text) => hasCharacters(bytes, 0, text))) return 'unknown'
  const start = skipId3v2(bytes)
  if (hasCharacters(bytes, start, 'fLaC')) return 'flac'
  const atStart = { from: start, to: start, frames: 2 } as const
  if (hasAdtsFrames(bytes, atStart)) return 'aac'
  if (hasAc3Frames(bytes, atStart)) return 'ac3'
  const inJunk = { from: start, to: start + audioLimits.mpegSearchBytes, frames: 3 } as const
  return hasMpegFrames(bytes, atStart) || hasMpegFrames(bytes, inJunk) ? 'mpeg' : 'unknown'
}

function hasSignature(bytes: Uint8Array, signature: Signature): boolean {
  return signature.every(([offset, text]) => hasCharacters(bytes, offset, text))
}

/** The first byte after all ID3v2 tags, which may be beyond the end of the file. */
function skipId3v2(bytes: Uint8Array): number {
  let offset = 0
  for (let length = id3v2Length(bytes, 0); length > 0; length = id3v2Length(bytes, offset)) offset += length
  return offset
}
