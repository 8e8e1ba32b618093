import { ShellacError } from '../../contract/errors'
import type { AudioData } from '../audioData'
import { ByteReader, hasCharacters } from '../byteReader'
import { audioLimits } from '../../limits'
import { decodePcmStream } from './pcmStream'
import type { SampleEncoding } from './sampleEncoding'
import { decodeFixedText } from '../tags/textDecoding'

const headerBytes = 24
const unknownSize = 0xffffffff

/**
 * Decodes Sun/NeXT audio (".snd", and the little-endian "dns."): mu-law, A-law, integers of 8 to 32 bits, floats.
 * Source: the au(4) manual page of SunOS. Errors: as `readWav`.
 */
export function readAu(bytes: Uint8Array): AudioData {
  const littleEndian = hasCharacters(bytes, 0, 'dns.')
  const reader = new ByteReader(bytes, littleEndian)
  const start = reader.uint32(4)
  const declared = reader.uint32(8)
  const encoding = auEncoding(reader.uint32(12), littleEndian)
  if (start < headerBytes) {
    throw new ShellacError('damaged-file', `The header puts the sound at byte ${start}, inside of itself.`)
  }
  const isOpen = declared === unknownSize || (declared === 0 && start < bytes.length)
  const note = bytes.subarray(headerBytes, Math.min(start, headerBytes + audioLimits.metadataBytes))
  const comment = decodeFixedText(note)
  return decodePcmStream({
    container: 'AU',
    sampleRate: reader.uint32(16),
    channelCount: reader.uint32(20),
    encoding,
    data: bytes.subarray(start, isOpen ? bytes.length : start + declared),
    declaredBytes: isOpen ? null : declared,
    tags: comment === '' ? {} : { COMMENT: comment },
    warnings:
      declared === 0 && isOpen
        ? ['The header gives the length 0; everything to the end was read as sound.']
        : [],
  })
}

function auEncoding(code: number, littleEndian: boolean): SampleEncoding {
  if (code === 1) return { kind: 'mu-law' }
  if (code === 27) return { kind: 'a-law' }
  if (code >= 2 && code <= 5) {
    const containerBytes = code - 1
    const validBits = 8 * containerBytes
    return { kind: 'integer', containerBytes, validBits, isUnsigned: false, littleEndian }
  }
  if (code === 6) return { kind: 'float', containerBytes: 4, littleEndian }
  if (code === 7) return { kind: 'float', containerBytes: 8, littleEndian }
  throw new ShellacError(
    'unsupported-encoding',
    `The samples have an encoding that is not supported (AU code ${code}).`,
  )
}
