/**
 * Where everything lies in the memory that the threads share. The sizes repeat those of src-core/nmf/assembly/layout.ts.
 */

const floatBytes = 4
/** Bins of a chunk of W and bytes of each of its rows, the last chunk's too. */
export const chunkBins = 144
export const chunkBytes = chunkBins * floatBytes
export const tileFrames = 18
const ratioBytes = tileFrames * chunkBytes
const splatBytes = tileFrames * 16
/** Bins are padded to whole steps of the inner loops: 12 at a time in one, 8 in another. */
const binStep = 24
/** Segments of a recording, at most; fixed, so that sums come out the same for any number of threads. */
const segmentLimit = 16
const pageBytes = 65_536
const lineBytes = 64

/** The most memory a 32-bit module can address. */
export const addressableBytes = 65_536 * pageBytes

export interface Size {
  readonly binCount: number
  readonly frameCount: number
  readonly componentCount: number
}

/** Frames from .. to - 1; a whole number of tiles but for the last segment. */
export interface Segment {
  readonly from: number
  readonly to: number
}

/** Places of what all problems on one spectrogram share. */
export interface SpectrogramLayout {
  readonly binCount: number
  readonly frameCount: number
  readonly paddedBins: number
  readonly chunkCount: number
  /** Bytes of the last chunk's rows that hold bins. */
  readonly lastChunkBytes: number
  readonly segments: readonly Segment[]
  /** Control block: see team.ts. */
  readonly control: number
  /** Doubles, one a segment. */
  readonly sums: number
  /** 32-bit words, one a segment: number of the last turn in which its first tile was updated. */
  readonly started: number
  /** Frame 0; the kernels may also touch the frame before it and a tile of frames behind the last. */
  readonly V: number
  readonly vRowBytes: number
  /** One scratch a thread. */
  readonly scratch: number
  readonly scratchBytes: number
  /** First byte after all this. */
  readonly end: number
}

/** Places of one problem: factors, their last result, statistics. */
export interface ProblemLayout extends Size {
  /** Block of parameters for the kernels. */
  readonly problem: number
  readonly W: number
  readonly resultW: number
  readonly wBytes: number
  readonly H: number
  readonly resultH: number
  readonly hRowBytes: number
  /** Statistics of the activations: a = p h^2, and q; stored like H. */
  readonly a: number
  readonly q: number
  /** Dictionary statistics, wBytes a segment each. */
  readonly dictionaryP: number
  readonly dictionaryQ: number
  /** One row of H: 1 for a component, 0 for padding. */
  readonly columnMask: number
  /** One byte a component: 1 where its spectrum is fixed. */
  readonly fixedSpectra: number
  /** One row of H: all bits of a component whose activations are updated, none where they are fixed. */
  readonly freeActivations: number
  readonly end: number
}

export function layoutSpectrogram(size: Size, threads: number): SpectrogramLayout {
  const { binCount, frameCount, componentCount } = size
  const paddedBins = roundUp(binCount, binStep)
  const chunkCount = Math.ceil(paddedBins / chunkBins)
  const vRowBytes = paddedBins * floatBytes
  const tileCount = Math.ceil(frameCount / tileFrames)
  const segmentCount = Math.min(segmentLimit, tileCount)
  const boundary = (segment: number): number => Math.floor((tileCount * segment) / segmentCount) * tileFrames
  const segments = Array.from({ length: segmentCount }, (_, s) => ({
    from: boundary(s),
    to: boundary(s + 1),
  }))
  const paddedComponents = roundUp(componentCount, 4)
  const scratchBytes = roundUp(2 * ratioBytes + 3 * paddedComponents * splatBytes, lineBytes)
  const place = allocator(lineBytes)
  return {
    binCount,
    frameCount,
    paddedBins,
    chunkCount,
    lastChunkBytes: (paddedBins - (chunkCount - 1) * chunkBins) * floatBytes,
    segments,
    control: place(controlBytes),
    sums: place(segmentLimit * Float64Array.BYTES_PER_ELEMENT),
    started: place(segmentLimit * Int32Array.BYTES_PER_ELEMENT),
    V: place((tileCount + 1) * tileFrames * vRowBytes + vRowBytes) + vRowBytes,
    vRowBytes,
    scratch: place(threads * scratchBytes),
    scratchBytes,
    end: place(0),
  }
}

/** Bytes of the control block. */
export const controlBytes = 256
const problemBytes = 64

export function layoutProblem(spectrogram: SpectrogramLayout, size: Size, from: number): ProblemLayout {
  const { chunkCount, segments } = spectrogram
  const { componentCount, frameCount } = size
  const wBytes = chunkCount * componentCount * chunkBytes
  const hRowBytes = roundUp(componentCount, 4) * floatBytes
  // As in V: a frame before the first, frames that fill up the last tile, and one tile more.
  const hBytes = (roundUp(frameCount, tileFrames) + tileFrames + 1) * hRowBytes
  const place = allocator(from)
  return {
    ...size,
    problem: place(problemBytes),
    W: place(wBytes),
    resultW: place(wBytes),
    wBytes,
    H: place(hBytes) + hRowBytes,
    resultH: place(hBytes) + hRowBytes,
    hRowBytes,
    a: place(hBytes),
    q: place(hBytes),
    dictionaryP: place(segments.length * wBytes),
    dictionaryQ: place(segments.length * wBytes),
    columnMask: place(hRowBytes),
    fixedSpectra: place(componentCount),
    freeActivations: place(hRowBytes),
    end: place(0),
  }
}

/** Bytes of memory for one spectrogram and `problems` problems on it at the same time. */
export function bytesFor(size: Size, threads: number, problems: number): number {
  return layoutSpectrogram(size, threads).end + problems * problemBytesFor(size)
}

/** Bytes of one problem: its factors, their last result and the statistics. */
export function problemBytesFor(size: Size): number {
  const spectrogram = layoutSpectrogram(size, 1)
  return layoutProblem(spectrogram, size, spectrogram.end).end - spectrogram.end
}

export function pagesFor(bytes: number): number {
  return Math.ceil(bytes / pageBytes)
}

function allocator(start: number): (bytes: number) => number {
  let next = roundUp(start, lineBytes)
  return (bytes) => {
    const place = next
    next = roundUp(next + bytes, lineBytes)
    return place
  }
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}
