/**
 * Which samples sound when, and what of them is to be asked for next. Sound is kept in cells of about a quarter of a second on a
 * fixed grid of the recording, and asked for in chunks of up to four cells. Units: samples, and frames since a run of
 * playback began; both count at the recording's rate.
 */

/** Samples start .. end - 1, start < end. */
export interface LoopRegion {
  readonly start: number
  readonly end: number
}

/** One stretch of playback from one place on. */
export interface Timeline {
  readonly startSample: number
  readonly sampleCount: number
  /** Jumped back in from its end, when playback began before that. */
  readonly loop: LoopRegion | null
}

/** `length` samples of a cell, from `offset` in it on, that sound from frame `at` on. */
export interface Piece {
  readonly at: number
  readonly cell: number
  readonly offset: number
  readonly length: number
}

/** Voices (by id) whose cells firstCell .. firstCell + cellCount - 1 are rendered together. */
export interface ChunkRequest {
  readonly firstCell: number
  readonly cellCount: number
  readonly voices: readonly string[]
}

const cellsPerSecond = 4
/** Sound begins sooner when the first chunk is short; but what plays on meanwhile must not have passed it when it comes. */
const firstChunkCells = 3
const chunkCells = 4

/** Samples of a cell. */
export function cellLengthAt(sampleRate: number): number {
  return Math.ceil(sampleRate / cellsPerSecond)
}

/** Samples first .. end - 1 of a cell; the last one of a recording may be shorter. */
export function cellRange(
  cell: number,
  { cellLength, sampleCount }: { readonly cellLength: number; readonly sampleCount: number },
): LoopRegion {
  return { start: cell * cellLength, end: Math.min(sampleCount, (cell + 1) * cellLength) }
}

/** Seconds; less cannot be repeated. */
const shortestLoop = 0.02

/** The samples of a stretch of seconds, within the recording; null when they are too few for a loop. */
export function loopOf(
  { start, end }: { readonly start: number; readonly end: number },
  { sampleRate, sampleCount }: { readonly sampleRate: number; readonly sampleCount: number },
): LoopRegion | null {
  const clip = (seconds: number): number =>
    Math.min(sampleCount, Math.max(0, Math.round(seconds * sampleRate)))
  const region = { start: clip(Math.min(start, end)), end: clip(Math.max(start, end)) }
  return region.end - region.start < shortestLoop * sampleRate ? null : region
}

function loopAhead({ startSample, loop }: Timeline): LoopRegion | null {
  return loop && startSample < loop.end ? loop : null
}

/** Frames until the end of the recording; Infinity in a loop. */
export function framesOf(timeline: Timeline): number {
  return loopAhead(timeline) ? Infinity : Math.max(0, timeline.sampleCount - timeline.startSample)
}

/** The sample that sounds at a frame >= 0; the end of the recording stays its end. */
export function sampleAt(timeline: Timeline, frame: number): number {
  const sample = timeline.startSample + frame
  const loop = loopAhead(timeline)
  if (!loop || sample < loop.end) return Math.min(sample, timeline.sampleCount)
  return loop.start + ((sample - loop.end) % (loop.end - loop.start))
}

/** What sounds in frames from .. until - 1, in order and without a gap, cut at cells and at the loop. */
export function piecesOf(
  timeline: Timeline,
  { from, until, cellLength }: { readonly from: number; readonly until: number; readonly cellLength: number },
): Piece[] {
  const pieces: Piece[] = []
  const loop = loopAhead(timeline)
  const end = Math.min(until, framesOf(timeline))
  for (let at = from; at < end;) {
    const sample = sampleAt(timeline, at)
    const cell = Math.floor(sample / cellLength)
    const border = Math.min((cell + 1) * cellLength, loop ? loop.end : timeline.sampleCount)
    const length = Math.min(border - sample, end - at)
    pieces.push({ at, cell, offset: sample - cell * cellLength, length })
    at += length
  }
  return pieces
}

export interface NeededCells {
  /** Cells in the order they will sound in, doubles or not. */
  readonly cells: readonly number[]
  /** Cells of the recording. */
  readonly cellCount: number
  readonly voices: readonly string[]
  readonly isMissing: (voice: string, cell: number) => boolean
  /** Cells that one chunk may have at most, 1 or more: what the engine renders at once is bounded. */
  readonly mostCells: number
}

/**
 * The chunks to ask for, the most urgent first. Each is rendered for all voices that lack it. Chunks are whole seconds of the
 * grid, but the first is short, wherever it begins, where sound waits for it.
 */
export function requestsFor({ cells, cellCount, voices, isMissing, mostCells }: NeededCells): ChunkRequest[] {
  const requests: ChunkRequest[] = []
  for (const cell of completed(cells, cellCount)) {
    const missing = voices.filter((voice) => isMissing(voice, cell))
    if (missing.length === 0) continue
    const last = requests.at(-1)
    const isUrgent = requests.length === 1 && last?.firstCell === cells[0]
    const longest = Math.min(mostCells, isUrgent ? firstChunkCells : chunkCells)
    const isSameChunk = isUrgent || cell % chunkCells !== 0
    if (last && last.cellCount < longest && isSameChunk && continues(last, cell, missing)) {
      requests[requests.length - 1] = { ...last, cellCount: last.cellCount + 1 }
    } else {
      requests.push({ firstCell: cell, cellCount: 1, voices: missing })
    }
  }
  return requests
}

/** Each cell once, and after the last one the rest of its chunk: else every quarter of a second would be a request. */
function completed(cells: readonly number[], cellCount: number): Set<number> {
  const all = new Set(cells)
  const last = cells.at(-1)
  if (last === undefined) return all
  const end = Math.min(cellCount, last - (last % chunkCells) + chunkCells)
  for (let cell = last + 1; cell < end; cell++) all.add(cell)
  return all
}

function continues(request: ChunkRequest, cell: number, missing: readonly string[]): boolean {
  const isNext = cell === request.firstCell + request.cellCount
  return isNext && missing.join('\n') === request.voices.join('\n')
}
