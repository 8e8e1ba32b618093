/** Stretches of which the truth says what sounds in them. */
import type { Samples } from '@core/audio/audioData'
import type { TruthSet } from '../truthSet'

/** Samples start .. end - 1. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

export interface Solo extends Stretch {
  /** Number of the stem, from 0. */
  readonly stem: number
}

const blockSeconds = 0.02
const shortestNoise = 0.3
const shortestSolo = 1
/** Of the mean power of the music; below it is silence. */
const silence = 1e-6
/** Power of all others next to that of a solo. */
const others = 1e-3
/** A rest in a solo is compared with this share of the mean power of the stem. */
const rest = 0.1

/** Where no stem sounds: noise alone. Each 0.3 s or longer. */
export function noiseStretches({ clean, sampleRate }: TruthSet): Stretch[] {
  const power = blockPowers(clean, sampleRate)
  const mean = meanOf(power)
  return runs(power.length, (block) => power[block] <= silence * mean)
    .map((run) => inSamples(run, sampleRate, clean.length))
    .filter(({ start, end }) => end - start >= shortestNoise * sampleRate)
}

/** The longest stretch of each stem in which only it sounds, where it is 1 s or longer. A set of one stem has nothing to tell apart. */
export function soloStretches({ stems, sampleRate, clean }: TruthSet): Solo[] {
  if (stems.length === 1) return []
  const powers = stems.map((stem) => blockPowers(stem, sampleRate))
  return powers.flatMap((own, stem) => {
    const mean = meanOf(own)
    const isAlone = (block: number): boolean => {
      const rivals = powers.reduce((sum, power) => sum + power[block], 0) - own[block]
      return rivals < others * Math.max(own[block], rest * mean)
    }
    const found = runs(own.length, isAlone)
      .map((run) => trimmed(run, (block) => own[block] > silence * mean))
      .map((run) => inSamples(run, sampleRate, clean.length))
      .toSorted((a, b) => b.end - b.start - (a.end - a.start))
    const [longest] = found
    return longest && longest.end - longest.start >= shortestSolo * sampleRate ? [{ stem, ...longest }] : []
  })
}

interface Run {
  readonly from: number
  readonly to: number
}

function runs(count: number, belongs: (block: number) => boolean): Run[] {
  const found: Run[] = []
  let from = 0
  for (let block = 0; block <= count; block++) {
    if (block < count && belongs(block)) continue
    if (block > from) found.push({ from, to: block })
    from = block + 1
  }
  return found
}

/** Without silence at either end. */
function trimmed({ from, to }: Run, sounds: (block: number) => boolean): Run {
  while (from < to && !sounds(from)) from++
  while (to > from && !sounds(to - 1)) to--
  return { from, to }
}

function inSamples({ from, to }: Run, sampleRate: number, length: number): Stretch {
  const block = Math.round(blockSeconds * sampleRate)
  return { start: from * block, end: Math.min(length, to * block) }
}

function blockPowers(samples: Samples, sampleRate: number): Float64Array {
  const block = Math.round(blockSeconds * sampleRate)
  return Float64Array.from({ length: Math.ceil(samples.length / block) }, (_, i) => {
    const part = samples.subarray(i * block, (i + 1) * block)
    let sum = 0
    for (const value of part) sum += value * value
    return sum / part.length
  })
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
