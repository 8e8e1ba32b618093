/** All figures of the meters, from the quanta of the audio thread. */
import { createLoudnessMeter, type LoudnessMeter } from '@core/audio/levels/loudness'
import { createStreamingCorrelation } from '@core/audio/levels/streamingCorrelation'
import { createStreamingPeaks } from '@core/audio/levels/streamingPeaks'
import type { MeterReading } from './meterProtocol'

export interface LevelMeasurement {
  /** One quantum of left and right, or no channels for silence. */
  push(channels: readonly Float32Array[]): void
  /** What sounds is the recording (true) or its fading away (false): only the recording's loudness counts. */
  measure(isOn: boolean): void
  /** Begins the loudness of what was so far anew. */
  reset(): void
  /** Peaks are those since the last one. */
  take(): MeterReading
}

export const quantumLength = 128
/**
 * Seconds of pure silence that are held back: playback starts and ends in a little of it, which is not the recording's and
 * would lower the blocks at the edges.
 */
const heldSilence = 0.2

/** @param sampleRate Hz */
export function createLevelMeasurement(sampleRate: number): LevelMeasurement {
  const peaks = [createStreamingPeaks(sampleRate), createStreamingPeaks(sampleRate)] as const
  const correlation = createStreamingCorrelation(sampleRate)
  const loudness = createLoudnessMeter(sampleRate, 2)
  const edges = createSilentEdges(loudness, Math.round(heldSilence * sampleRate))
  let isMeasuring = false

  return {
    push(channels) {
      const pair = channels.length < 2 ? silence : channels
      const { length } = pair[0]
      peaks[0].push(pair[0], 0, length)
      peaks[1].push(pair[1], 0, length)
      correlation.push(pair, 0, length)
      if (isMeasuring) edges.push(pair)
    },
    measure(isOn) {
      if (isOn === isMeasuring) return
      isMeasuring = isOn
      edges.begin()
    },
    reset: () => loudness.reset(),
    take: () => ({
      peaks: [peaks[0].take(), peaks[1].take()],
      momentary: loudness.momentary(),
      shortTerm: loudness.shortTerm(),
      integrated: loudness.integrated(),
      momentaryMaximum: loudness.momentaryMaximum(),
      shortTermMaximum: loudness.shortTermMaximum(),
      range: loudness.range(),
      correlation: correlation.value(),
    }),
  }
}

const silence = [new Float32Array(quantumLength), new Float32Array(quantumLength)]

/** Hands a stretch of playback on without the silence before it, and without up to `mostHeld` samples of it after it. */
function createSilentEdges(
  loudness: LoudnessMeter,
  mostHeld: number,
): { begin(): void; push(channels: readonly Float32Array[]): void } {
  let hasSounded = false
  /** Samples of silence not yet measured */
  let held = 0

  function releaseHeld(): void {
    for (; held > 0; held -= Math.min(held, quantumLength)) {
      loudness.push(silence, 0, Math.min(held, quantumLength))
    }
  }

  return {
    begin() {
      hasSounded = false
      held = 0
      loudness.breakOff()
    },
    push(channels) {
      const isPause = channels.every(isSilent)
      if (isPause && !hasSounded) return
      if (isPause) held += channels[0].length
      if (isPause && held <= mostHeld) return
      releaseHeld()
      if (isPause) return
      hasSounded = true
      loudness.push(channels, 0, channels[0].length)
    },
  }
}

function isSilent(samples: Float32Array): boolean {
  return samples.every((sample) => sample === 0)
}
