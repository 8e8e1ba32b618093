import { readAiff } from './aiff'
import { readAu } from './au'
import type { AudioData } from '../audioData'
import { readCaf } from './caf'
import type { AudioFileType } from '../formats/fileType'
import { readWav } from './wav'
import { readWave64 } from './wave64'

const readers = {
  wav: readWav,
  rf64: readWav,
  wave64: readWave64,
  aiff: readAiff,
  caf: readCaf,
  au: readAu,
} as const satisfies Partial<Record<AudioFileType, (bytes: Uint8Array) => AudioData>>

/** The file types that `readPcmFile` decodes. */
export type PcmFileType = keyof typeof readers

export function isPcmFileType(type: AudioFileType): type is PcmFileType {
  return Object.hasOwn(readers, type)
}

/**
 * Decodes an uncompressed (or simply compressed) file of the type that `identifyAudio` found.
 * Errors: ShellacError 'damaged-file', 'no-audio', 'unsupported-encoding'.
 */
export function readPcmFile(bytes: Uint8Array, type: PcmFileType): AudioData {
  return readers[type](bytes)
}
