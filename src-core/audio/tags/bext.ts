/** The chunk of Broadcast Wave files: EBU Tech 3285, version 2 (2011), with the history of EBU R 98 (1999). */
import { joinBytes } from '../byteReader'
import type { TagCollector } from './tagCollector'
import { decodeFixedText } from './textDecoding'

/** Offset and length of each field, bytes. */
export const bextFields = {
  description: [0, 256],
  originator: [256, 32],
  originatorReference: [288, 32],
  originationDate: [320, 10],
  originationTime: [330, 8],
  timeReference: [338, 8],
  version: [346, 2],
  umid: [348, 64],
  loudness: [412, 10],
  codingHistory: [602, 0],
} as const satisfies Record<string, readonly [offset: number, length: number]>

/** Vorbis comment keys of the fields that are text. */
const textFields = [
  ['DESCRIPTION', 'description'],
  ['ORIGINATOR', 'originator'],
  ['ORIGINATORREFERENCE', 'originatorReference'],
  ['ORIGINATIONDATE', 'originationDate'],
  ['ORIGINATIONTIME', 'originationTime'],
] as const

/** Keys that only a bext chunk brings: where one of them is, there was one. */
export const bextKeys: readonly string[] = [
  'ORIGINATOR',
  'ORIGINATORREFERENCE',
  'ORIGINATIONDATE',
  'ORIGINATIONTIME',
  'TIMEREFERENCE',
  'CODINGHISTORY',
]

/** Adds what the chunk says, except its loudness, which holds of the samples beside it only. */
export function addBroadcastTags(content: Uint8Array, tags: TagCollector): void {
  for (const [key, field] of textFields) {
    const [offset, length] = bextFields[field]
    tags.add(key, decodeFixedText(content.subarray(offset, offset + length)))
  }
  const [timeAt, timeLength] = bextFields.timeReference
  if (content.length >= timeAt + timeLength) {
    const view = new DataView(content.buffer, content.byteOffset)
    const samples = view.getUint32(timeAt, true) + 2 ** 32 * view.getUint32(timeAt + 4, true)
    if (samples > 0) tags.add('TIMEREFERENCE', String(samples))
  }
  const history = decodeFixedText(content.subarray(bextFields.codingHistory[0]))
  tags.add('CODINGHISTORY', history.replace(/\r\n?/g, '\n'))
}

export interface BextText {
  readonly description: string
  readonly originator: string
  readonly originatorReference: string
  /** yyyy-mm-dd */
  readonly originationDate: string
  /** hh:mm:ss */
  readonly originationTime: string
  /** First sample since midnight, at the rate of the file. */
  readonly timeReference: number
  /** One line a step, without line ends. */
  readonly codingHistory: readonly string[]
}

const bextVersion = 2
const unknownLoudness = 0x7fff

/** The chunk's content; the loudness fields say "unknown" until encodeBextLoudness takes their place. */
export function encodeBext(text: BextText): Uint8Array {
  const history = text.codingHistory.map((line) => `${line}\r\n`).join('')
  const bytes = joinBytes([new Uint8Array(bextFields.codingHistory[0]), asciiText(history)])
  for (const [, field] of textFields) {
    const [offset, length] = bextFields[field]
    bytes.set(asciiText(text[field]).subarray(0, length), offset)
  }
  const view = new DataView(bytes.buffer)
  view.setUint32(bextFields.timeReference[0], text.timeReference % 2 ** 32, true)
  view.setUint32(bextFields.timeReference[0] + 4, Math.floor(text.timeReference / 2 ** 32), true)
  view.setUint16(bextFields.version[0], bextVersion, true)
  bytes.set(encodeBextLoudness(nothingKnown), bextFields.loudness[0])
  return bytes
}

/** LUFS, LU and dBTP; what is not finite is unknown. */
export interface BextLoudness {
  readonly loudness: number
  readonly range: number
  readonly truePeak: number
  readonly momentaryMaximum: number
  readonly shortTermMaximum: number
}

const nothingKnown: BextLoudness = {
  loudness: NaN,
  range: NaN,
  truePeak: NaN,
  momentaryMaximum: NaN,
  shortTermMaximum: NaN,
}

/** The five loudness fields: hundredths, rounded, signed 16 bits. */
export function encodeBextLoudness(figures: BextLoudness): Uint8Array {
  const { loudness, range, truePeak, momentaryMaximum, shortTermMaximum } = figures
  const view = new DataView(new ArrayBuffer(bextFields.loudness[1]))
  ;[loudness, range, truePeak, momentaryMaximum, shortTermMaximum].forEach((value, i) => {
    const hundredths = Math.round(100 * value)
    const isKnown = Number.isFinite(value) && Math.abs(hundredths) < unknownLoudness
    view.setInt16(2 * i, isKnown ? hundredths : unknownLoudness, true)
  })
  return new Uint8Array(view.buffer)
}

/** ISO 646, as the standard asks: accents are taken off, what has no such letter becomes '?'. INFO keeps the text as it is. */
export function asciiText(text: string): Uint8Array {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’]/g, "'").replace(/[–—]/g, '-')
  return Uint8Array.from([...plain], (character) => {
    const code = character.codePointAt(0) ?? 0
    return code === 0x0d || code === 0x0a || (code >= 0x20 && code < 0x7f) ? code : 0x3f
  })
}
