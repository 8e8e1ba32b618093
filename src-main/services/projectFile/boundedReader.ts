/** What the zip library reads a file by. Its own reader hands any offset to the system, which throws where nobody can catch it. */
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import yauzl from 'yauzl'

const chunkBytes = 65_536

export class BoundedReader extends yauzl.RandomAccessReader {
  readonly #handle: FileHandle
  readonly #size: number

  /** The handle stays its owner's to close. @param size of the file, bytes */
  constructor(handle: FileHandle, size: number) {
    super()
    this.#handle = handle
    this.#size = size
  }

  // eslint-disable-next-line max-params -- the library's own signature
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    // Called back outside of the promise: what it throws is no rejection of ours.
    const answer = (error: Error | null): void => void setImmediate(callback, error)
    if (!this.#isInside(position, position + length)) return answer(outside())
    this.#handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => answer(bytesRead === length ? null : outside()),
      (error: unknown) => answer(error instanceof Error ? error : outside()),
    )
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#chunks(start, end), { objectMode: false })
  }

  /** The system's own stream would close the file with its end. */
  async *#chunks(start: number, end: number): AsyncGenerator<Buffer> {
    if (!this.#isInside(start, end)) throw outside()
    for (let position = start; position < end;) {
      const { buffer, bytesRead } = await this.#handle.read(
        Buffer.alloc(Math.min(chunkBytes, end - position)),
        { position },
      )
      if (bytesRead === 0) throw outside()
      yield buffer.subarray(0, bytesRead)
      position += bytesRead
    }
  }

  #isInside(start: number, end: number): boolean {
    return (
      Number.isSafeInteger(start) &&
      Number.isSafeInteger(end) &&
      start >= 0 &&
      start <= end &&
      end <= this.#size
    )
  }
}

function outside(): Error {
  return new Error('it points outside of itself')
}
