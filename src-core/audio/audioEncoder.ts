/**
 * What every audio writer offers: bytes in the order of the file, block by block, so that a long recording never
 * has to be in memory twice.
 */

/**
 * One array a channel, all of the same length: Int32 values already quantised to the word length of the encoder
 * (-2^(bits-1) to 2^(bits-1)-1), or Float32 with full scale 1 for a float encoder.
 */
export type PcmBlock = readonly Int32Array[] | readonly Float32Array[]

/** Bytes that replace those at `offset` of the finished file. */
export interface EncoderPatch {
  readonly offset: number
  readonly bytes: Uint8Array
}

export interface EncoderEnd {
  /** The last bytes of the file, after those of `start` and `encode`. */
  readonly bytes: Uint8Array
  readonly patches: readonly EncoderPatch[]
}

/** Call `start` once, `encode` until every frame was given, `finish` once; append what they return. */
export interface AudioEncoder {
  start(): Uint8Array
  encode(block: PcmBlock): Uint8Array
  finish(): EncoderEnd
}
