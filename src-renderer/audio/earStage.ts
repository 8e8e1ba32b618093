/** The last part of the way to the ears: a level for fair comparison, and the fold-down to mono. Exports know nothing of it. */

import { nextTime } from './startLead'

export interface Ears {
  /** Linear gain of everything, > 0. */
  readonly level: number
  /** Both ears hear (left + right) / 2. */
  readonly isMono: boolean
}

export interface EarStage {
  readonly input: AudioNode
  /** Moves there within about 30 ms, not before the time `from` of the context; the same again changes nothing. */
  set(ears: Ears, from: number): void
}

/** Seconds; gains approach a new value with this time constant. */
const smoothing = 0.01

export function openEarStage(context: BaseAudioContext, destination: AudioNode): EarStage {
  const level = context.createGain()
  const stereo = context.createGain()
  const mono = context.createGain()
  const sum = context.createGain()
  // A node of one channel mixes two down by the rule of the platform: half the sum.
  mono.channelCount = 1
  mono.channelCountMode = 'explicit'
  mono.channelInterpretation = 'speakers'
  mono.gain.value = 0
  for (const way of [stereo, mono]) {
    level.connect(way)
    way.connect(sum)
  }
  sum.connect(destination)
  let now: Ears = { level: 1, isMono: false }

  function set(next: Ears, from: number): void {
    const time = Math.max(from, nextTime(context))
    if (next.level !== now.level) level.gain.setTargetAtTime(next.level, time, smoothing)
    if (next.isMono !== now.isMono) {
      stereo.gain.setTargetAtTime(next.isMono ? 0 : 1, time, smoothing)
      mono.gain.setTargetAtTime(next.isMono ? 1 : 0, time, smoothing)
    }
    now = next
  }

  return { input: level, set }
}
