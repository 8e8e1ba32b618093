/** Arithmetic on signals and the measures that the specs speak of. Signals of one call have one length. */

export function add(...signals: readonly Float32Array[]): Float32Array {
  return signals[0].map((_, index) => signals.reduce((sum, signal) => sum + signal[index], 0))
}

export function scale(signal: Float32Array, gain: number): Float32Array {
  return signal.map((sample) => gain * sample)
}

export function energy(signal: Float32Array): number {
  return dot(signal, signal)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += a[index] * b[index]
  return sum
}

/** 10 log10; -Infinity for nothing at all */
export function decibels(ratio: number): number {
  return 10 * Math.log10(ratio)
}

/** Energy of what two signals differ by, against that of the second, dB. */
export function differenceDecibels(signal: Float32Array, reference: Float32Array): number {
  if (signal.length !== reference.length) {
    throw new Error(`${signal.length} samples cannot be compared with ${reference.length}.`)
  }
  return decibels(energy(signal.map((sample, index) => sample - reference[index])) / energy(reference))
}

/** Scale-invariant ratio of signal to distortion, dB (Le Roux et al., 2019). */
export function scaleInvariantSdr(estimate: Float32Array, truth: Float32Array): number {
  const target = scale(truth, dot(estimate, truth) / energy(truth))
  return decibels(energy(target) / energy(estimate.map((sample, index) => sample - target[index])))
}

/** -1 .. 1; 0 where one is silent */
export function correlation(a: Float32Array, b: Float32Array): number {
  const size = Math.sqrt(energy(a) * energy(b))
  return size === 0 ? 0 : dot(a, b) / size
}

/** The largest second difference: that of low tones is small, that of a click as large as the click. */
export function roughness(signal: Float32Array): number {
  let most = 0
  for (let index = 2; index < signal.length; index += 1) {
    most = Math.max(most, Math.abs(signal[index] - 2 * signal[index - 1] + signal[index - 2]))
  }
  return most
}

/** The most samples in a row that are silent. */
export function longestSilence(signal: Float32Array): number {
  let [most, now] = [0, 0]
  for (const sample of signal) {
    now = Math.abs(sample) < 1e-6 ? now + 1 : 0
    most = Math.max(most, now)
  }
  return most
}

/** The strongest correlation of a short signal with any stretch of a long one, by its size. */
export function bestCorrelation(short: Float32Array, long: Float32Array): number {
  let best = 0
  for (let start = 0; start + short.length <= long.length; start += 1) {
    best = Math.max(best, Math.abs(correlation(short, long.subarray(start, start + short.length))))
  }
  return best
}
