import type { Samples } from '../audioData'
import { createWeighting } from './loudnessWeighting'

/** All figures are means over whole steps of 10 ms: fine enough that the loudest 400 ms are found wherever they begin. */
const STEPS_A_SECOND = 100
export const MOMENTARY_STEPS = 40
export const SHORT_TERM_STEPS = 300
/** The gates see a block of 400 ms every 100 ms: they overlap by 75 %. */
export const BLOCK_STEPS = 10

/** Weighs a signal and cuts it into steps of 10 ms; channels[c][start..end) is what comes next. */
export type LoudnessSteps = (channels: readonly Samples[], start: number, end: number) => void

/**
 * @param sampleRate Hz
 * @param onStep told the mean weighted energy of each step, summed over the channels
 */
export function createLoudnessSteps(
  sampleRate: number,
  channelCount: number,
  onStep: (energy: number) => void,
): LoudnessSteps {
  const weightings = Array.from({ length: channelCount }, () => createWeighting(sampleRate))
  let energy = 0
  let position = 0
  let step = 1
  let stepStart = 0
  let stepEnd = stepBoundary(step)

  /** Steps need not be whole samples: each ends with its last whole one. */
  function stepBoundary(count: number): number {
    return Math.max(count, Math.floor((count * sampleRate) / STEPS_A_SECOND))
  }

  function closeStep(): void {
    const mean = energy / (stepEnd - stepStart)
    energy = 0
    step += 1
    stepStart = stepEnd
    stepEnd = stepBoundary(step)
    onStep(mean)
  }

  return (channels, start, end) => {
    let done = start
    while (done < end) {
      const next = Math.min(end, done + stepEnd - position)
      for (let c = 0; c < channelCount; c++) energy += weightings[c](channels[c], done, next)
      position += next - done
      done = next
      if (position === stepEnd) closeStep()
    }
  }
}
