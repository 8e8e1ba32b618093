import type { Samples } from '../audioData'
import { createGatedBlocks, type GatedBlocks } from './loudnessGates'
import {
  BLOCK_STEPS,
  createLoudnessSteps,
  MOMENTARY_STEPS,
  SHORT_TERM_STEPS,
  type LoudnessSteps,
} from './loudnessSteps'
import { toLoudness } from './loudnessWeighting'

/**
 * Loudness of a mono or stereo signal, fed block by block, in memory and time that do not grow. Figures are in LUFS;
 * -Infinity: silence, or too short a signal.
 */
export interface LoudnessMeter {
  /** channels[c][start..end), by default all of it, is what comes next. */
  push(channels: readonly Samples[], start?: number, end?: number): void
  /** The last 400 ms */
  momentary(): number
  /** The last 3 s */
  shortTerm(): number
  /** Gated, of everything since the beginning or the last reset; needs 400 ms above -70 LUFS. */
  integrated(): number
  /** Loudest 400 ms since then */
  momentaryMaximum(): number
  /** Loudest 3 s since then */
  shortTermMaximum(): number
  /** Loudness range since then, LU; 0 where there is nothing to measure. */
  range(): number
  /** What comes next does not follow on what was: no block spans the break. */
  breakOff(): void
  /** Begins the figures of what was so far anew; the last 400 ms and 3 s stay. */
  reset(): void
}

/** LU below the mean of what passes the absolute gate */
const RELATIVE_GATE = -10
/** The same for the range, which is the distance of these shares (EBU Tech 3342) */
const RANGE_GATE = -20
const RANGE_SHARES = { low: 0.1, high: 0.95 }

/**
 * Loudness by ITU-R BS.1770-4 (K-weighting, two gates), EBU Tech 3341 (400 ms and 3 s) and EBU Tech 3342 (range). Every
 * channel has weight 1; a mono signal is one channel, so it reads 3 LU less than the same signal on two.
 *
 * @param sampleRate Hz
 */
export function createLoudnessMeter(sampleRate: number, channelCount: number): LoudnessMeter {
  const recent = new Float64Array(SHORT_TERM_STEPS)
  const soFar = createSoFar(meanOfLast)
  /** Since the last break */
  let stepCount = 0
  /** Steps before this one do not count for the figures of what was so far. */
  let firstStep = 0
  let steps = createSteps()

  function createSteps(): LoudnessSteps {
    return createLoudnessSteps(sampleRate, channelCount, (energy) => {
      recent[stepCount % SHORT_TERM_STEPS] = energy
      stepCount += 1
      soFar.take(stepCount - firstStep)
    })
  }

  /** Mean energy of so many steps; 0 before there are as many. */
  function meanOfLast(width: number): number {
    if (stepCount < width) return 0
    let sum = 0
    for (let step = stepCount - width; step < stepCount; step++) sum += recent[step % SHORT_TERM_STEPS]
    return sum / width
  }

  return {
    ...soFar.figures,
    push: (channels, start = 0, end = channels[0].length) => steps(channels, start, end),
    momentary: () => toLoudness(meanOfLast(MOMENTARY_STEPS)),
    shortTerm: () => toLoudness(meanOfLast(SHORT_TERM_STEPS)),
    breakOff() {
      stepCount = 0
      firstStep = 0
      steps = createSteps()
    },
    reset() {
      firstStep = stepCount
      soFar.clear()
    },
  }
}

interface SoFar {
  /** A step has ended, the last of `count` that may be looked back to. */
  take(count: number): void
  readonly figures: Pick<LoudnessMeter, 'integrated' | 'range' | 'momentaryMaximum' | 'shortTermMaximum'>
  clear(): void
}

function createSoFar(meanOfLast: (width: number) => number): SoFar {
  const momentary = createWindow(MOMENTARY_STEPS)
  const shortTerm = createWindow(SHORT_TERM_STEPS)

  function takeBlock(window: Window, count: number): void {
    if (count < window.width) return
    const energy = meanOfLast(window.width)
    window.largest = Math.max(window.largest, energy)
    if ((count - window.width) % BLOCK_STEPS === 0) window.blocks.add(energy)
  }

  return {
    take(count) {
      takeBlock(momentary, count)
      takeBlock(shortTerm, count)
    },
    figures: {
      integrated: () => momentary.blocks.loudness(RELATIVE_GATE),
      range: () => shortTerm.blocks.spread(RANGE_GATE, RANGE_SHARES),
      momentaryMaximum: () => toLoudness(momentary.largest),
      shortTermMaximum: () => toLoudness(shortTerm.largest),
    },
    clear() {
      for (const window of [momentary, shortTerm]) {
        window.blocks.clear()
        window.largest = 0
      }
    },
  }
}

/** What slides over the signal, and what it found. */
interface Window {
  /** Steps */
  readonly width: number
  readonly blocks: GatedBlocks
  /** Energy */
  largest: number
}

function createWindow(width: number): Window {
  return { width, blocks: createGatedBlocks(), largest: 0 }
}
