import type { Samples } from '../audioData'
import { ABSOLUTE_GATE, RELATIVE_GATE, toLoudness } from './loudness'
import { BLOCK_STEPS, createLoudnessSteps, MOMENTARY_STEPS, SHORT_TERM_STEPS } from './streamingSteps'

/** Loudness of what plays, fed block by block, in memory and time that do not grow. LUFS; -Infinity: nothing to measure. */
export interface StreamingLoudness {
  /** channels[c][start..end) is what comes next. */
  push(channels: readonly Samples[], start: number, end: number): void
  /** The last 400 ms */
  momentary(): number
  /** The last 3 s */
  shortTerm(): number
  /** Gated, of everything since the beginning or the last reset; breaks are left out. */
  integrated(): number
  /** What comes next does not follow on what was: no block spans the break. */
  breakOff(): void
  /** Forgets the integrated loudness. */
  reset(): void
}

/** Width of a bin of the gates, LU: the relative gate is exact to that. */
const BIN_WIDTH = 0.01
/** LUFS; what is louder shares the last bin. */
const LOUDEST = 30
const BIN_COUNT = Math.round((LOUDEST - ABSOLUTE_GATE) / BIN_WIDTH)

/**
 * The figures of createLoudnessMeter while the sound plays: the same filters and steps; the two gates of the integrated
 * loudness work on blocks that are sorted into bins of 0.01 LU.
 *
 * @param sampleRate Hz
 */
export function createStreamingLoudness(sampleRate: number, channelCount: number): StreamingLoudness {
  const recent = new Float64Array(SHORT_TERM_STEPS)
  const gates = createGates()
  /** Since the last break */
  let stepCount = 0
  let steps = createSteps()

  function createSteps(): ReturnType<typeof createLoudnessSteps> {
    return createLoudnessSteps(sampleRate, channelCount, (energy) => {
      recent[stepCount % SHORT_TERM_STEPS] = energy
      stepCount += 1
      const isBlock = stepCount >= MOMENTARY_STEPS && (stepCount - MOMENTARY_STEPS) % BLOCK_STEPS === 0
      if (isBlock) gates.add(meanOfLast(MOMENTARY_STEPS))
    })
  }

  function meanOfLast(width: number): number {
    if (stepCount < width) return 0
    let sum = 0
    for (let step = stepCount - width; step < stepCount; step++) sum += recent[step % SHORT_TERM_STEPS]
    return sum / width
  }

  return {
    push: (channels, start, end) => steps(channels, start, end),
    momentary: () => toLoudness(meanOfLast(MOMENTARY_STEPS)),
    shortTerm: () => toLoudness(meanOfLast(SHORT_TERM_STEPS)),
    integrated: () => gates.loudness(),
    breakOff() {
      stepCount = 0
      steps = createSteps()
    },
    reset: () => gates.reset(),
  }
}

/** The gated mean of blocks of 400 ms. */
function createGates(): { add(energy: number): void; loudness(): number; reset(): void } {
  const counts = new Uint32Array(BIN_COUNT)
  const energies = new Float64Array(BIN_COUNT)

  /** LUFS of the blocks of the bins from `first` on */
  function meanFrom(first: number): number {
    let count = 0
    let energy = 0
    for (let bin = first; bin < BIN_COUNT; bin++) {
      count += counts[bin]
      energy += energies[bin]
    }
    return count === 0 ? -Infinity : toLoudness(energy / count)
  }

  return {
    add(energy) {
      const loudness = toLoudness(energy)
      if (!(loudness > ABSOLUTE_GATE)) return
      const bin = binOf(loudness)
      counts[bin] += 1
      energies[bin] += energy
    },
    loudness() {
      const audible = meanFrom(0)
      return audible === -Infinity ? audible : meanFrom(binOf(audible + RELATIVE_GATE))
    },
    reset() {
      counts.fill(0)
      energies.fill(0)
    },
  }
}

function binOf(loudness: number): number {
  return Math.min(BIN_COUNT - 1, Math.max(0, Math.floor((loudness - ABSOLUTE_GATE) / BIN_WIDTH)))
}
