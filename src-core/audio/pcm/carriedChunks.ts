/**
 * Chunks of a WAV file that mean nothing to this program but may to others: they travel with the recording, in projects as FLAC's foreign
 * metadata, into WAV exports.
 */
import { joinBytes } from '../byteReader'
import { audioLimits } from '../../limits'
import type { WaveChunk } from './waveHeader'

/** Written anew, or holding of the old samples only: formats, lengths, peaks, checksums, channel tables, filling. */
const own = new Set([
  ...['fmt ', 'data', 'ds64', 'fact', 'bext', 'id3 ', 'ID3 ', 'PEAK', 'levl', 'MD5 ', 'chna', 'slnt', 'wavl'],
  ...['JUNK', 'junk', 'PAD ', 'pad ', 'FLLR', 'filr'],
])
/** Positions counted in samples: they hold as long as the rate does. */
const timed = new Set(['cue ', 'plst', 'smpl', 'cart', 'R64m', 'ltxt', 'regn', 'elm1', 'minf', 'umid'])

/** Collects what is carried; at most `audioLimits.metadataBytes` in all. */
export class ChunkCollector {
  readonly chunks: WaveChunk[] = []
  readonly #leftOut: string[] = []
  #room: number = audioLimits.metadataBytes

  /** @param content a copy is taken */
  add(id: string, content: Uint8Array): void {
    if (own.has(id) || isInfo(id, content) || !/^[ -~]{4}$/.test(id)) return
    if (content.length > this.#room) {
      this.#leftOut.push(id.trim())
      return
    }
    this.#room -= content.length
    this.chunks.push({ id, content: Uint8Array.from(content) })
  }

  /** A sentence about what was too long to be carried. */
  warnings(): string[] {
    if (this.#leftOut.length === 0) return []
    const names = this.#leftOut.slice(0, 5).join(', ')
    return [`The file has more data beside its sound than is carried along; left out: ${names}.`]
  }
}

function isInfo(id: string, content: Uint8Array): boolean {
  return id === 'LIST' && listType(content) === 'INFO'
}

function listType(content: Uint8Array): string {
  return String.fromCharCode(...content.subarray(0, 4))
}

/** Those that still hold in an export: labels of positions go with the positions. */
export function chunksThatHold(chunks: readonly WaveChunk[], isSameRate: boolean): WaveChunk[] {
  return chunks.filter(({ id, content }) => {
    const isTimed = timed.has(id) || (id === 'LIST' && listType(content) === 'adtl')
    return isSameRate || !isTimed
  })
}

/** The application that keeps chunks of a WAV file in FLAC (the format's registry; flac --keep-foreign-metadata). */
const riffApplication = 'riff'
const longestBlock = 2 ** 24 - 1
const chunkHeader = 8

/** Bodies of APPLICATION blocks, one a chunk as it stands in the file. */
export function toForeignMetadata(chunks: readonly WaveChunk[]): Uint8Array[] {
  return chunks
    .filter(({ content }) => content.length + chunkHeader + riffApplication.length < longestBlock)
    .map(({ id, content }) => {
      const header = new Uint8Array(riffApplication.length + chunkHeader)
      header.set(Array.from(riffApplication + id, (letter) => letter.charCodeAt(0)))
      new DataView(header.buffer).setUint32(riffApplication.length + 4, content.length, true)
      return joinBytes([header, content, new Uint8Array(content.length % 2)])
    })
}

/** Adds the chunk that the body of an APPLICATION block holds, if it holds one. */
export function addForeignMetadata(body: Uint8Array, chunks: ChunkCollector): void {
  const text = (from: number, to: number): string => String.fromCharCode(...body.subarray(from, to))
  if (body.length < riffApplication.length + chunkHeader || text(0, 4) !== riffApplication) return
  const length = new DataView(body.buffer, body.byteOffset).getUint32(riffApplication.length + 4, true)
  const content = body.subarray(riffApplication.length + chunkHeader)
  // The chunk of the sound and the outermost one stand there without what they hold.
  if (text(4, 8) === 'RIFF' || length > content.length) return
  chunks.add(text(4, 8), content.subarray(0, length))
}
