/** Files written field by field, so that every number in them can be made to lie. */
import { joinBytes } from '@core/audio/byteReader'

interface Field {
  readonly name: string
  readonly offset: number
  readonly bytes: number
  readonly littleEndian: boolean
}

/** Appends; every number is remembered as a field that can be set anew. */
export class Draft {
  readonly #parts: Uint8Array[] = []
  readonly #fields: Field[] = []
  readonly #littleEndian: boolean
  #length = 0

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian
  }

  /** Characters of one byte each. */
  text(characters: string): this {
    return this.raw(Buffer.from(characters, 'latin1'))
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes)
    this.#length += bytes.length
    return this
  }

  /** An unsigned number of 1 to 8 bytes. */
  number(name: string, bytes: number, value: number | bigint): this {
    this.#fields.push({ name, offset: this.#length, bytes, littleEndian: this.#littleEndian })
    return this.raw(numberBytes(value, bytes, this.#littleEndian))
  }

  build(): Uint8Array {
    return joinBytes(this.#parts)
  }

  /** A file for each field and lie: 0, 1, the largest, the largest but one, the sign bit alone, one more than the file has. */
  lies(): { readonly name: string; readonly bytes: Uint8Array }[] {
    const whole = this.build()
    return this.#fields.flatMap((field) =>
      liesFor(field, whole.length).map(([lie, value]) => {
        const bytes = whole.slice()
        bytes.set(numberBytes(value, field.bytes, field.littleEndian), field.offset)
        return { name: `${field.name} ${lie}`, bytes }
      }),
    )
  }
}

function liesFor({ bytes }: Field, fileLength: number): (readonly [string, bigint])[] {
  const largest = 2n ** BigInt(8 * bytes) - 1n
  return [
    ['zero', 0n],
    ['one', 1n],
    ['largest', largest],
    ['largest but one', largest - 1n],
    ['negative', (largest + 1n) / 2n],
    ['one more than the file', BigInt(fileLength + 1) & largest],
  ]
}

export function numberBytes(value: number | bigint, bytes: number, littleEndian: boolean): Uint8Array {
  const result = new Uint8Array(bytes)
  let rest = BigInt.asUintN(8 * bytes, BigInt(value))
  for (let index = 0; index < bytes; index++, rest >>= 8n) {
    result[littleEndian ? index : bytes - 1 - index] = Number(rest & 255n)
  }
  return result
}

/** 16-bit samples of a quiet tone, one channel. */
export function toneBytes(frames: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * frames)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < frames; i++) view.setInt16(2 * i, Math.round(8000 * Math.sin(0.06 * i)), littleEndian)
  return bytes
}
