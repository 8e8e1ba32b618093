import type { KernelExports } from './kernelModule'
import {
  chunkBins,
  chunkBytes,
  type ProblemLayout,
  type Segment,
  type SpectrogramLayout,
} from './memoryLayout'

/**
 * The parts of an iteration that threads share. A phase consists of items that do not depend on each other, so it is of no
 * consequence for the result which thread takes which item.
 */
export const phases = {
  /** Statistics of the activations; one partial sum of the divergence a segment. */
  activationStatistics: 0,
  /** Sums of h(n-1) / h(n), one a segment. */
  neighbourRatios: 1,
  /** Update of H without penalty. flag: equalise. */
  fitActivations: 2,
  /** Update of all even, all odd, or all frames in order. value: smoothness; flag: step. */
  sweepEven: 3,
  sweepOdd: 4,
  sweepInOrder: 5,
  /** Statistics of the dictionary, one share a segment. */
  dictionaryStatistics: 6,
  /** Update of W from the shares, in the order of the segments. flag: equalise. */
  updateDictionary: 7,
  /** result <- present, present <- extrapolated. value: momentum. */
  extrapolate: 8,
  /** result <- present */
  keep: 9,
  /** present <- result */
  revert: 10,
  /** Statistics and update of the activations, then statistics of the dictionary. value: smoothness; flag: step. */
  fused: 11,
  /** The same without penalty. flag: equalise. */
  fusedWithoutPenalty: 12,
} as const

export type PhaseCode = (typeof phases)[keyof typeof phases]

export interface Phase {
  readonly code: PhaseCode
  readonly value: number
  readonly flag: number
  /** Counts the phases of a team, from 1. */
  readonly turn: number
}

/** All that an item needs: the places, and the thread's own scratch. */
export interface Work {
  readonly exports: KernelExports
  readonly memory: WebAssembly.Memory
  readonly spectrogram: SpectrogramLayout
  readonly problem: ProblemLayout
  readonly scratch: number
}

/** Number of items of a phase. */
export function itemCount(code: PhaseCode, { segments, chunkCount }: SpectrogramLayout): number {
  switch (code) {
    case phases.sweepInOrder:
      return 1
    case phases.updateDictionary:
      return chunkCount
    case phases.extrapolate:
    case phases.keep:
    case phases.revert:
      return segments.length + chunkCount
    default:
      return segments.length
  }
}

/** Does one item of a phase. */
export function runItem(phase: Phase, item: number, work: Work): void {
  const { exports, spectrogram, problem, scratch } = work
  const { code, value, flag } = phase
  const { H, a, q, hRowBytes, frameCount, freeActivations: free } = problem
  const segment = spectrogram.segments[item] ?? { from: 0, to: 0 }
  const end = Math.min(segment.to, frameCount)
  const offset = segment.from * hRowBytes
  const byteLength = (end - segment.from) * hRowBytes
  switch (code) {
    case phases.activationStatistics:
      storeSum(work, item, exports.activationPass(problem.problem, scratch, segment.from, segment.to))
      return
    case phases.neighbourRatios: {
      const from = Math.max(1, segment.from)
      storeSum(work, item, exports.neighbourRatios(H, hRowBytes, from, end, problem.columnMask))
      return
    }
    case phases.fitActivations:
      exports.fitActivations(H + offset, a + offset, q + offset, hRowBytes, byteLength, flag, free)
      return
    case phases.sweepEven:
    case phases.sweepOdd: {
      // Segments begin at even frames, because a tile has an even number of them.
      const from = segment.from + (code === phases.sweepOdd ? 1 : 0)
      exports.sweep(H, a, q, hRowBytes, frameCount, from, end, 2, value, flag, free)
      return
    }
    case phases.sweepInOrder:
      exports.sweep(H, a, q, hRowBytes, frameCount, 0, frameCount, 1, value, flag, free)
      return
    case phases.dictionaryStatistics: {
      const share = item * problem.wBytes
      const p = problem.dictionaryP + share
      exports.dictionaryPass(
        problem.problem,
        scratch,
        p,
        problem.dictionaryQ + share,
        segment.from,
        segment.to,
      )
      return
    }
    case phases.fused:
    case phases.fusedWithoutPenalty:
      storeSum(work, item, runFused(phase, item, work))
      return
    case phases.updateDictionary:
      updateChunk(work, item, flag)
      return
    case phases.extrapolate:
    case phases.keep:
    case phases.revert:
      movePoint(work, phase, item)
  }
}

function runFused({ code, value, flag, turn }: Phase, item: number, work: Work): number {
  const { exports, spectrogram, problem, scratch } = work
  const { from, to } = spectrogram.segments[item]
  const share = item * problem.wBytes
  const p = problem.dictionaryP + share
  const q = problem.dictionaryQ + share
  if (code === phases.fusedWithoutPenalty) {
    return exports.fusedPassWithoutPenalty(problem.problem, scratch, p, q, from, to, flag)
  }
  const started = spectrogram.started + 4 * item
  const next = item + 1 < spectrogram.segments.length ? started + 4 : 0
  return exports.fusedPass(problem.problem, scratch, p, q, from, to, value, flag, started, next, turn)
}

function storeSum({ memory, spectrogram }: Work, item: number, sum: number): void {
  new Float64Array(memory.buffer, spectrogram.sums)[item] = sum
}

/** W <- W (P / Q)^exponent in one chunk, for the components that are not fixed. */
function updateChunk(
  { exports, memory, spectrogram, problem }: Work,
  chunk: number,
  equalising: number,
): void {
  const { componentCount, wBytes } = problem
  const fixed = new Uint8Array(memory.buffer, problem.fixedSpectra, componentCount)
  for (let k = 0; k < componentCount; k++) {
    if (fixed[k] === 1) continue
    const row = (chunk * componentCount + k) * chunkBytes
    exports.multiply(
      problem.W + row,
      problem.dictionaryP + row,
      problem.dictionaryQ + row,
      usedBytes(spectrogram, chunk),
      spectrogram.segments.length,
      wBytes,
      equalising,
    )
  }
  clearPadding(memory, spectrogram, problem, chunk)
}

/** Items below the number of segments are stretches of H, the others chunks of W. */
function movePoint(work: Work, { code, value }: Phase, item: number): void {
  const { exports, memory, spectrogram, problem } = work
  const segmentCount = spectrogram.segments.length
  const isActivations = item < segmentCount
  const chunk = item - segmentCount
  const [present, result, byteLength] = isActivations
    ? activationStretch(problem, spectrogram.segments[item])
    : dictionaryChunk(problem, chunk)
  const bytes = new Uint8Array(memory.buffer)
  if (code === phases.keep) bytes.copyWithin(result, present, present + byteLength)
  else if (code === phases.revert) bytes.copyWithin(present, result, result + byteLength)
  else {
    exports.extrapolate(present, result, byteLength, value)
    if (!isActivations) clearPadding(memory, spectrogram, problem, chunk)
  }
}

type Stretch = readonly [present: number, result: number, byteLength: number]

function activationStretch(
  { H, resultH, hRowBytes, frameCount }: ProblemLayout,
  { from, to }: Segment,
): Stretch {
  const offset = from * hRowBytes
  return [H + offset, resultH + offset, (Math.min(to, frameCount) - from) * hRowBytes]
}

function dictionaryChunk({ W, resultW, componentCount }: ProblemLayout, chunk: number): Stretch {
  const byteLength = componentCount * chunkBytes
  return [W + chunk * byteLength, resultW + chunk * byteLength, byteLength]
}

function usedBytes({ chunkCount, lastChunkBytes }: SpectrogramLayout, chunk: number): number {
  return chunk === chunkCount - 1 ? lastChunkBytes : chunkBytes
}

/** Bins beyond the spectrum hold zeros, so that they add nothing to any statistic. */
function clearPadding(
  memory: WebAssembly.Memory,
  { binCount, chunkCount }: SpectrogramLayout,
  { W, resultW, componentCount }: ProblemLayout,
  chunk: number,
): void {
  if (chunk !== chunkCount - 1) return
  const floats = new Float32Array(memory.buffer)
  const firstUnused = binCount - chunk * chunkBins
  for (const start of [W, resultW]) {
    for (let k = 0; k < componentCount; k++) {
      const row = start / 4 + (chunk * componentCount + k) * chunkBins
      floats.fill(0, row + firstUnused, row + chunkBins)
    }
  }
}
