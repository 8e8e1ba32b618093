/**
 * ITU-T G.711: eight-bit logarithmic samples.
 */

import { emptySamples } from '../audioData'

/** Interleaved A-law or mu-law bytes to samples, full scale = 32768 / 32768. */
export function decodeCompanded(
  data: Uint8Array,
  law: 'a-law' | 'mu-law',
  channelCount: number,
): Float32Array[] {
  const expand = law === 'a-law' ? expandALaw : expandMuLaw
  const table = Float32Array.from({ length: 256 }, (_, code) => expand(code) / 32768)
  const frames = Math.floor(data.length / channelCount)
  return Array.from({ length: channelCount }, (_, channel) => {
    const samples = emptySamples(frames, 4)
    for (let frame = 0, offset = channel; frame < frames; frame++, offset += channelCount) {
      samples[frame] = table[data[offset]]
    }
    return samples
  })
}

/** 16-bit value of an A-law byte (G.711 table 1; even bits inverted on the wire). */
export function expandALaw(code: number): number {
  const bits = code ^ 0x55
  const exponent = (bits >> 4) & 7
  const mantissa = ((bits & 15) << 4) + 8
  const magnitude = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1)
  return (bits & 0x80) !== 0 ? magnitude : -magnitude
}

/** 16-bit value of a mu-law byte (G.711 table 2; all bits inverted on the wire). */
export function expandMuLaw(code: number): number {
  const bits = ~code & 0xff
  const magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132
  return (bits & 0x80) !== 0 ? 0 - magnitude : magnitude
}
