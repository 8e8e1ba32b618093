import type { Samples } from '@core/audio/audioData'

/**
 * Gathers decoded blocks, one array a channel. Memory grows with what was really decoded, never with a length
 * that a header claims.
 */
export class ChannelCollector {
  length = 0
  readonly #blocks: Samples[][]
  readonly #wide: boolean

  /** `wide`: 64-bit floats, for sources of more than 24 bits. */
  constructor(channelCount: number, wide = false) {
    this.#blocks = Array.from({ length: channelCount }, () => [])
    this.#wide = wide
  }

  get channelCount(): number {
    return this.#blocks.length
  }

  /** Appends a block; the arrays are kept, not copied. All have the same length. */
  append(block: readonly Samples[]): void {
    for (let channel = 0; channel < this.#blocks.length; channel++) this.#blocks[channel].push(block[channel])
    this.length += block[0].length
  }

  appendSilence(count: number): void {
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

  #allocate(count: number): Samples {
    return this.#wide ? new Float64Array(count) : new Float32Array(count)
  }
}
