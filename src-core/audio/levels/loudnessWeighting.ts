import type { Samples } from '../audioData'

/** Filters samples[start..end) and returns the sum of their squares; keeps its state from call to call. */
export type Weighting = (samples: Samples, start: number, end: number) => number

interface Biquad {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

/** Above this share of the rate a filter has no room; such a signal holds nothing there anyway. */
const HIGHEST_SHARE = 0.45

/**
 * K-weighting of ITU-R BS.1770-4 for any sample rate. The standard prints the coefficients for 48 kHz; the analogue
 * parameters behind them are those of De Man, "Evaluation of implementations of the EBU R128 loudness measurement",
 * AES 145, 2018, taken to the wanted rate by the bilinear transform.
 */
export function createWeighting(sampleRate: number): Weighting {
  const {
    b: [b0, b1, b2],
    a: [a1, a2],
  } = headShelf(sampleRate)
  const {
    b: [d0, d1, d2],
    a: [c1, c2],
  } = lowCut(sampleRate)
  const state = new Float64Array(4)

  return (samples, start, end) => {
    // In variables of the call: those of a closure cost an allocation each time that they are written.
    let [s1, s2, h1, h2] = state
    let energy = 0
    for (let i = start; i < end; i++) {
      const x = samples[i]
      const shelved = b0 * x + s1
      s1 = b1 * x - a1 * shelved + s2
      s2 = b2 * x - a2 * shelved
      const weighted = d0 * shelved + h1
      h1 = d1 * shelved - c1 * weighted + h2
      h2 = d2 * shelved - c2 * weighted
      energy += weighted * weighted
    }
    state.set([s1, s2, h1, h2])
    return energy
  }
}

/** The +4 dB shelf above 1.7 kHz that stands for the head. */
function headShelf(sampleRate: number): Biquad {
  const frequency = 1681.974450955533
  const quality = 0.7071752369554196
  if (frequency > HIGHEST_SHARE * sampleRate) return { b: [1, 0, 0], a: [0, 0] }
  const gain = 10 ** (3.999843853973347 / 20)
  const middle = gain ** 0.4996667741545416
  const k = Math.tan((Math.PI * frequency) / sampleRate)
  const norm = 1 + k / quality + k * k
  return {
    b: [
      (gain + (middle * k) / quality + k * k) / norm,
      (2 * (k * k - gain)) / norm,
      (gain - (middle * k) / quality + k * k) / norm,
    ],
    a: [(2 * (k * k - 1)) / norm, (1 - k / quality + k * k) / norm],
  }
}

/** The second-order high-pass at 38 Hz. */
function lowCut(sampleRate: number): Biquad {
  const frequency = 38.13547087602444
  const quality = 0.5003270373238773
  if (frequency > HIGHEST_SHARE * sampleRate) return { b: [1, 0, 0], a: [0, 0] }
  const k = Math.tan((Math.PI * frequency) / sampleRate)
  const norm = 1 + k / quality + k * k
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / norm, (1 - k / quality + k * k) / norm] }
}

/** LUFS of a mean weighted energy, summed over the channels (BS.1770-4, equation 2); -Infinity for silence. */
export function toLoudness(energy: number): number {
  return energy > 0 ? -0.691 + 10 * Math.log10(energy) : -Infinity
}
