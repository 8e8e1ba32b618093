import { createRandom } from '@core/random'
import type { PowerSpectrogram } from '@core/spectral/powerSpectrogram'

/** A seeded V of the given size: a low-rank model times exponential noise, the law that the divergence assumes. */
export function seededSpectrogram(binCount: number, frameCount: number, seed: number): PowerSpectrogram {
  const random = createRandom(seed)
  const rank = 8
  const spectra = Float64Array.from({ length: rank * binCount }, () => Math.log(1 - random.uniform()) ** 2)
  const gains = Float64Array.from({ length: rank * frameCount }, () => random.uniform() ** 4)
  const V = new Float32Array(binCount * frameCount)
  let total = 0
  for (let n = 0; n < frameCount; n++) {
    for (let f = 0; f < binCount; f++) {
      let model = 1e-3
      for (let k = 0; k < rank; k++) model += spectra[k * binCount + f] * gains[k * frameCount + n]
      V[n * binCount + f] = model * -Math.log(1 - random.uniform()) + 1e-4
      total += V[n * binCount + f]
    }
  }
  const scale = V.length / total
  return { V: V.map((value) => value * scale), binCount, frameCount, stride: binCount }
}

/** A seeded recording: decaying harmonic tones of changing pitch, a beat, and surface noise. Full scale about 0.5. */
export function seededRecording(seconds: number, sampleRate: number, seed: number): Float32Array {
  const random = createRandom(seed)
  const samples = new Float32Array(Math.round(seconds * sampleRate))
  const noteSeconds = 0.25
  for (let start = 0; start < seconds; start += noteSeconds) {
    for (let voice = 0; voice < 3; voice++) {
      const frequency = 110 * 2 ** ((Math.floor(random.uniform() * 24) + 12 * voice) / 12)
      addTone(samples, {
        start: start * sampleRate,
        frequency: frequency / sampleRate,
        length: 0.5 * sampleRate,
      })
    }
  }
  for (let i = 0; i < samples.length; i++) samples[i] += 0.02 * (random.uniform() - 0.5)
  return samples
}

function addTone(samples: Float32Array, tone: { start: number; frequency: number; length: number }): void {
  const from = Math.round(tone.start)
  const to = Math.min(samples.length, Math.round(tone.start + tone.length))
  for (let i = from; i < to; i++) {
    const time = i - from
    const decay = 0.05 * Math.exp((-4 * time) / tone.length)
    for (let harmonic = 1; harmonic <= 5; harmonic++) {
      samples[i] += (decay / harmonic) * Math.sin(2 * Math.PI * harmonic * tone.frequency * time)
    }
  }
}
