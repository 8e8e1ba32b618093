import { ShellacError } from '../../contract/errors'
import type { Samples } from '../audioData'
import { audioLimits } from '../../limits'

interface Damage {
  readonly sampleCount: number
  /** NaN and infinities. */
  readonly invalid: number
  /** Finite, beyond `audioLimits.maximumMagnitude`. */
  readonly huge: number
  /** Largest finite magnitude. */
  readonly peak: number
}

/** Huge samples in a larger share than this are a matter of scale, not damage. */
const damageShare = 0.01

/**
 * Makes float samples safe to compute with, in place, and returns a warning for each repair. NaN and infinities
 * become 0. Samples beyond `audioLimits.maximumMagnitude` become 0 when they are few; when they are more than one in
 * a hundred, the whole recording is divided by the power of two that brings its peak to 1 or below.
 * Errors: 'no-audio' when no sample is a finite number.
 */
export function repairFloats(channels: readonly Samples[]): string[] {
  const damage = findDamage(channels)
  const warnings: string[] = []
  if (damage.invalid > 0 && damage.invalid === damage.sampleCount) {
    throw new ShellacError('no-audio', `All ${damage.invalid} samples are NaN or infinite; none is a number.`)
  }
  if (damage.invalid > 0) {
    replaceWhere(channels, (sample) => !Number.isFinite(sample))
    warnings.push(`${damage.invalid} samples were NaN or infinite and were set to 0.`)
  }
  if (damage.huge > damageShare * damage.sampleCount) {
    const exponent = Math.ceil(Math.log2(damage.peak))
    scaleByPowerOfTwo(channels, -exponent)
    warnings.push(
      `The samples reach ${damage.peak.toExponential(1)} (full scale is 1); all were divided by 2^${exponent}.`,
    )
  } else if (damage.huge > 0) {
    replaceWhere(channels, (sample) => Math.abs(sample) > audioLimits.maximumMagnitude)
    warnings.push(
      `${damage.huge} samples were beyond ${audioLimits.maximumMagnitude} times full scale and were set to 0.`,
    )
  }
  return warnings
}

function findDamage(channels: readonly Samples[]): Damage {
  let invalid = 0
  let huge = 0
  let peak = 0
  for (const samples of channels) {
    for (let index = 0; index < samples.length; index++) {
      const magnitude = Math.abs(samples[index])
      if (magnitude <= audioLimits.maximumMagnitude) peak = magnitude > peak ? magnitude : peak
      else if (Number.isFinite(magnitude)) {
        huge++
        peak = Math.max(peak, magnitude)
      } else invalid++
    }
  }
  return { sampleCount: channels.length * channels[0].length, invalid, huge, peak }
}

function replaceWhere(channels: readonly Samples[], isBad: (sample: number) => boolean): void {
  for (const samples of channels) {
    for (let index = 0; index < samples.length; index++) {
      if (isBad(samples[index])) samples[index] = 0
    }
  }
}

function scaleByPowerOfTwo(channels: readonly Samples[], exponent: number): void {
  // in two steps: 2^-1024 alone would be denormal
  const half = Math.trunc(exponent / 2)
  const first = 2 ** half
  const second = 2 ** (exponent - half)
  for (const samples of channels) {
    for (let index = 0; index < samples.length; index++) samples[index] = samples[index] * first * second
  }
}
