import { emptySamples, type Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'

/**
 * Gathers decoded blocks, one array a channel. Memory grows with what was really decoded, never with a length
 * that a header claims, and no further than a limit: a few bytes can stand for minutes of silence.
 */
export class ChannelCollector {
  length = 0
  readonly #blocks: Samples[][]
  readonly #wide: boolean
  readonly #byteLimit: number

  /** `byteLimit`: see unpackedByteLimit. `wide`: 64-bit floats, for sources of more than 24 bits. */
  constructor(channelCount: number, byteLimit: number, wide = false) {
    this.#blocks = Array.from({ length: channelCount }, () => [])
    this.#byteLimit = byteLimit
    this.#wide = wide
  }

  /** Of all samples. */
  get byteLength(): number {
    return this.length * this.#blocks.length * (this.#wide ? 8 : 4)
  }

  get channelCount(): number {
    return this.#blocks.length
  }

  /** Appends a block; the arrays are kept, not copied. All have the same length. @throws ShellacError 'damaged-file' */
  append(block: readonly Samples[]): void {
    this.#requireRoom(block[0].length)
    for (let channel = 0; channel < this.#blocks.length; channel++) this.#blocks[channel].push(block[channel])
    this.length += block[0].length
  }

  /** @throws ShellacError 'damaged-file' */
  appendSilence(count: number): void {
    this.#requireRoom(count)
    this.append(this.#blocks.map(() => this.#allocate(count)))
  }

  /** The samples from `start` (inclusive) to `end` (exclusive, clipped to what is there). */
  take(start = 0, end = this.length): Samples[] {
    const first = Math.min(Math.max(0, start), this.length)
    const count = Math.max(0, Math.min(end, this.length) - first)
    return this.#blocks.map((blocks) => {
      const joined = this.#allocate(count)
      let position = -first
      for (const block of blocks) {
        const from = Math.max(0, -position)
        const to = Math.min(block.length, count - position)
        if (to > from) joined.set(block.subarray(from, to), position + from)
        position += block.length
      }
      return joined
    })
  }

  #requireRoom(count: number): void {
    const bytes = this.byteLength + count * this.#blocks.length * (this.#wide ? 8 : 4)
    if (bytes <= this.#byteLimit) return
    const limit = Math.floor(this.#byteLimit / 2 ** 20)
    throw new ShellacError(
      'damaged-file',
      `The file would unpack to more than ${limit} MB of samples, far more than sound of its size does.`,
    )
  }

  #allocate(count: number): Samples {
    return emptySamples(count, this.#wide ? 8 : 4)
  }
}
