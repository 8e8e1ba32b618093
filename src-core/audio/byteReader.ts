import { ShellacError } from '../contract/errors'

/** Reads numbers of one byte order; reading outside of the bytes is a ShellacError('damaged-file'). */
export class ByteReader {
  readonly bytes: Uint8Array
  readonly littleEndian: boolean
  private readonly view: DataView

  constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.bytes = bytes
    this.littleEndian = littleEndian
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.bytes.length
  }

  uint8(offset: number): number {
    this.require(offset, 1)
    return this.view.getUint8(offset)
  }

  uint16(offset: number): number {
    this.require(offset, 2)
    return this.view.getUint16(offset, this.littleEndian)
  }

  int16(offset: number): number {
    this.require(offset, 2)
    return this.view.getInt16(offset, this.littleEndian)
  }

  uint32(offset: number): number {
    this.require(offset, 4)
    return this.view.getUint32(offset, this.littleEndian)
  }

  /** As a number: exact up to 2^53, which is beyond any file. */
  uint64(offset: number): number {
    this.require(offset, 8)
    return Number(this.view.getBigUint64(offset, this.littleEndian))
  }

  float64(offset: number): number {
    this.require(offset, 8)
    return this.view.getFloat64(offset, this.littleEndian)
  }

  /** One character a byte (Latin-1), for chunk names and signatures. */
  characters(offset: number, count: number): string {
    this.require(offset, count)
    return String.fromCharCode(...this.bytes.subarray(offset, offset + count))
  }

  private require(offset: number, count: number): void {
    if (offset >= 0 && offset + count <= this.bytes.length) return
    const have = this.bytes.length
    throw new ShellacError(
      'damaged-file',
      `A header ends too early: ${count} bytes are needed at byte ${offset}, but it has only ${have} bytes.`,
    )
  }
}

/** True when the bytes at `offset` are the characters of `text`. */
export function hasCharacters(bytes: Uint8Array, offset: number, text: string): boolean {
  if (offset < 0 || offset + text.length > bytes.length) return false
  for (let index = 0; index < text.length; index++) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false
  }
  return true
}

/** The arrays one after the other. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
