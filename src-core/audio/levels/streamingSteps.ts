import type { Samples } from '../audioData'
import { createWeighting } from './loudnessWeighting'

/** Blocks of 400 ms overlapping by 75 %, and of 3 s, are sums of steps of 100 ms. */
export const STEPS_A_SECOND = 10
export const MOMENTARY_STEPS = 4
export const SHORT_TERM_STEPS = 30

/** Weighs a signal and cuts it into steps of 100 ms; channels[c][start..end) is what comes next. */
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
