/** What the meters know of one channel, of the peaks they are told. Levels in dBFS and dBTP, times in seconds. */
import type { PeakPair } from '@core/audio/levels/streamingPeaks'
import { gainToDecibels } from '@core/separation/panLaw'
import { createBallistics, holdSeconds } from './ballistics'

/** What stands on a bar, dBFS; -Infinity: nothing. */
export interface Bar {
  readonly level: number
  readonly held: number
}

export interface ChannelLevel {
  /** @param peak of the sound since the last one, linear */
  push(peak: PeakPair, time: number): void
  barAt(time: number): Bar
  /** Since the beginning, or since it was forgotten. */
  highest(): PeakPair
  forgetHighest(): void
  /** As if nothing had ever sounded. */
  clear(): void
}

const silent: PeakPair = { sample: 0, true: 0 }

export function createChannelLevel(): ChannelLevel {
  const level = createBallistics(0)
  const held = createBallistics(holdSeconds)
  let highest = silent
  return {
    push(peak, time) {
      const decibels = gainToDecibels(peak.sample)
      level.push(decibels, time)
      held.push(decibels, time)
      highest = { sample: Math.max(highest.sample, peak.sample), true: Math.max(highest.true, peak.true) }
    },
    barAt: (time) => ({ level: level.at(time), held: held.at(time) }),
    highest: () => ({ sample: gainToDecibels(highest.sample), true: gainToDecibels(highest.true) }),
    forgetHighest() {
      highest = silent
    },
    clear() {
      level.clear()
      held.clear()
      highest = silent
    },
  }
}
