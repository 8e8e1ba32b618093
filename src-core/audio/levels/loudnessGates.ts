import { toLoudness } from './loudnessWeighting'

/** Loudness of many blocks, sorted into bins of 0.01 LU: memory and time do not grow with their number. */
export interface GatedBlocks {
  /** A block of this mean weighted energy; what is not above -70 LUFS is left out (the absolute gate). */
  add(energy: number): void
  /**
   * LUFS of the mean of the blocks that are above the mean of all plus `relativeGate` LU; -Infinity for no blocks.
   * The gate is exact to one bin.
   */
  loudness(relativeGate: number): number
  /** Distance in LU of two shares (0 .. 1) of the blocks above such a gate, in the order of their loudness; 0 for no blocks. */
  spread(relativeGate: number, shares: { readonly low: number; readonly high: number }): number
  clear(): void
}

/** LUFS */
const ABSOLUTE_GATE = -70
/** LU */
const BIN_WIDTH = 0.01
/** LUFS; what is louder shares the last bin. */
const LOUDEST = 30
const BIN_COUNT = Math.round((LOUDEST - ABSOLUTE_GATE) / BIN_WIDTH)

export function createGatedBlocks(): GatedBlocks {
  const counts = new Uint32Array(BIN_COUNT)
  const energies = new Float64Array(BIN_COUNT)

  /** Mean energy of the blocks of the bins from `first` on; 0 for none. */
  function meanFrom(first: number): number {
    const count = sumFrom(counts, first)
    return count === 0 ? 0 : sumFrom(energies, first) / count
  }

  function firstAbove(relativeGate: number): number {
    return binOf(toLoudness(meanFrom(0)) + relativeGate)
  }

  /** LUFS of the block that so many of those from bin `first` on do not exceed. */
  function levelAt(rank: number, first: number): number {
    let bin = first
    for (let left = rank - counts[bin]; left >= 0 && bin < BIN_COUNT - 1; left -= counts[bin]) bin += 1
    return toLoudness(energies[bin] / counts[bin])
  }

  return {
    add(energy) {
      const loudness = toLoudness(energy)
      if (!(loudness > ABSOLUTE_GATE)) return
      const bin = binOf(loudness)
      counts[bin] += 1
      energies[bin] += energy
    },
    loudness: (relativeGate) => toLoudness(meanFrom(firstAbove(relativeGate))),
    spread(relativeGate, { low, high }) {
      const first = firstAbove(relativeGate)
      const last = sumFrom(counts, first) - 1
      if (last < 0) return 0
      return levelAt(Math.round(high * last), first) - levelAt(Math.round(low * last), first)
    },
    clear() {
      counts.fill(0)
      energies.fill(0)
    },
  }
}

function sumFrom(values: Uint32Array | Float64Array, first: number): number {
  let sum = 0
  for (let i = first; i < values.length; i++) sum += values[i]
  return sum
}

/** @param loudness LUFS */
function binOf(loudness: number): number {
  return Math.min(BIN_COUNT - 1, Math.max(0, Math.floor((loudness - ABSOLUTE_GATE) / BIN_WIDTH)))
}
