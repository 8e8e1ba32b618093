import { joinBytes } from '../byteReader'
import { encodeUtf8 } from './textDecoding'

/** ID3v2.4 frames of Vorbis comment keys; every other key becomes a TXXX frame of its own. */
const frameOfKey: Readonly<Record<string, string>> = {
  TITLE: 'TIT2',
  ARTIST: 'TPE1',
  ALBUMARTIST: 'TPE2',
  ALBUM: 'TALB',
  DATE: 'TDRC',
  GENRE: 'TCON',
  TRACKNUMBER: 'TRCK',
  DISCNUMBER: 'TPOS',
  COMPOSER: 'TCOM',
  COPYRIGHT: 'TCOP',
  LABEL: 'TPUB',
  ISRC: 'TSRC',
  ENCODER: 'TSSE',
}

/** ID3v2.4.0 structure, 4: text in UTF-8. */
const utf8 = 3

/** An ID3v2.4 tag in UTF-8 with Vorbis comment keys; no bytes where there is nothing to say. */
export function encodeId3v2(tags: Readonly<Record<string, string>>): Uint8Array {
  const frames = Object.entries(tags)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => frameOf(key.toUpperCase(), value.replaceAll('\0', ' ')))
  if (frames.length === 0) return new Uint8Array(0)
  const body = joinBytes(frames)
  return joinBytes([ascii('ID3'), Uint8Array.of(4, 0, 0), syncsafe(body.length), body])
}

function frameOf(key: string, value: string): Uint8Array {
  if (key === 'COMMENT') return frame('COMM', joinBytes([ascii('und\0'), encodeUtf8(value)]))
  if (Object.hasOwn(frameOfKey, key)) return frame(frameOfKey[key], encodeUtf8(value))
  return frame('TXXX', encodeUtf8(`${key}\0${value}`))
}

function frame(id: string, content: Uint8Array): Uint8Array {
  return joinBytes([ascii(id), syncsafe(content.length + 1), Uint8Array.of(0, 0, utf8), content])
}

/** 28 bits, seven a byte. */
function syncsafe(value: number): Uint8Array {
  return Uint8Array.of((value >> 21) & 0x7f, (value >> 14) & 0x7f, (value >> 7) & 0x7f, value & 0x7f)
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
