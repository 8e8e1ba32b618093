import { ShellacError } from '../contract/errors'
import { clickThresholdRange } from '../project/limits'
import type { SearchSettings } from './clickSearch'

/**
 * A click must surprise by this many typical residuals to be found. 5 was found best on music with noise and known clicks: 4 takes more
 * of the music away, 6 leaves a tenth of the clicks.
 */
export const defaultThreshold = 5

/** Hz: the length of the blocks was chosen here. */
const usualRate = 44_100
/** Hz: below it lengths are no longer shortened, or they would come down to a few samples. */
const lowestRate = 4000

/**
 * The click detector of a sample rate.
 * @param sampleRate Hz, finite and above zero
 * @param threshold see defaultThreshold, 3 .. 50
 * @throws ShellacError 'bad-argument'
 */
export function clickSettings(sampleRate: number, threshold = defaultThreshold): SearchSettings {
  if (!Number.isFinite(sampleRate) || sampleRate <= 0) {
    const message = `The sample rate is ${sampleRate} Hz; clicks are looked for at finite rates above zero.`
    throw new ShellacError('bad-argument', message)
  }
  const { minimum, maximum } = clickThresholdRange
  if (!(threshold >= minimum && threshold <= maximum)) {
    const message = `The click threshold is ${threshold}; it must be from ${minimum} to ${maximum} typical residuals.`
    throw new ShellacError('bad-argument', message)
  }
  const rate = Math.max(lowestRate, sampleRate)
  const samples = (milliseconds: number): number => Math.max(1, Math.round((milliseconds / 1000) * rate))
  return {
    residual: { blockLength: blockLengthAt(rate), order: 64, levelLag: samples(0.8) },
    rule: {
      seed: threshold,
      edge: 1.5,
      hangOver: Math.max(4, samples(0.18)),
      margin: Math.max(2, samples(0.09)),
      longest: samples(4),
      music: {
        beside: samples(4),
        calm: 3,
        around: samples(8),
        steady: 0.9,
        company: samples(20),
        piece: samples(1),
        resemblance: 0.4,
        noticed: 3,
        companions: 4,
      },
    },
  }
}

/** 2048 samples up to 62 kHz, so that the predictor sees 46 .. 93 ms at the usual rates; twice as many for each doubling above. */
function blockLengthAt(rate: number): number {
  return 2048 * 2 ** Math.max(0, Math.round(Math.log2(rate / usualRate)))
}
