import type { AudioData } from '../audioData'
import { walkRiff } from './riff'
import { decodeWaveContent, requireParts } from './waveContent'
import { parseWaveFormat, waveTags } from './waveFormat'

/** An MPEG audio stream that a WAV file wraps. */
export interface EmbeddedMpeg {
  /** The stream; a view of the file's bytes. */
  readonly bytes: Uint8Array
  readonly tags: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
}

/**
 * Decodes a WAV file (RIFF, RIFX, RF64 or BW64): integers of 8 to 32 bits, 32- and 64-bit floats, A-law, mu-law, IMA
 * and Microsoft ADPCM, GSM 6.10. Damage that leaves samples readable becomes a warning.
 * Errors: ShellacError 'damaged-file', 'no-audio', 'unsupported-encoding'.
 */
export function readWav(bytes: Uint8Array): AudioData {
  return decodeWaveContent(walkRiff(bytes))
}

/**
 * The MPEG stream inside of a WAV file with format tag 0x50 or 0x55; null for every other WAV file.
 * Errors: as `readWav`.
 */
export function findEmbeddedMpeg(bytes: Uint8Array): EmbeddedMpeg | null {
  const content = walkRiff(bytes)
  const { format, data } = requireParts(content)
  const { tag } = parseWaveFormat(format)
  if (tag !== waveTags.mpegLayer3 && tag !== waveTags.mpegLayer1And2) return null
  return { bytes: data, tags: content.tags, warnings: content.warnings }
}
