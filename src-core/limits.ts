/**
 * The limits of all readers of files from outside, in one place. A header may claim anything; these bounds, and the bytes
 * that are really there, decide how much work and memory a file gets. docs/file-format.md tells them to people.
 */

export const audioLimits = {
  minimumChannels: 1,
  maximumChannels: 64,
  /** Hz */
  minimumSampleRate: 1_000,
  maximumSampleRate: 768_000,
  /** Hz; outside of this range a file opens with a warning. */
  lowestUsualSampleRate: 8_000,
  highestUsualSampleRate: 192_000,
  /** Chunks, boxes or elements that are looked at in one file. */
  walkerSteps: 100_000,
  /** Bytes of descriptive text that are kept of one file. */
  metadataBytes: 1 << 20,
  /** Remarks that are kept of one file, and UTF-16 units of each. */
  remarks: 50,
  remarkLength: 500,
  /** How far into a file the first MPEG frame is looked for. */
  mpegSearchBytes: 1 << 16,
  /** Streams of one Ogg file, one after the other, that are decoded. */
  chainedStreams: 256,
  /** Times that the bytes of an Ogg file are read for checksums of pages which then prove to be none. */
  falsePageReadings: 16,
  /** Places in a FLAC file that look like a frame and are none; the rest is given up then. */
  falseFlacFrames: 1000,
  /** A compressed file may unpack to so many bytes of samples, and to so many more for each of its own. */
  unpackedBytes: 128 * 2 ** 20,
  unpackedBytesPerByte: 256,
  /** Float samples beyond this magnitude are damage or a wrong scale; their powers would overflow 32-bit floats. */
  maximumMagnitude: 1e6,
} as const

/** Zip archives: projects. Names that are not a project's are refused, whatever they are. */
export const archiveLimits = {
  entries: 4096,
  /** Unpacked bytes of all entries together. */
  totalBytes: 2 ** 32,
  /** Unpacked bytes of one entry; what the writer of archives can hold. */
  entryBytes: 0x3fffffff,
  /** Unpacked bytes a packed byte. */
  jsonRatio: 200,
  arrayRatio: 100,
} as const

/** JSON of files and of messages. */
export const jsonLimits = {
  /** Bytes of UTF-8; whoever reads the bytes enforces it before decoding. */
  bytes: 64 * 2 ** 20,
  depth: 64,
} as const

/** Arrays in NumPy's format. */
export const npyLimits = {
  /** NumPy's own. */
  headerBytes: 10_000,
  dimensions: 4,
} as const

/** Bytes of samples that a compressed file of so many bytes may unpack to. */
export function unpackedByteLimit(fileBytes: number): number {
  return audioLimits.unpackedBytes + fileBytes * audioLimits.unpackedBytesPerByte
}
