/** Thrown when a read goes past the last byte; the decoder turns it into "the file is cut here". */
export class EndOfBits extends Error {}

/** Reads big-endian bit fields. The bytes must be followed by at least 8 bytes of padding (see `padded`). */
export class BitReader {
  readonly bytes: Uint8Array
  readonly end: number
  #base = 0
  #bit = 0

  constructor(paddedBytes: Uint8Array, end: number) {
    this.bytes = paddedBytes
    this.end = end
  }

  /** A copy with 8 zero bytes at the end, so that a read of 40 bits never leaves the array. */
  static padded(bytes: Uint8Array): Uint8Array {
    const copy = new Uint8Array(bytes.length + 8)
    copy.set(bytes)
    return copy
  }

  seek(byteOffset: number): void {
    this.#base = byteOffset
    this.#bit = 0
  }

  /** Offset of the next whole byte. */
  get byteOffset(): number {
    return this.#base + ((this.#bit + 7) >>> 3)
  }

  alignToByte(): void {
    this.#bit = (this.#bit + 7) & ~7
  }

  /** Unsigned, 0 to 32 bits. */
  readUnsigned(count: number): number {
    if (count === 0) return 0
    const value = this.#peek32() >>> (32 - count)
    this.#advance(count)
    return value
  }

  /** Two's complement, 1 to 33 bits (33: the side channel of 32-bit FLAC). */
  readSigned(count: number): number {
    if (count > 32) {
      const high = this.readSigned(count - 16)
      return high * 65536 + this.readUnsigned(16)
    }
    const value = this.#peek32() >> (32 - count)
    this.#advance(count)
    return value
  }

  /** Number of zero bits before the next one bit; the one bit is consumed. */
  readUnary(): number {
    let zeros = 0
    let word = this.#peek32()
    while (word === 0) {
      zeros += 32
      this.#advance(32)
      word = this.#peek32()
    }
    const leading = Math.clz32(word)
    this.#advance(leading + 1)
    return zeros + leading
  }

  #peek32(): number {
    const bytes = this.bytes
    const at = this.#base + (this.#bit >>> 3)
    const shift = this.#bit & 7
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
    return shift === 0 ? word : (word << shift) | (bytes[at + 4] >>> (8 - shift))
  }

  #advance(count: number): void {
    this.#bit += count
    if (this.#base + ((this.#bit + 7) >>> 3) > this.end) throw new EndOfBits('end of data')
  }
}
