import { emptySamples } from '../audioData'
import { gsmBlockFrames } from './sampleEncoding'

/**
 * GSM 06.10 full-rate decoder (ETSI EN 300 961, section 5.3: bit-exact 16-bit arithmetic), in the "WAV49" packing of
 * Microsoft: 65 bytes hold two frames of 160 samples, least significant bit first.
 */

const blockBytes = 65
const larBits = [6, 6, 5, 5, 4, 4, 3, 3]
/** Per log-area ratio: B, MIC and INVA of table 5.1. */
const larOffsets = [0, 0, 2048, -2560, 94, -1792, -341, -1144]
const larMinima = [-32, -32, -16, -16, -8, -8, -4, -4]
const larInverses = [13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708]
const longTermGains = [3277, 11469, 21299, 32767]
const pulseScales = [18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767]
const deemphasis = 28180
const historyLength = 120

interface DecoderState {
  /** Reconstructed short-term residual: 120 old samples, then the 40 of the subframe. */
  readonly residual: Int16Array
  readonly filter: Int16Array
  previousLars: Int16Array
  lag: number
  lastOutput: number
}

/** One channel of WAV49 blocks to samples, full scale = 32768; a partial block is left out. */
export function decodeGsm610(data: Uint8Array): Float32Array {
  const blocks = Math.floor(data.length / blockBytes)
  const samples = emptySamples(blocks * gsmBlockFrames, 4)
  const state: DecoderState = {
    residual: new Int16Array(historyLength + 40),
    filter: new Int16Array(9),
    previousLars: new Int16Array(8),
    lag: 40,
    lastOutput: 0,
  }
  for (let block = 0; block < blocks; block++) {
    const read = bitReader(data.subarray(block * blockBytes, (block + 1) * blockBytes))
    for (let half = 0; half < 2; half++) {
      const start = block * gsmBlockFrames + half * 160
      decodeFrame(read, state, samples.subarray(start, start + 160))
    }
  }
  return samples
}

function decodeFrame(read: (bits: number) => number, state: DecoderState, samples: Float32Array): void {
  const lars = Int16Array.from(larBits, (bits, index) => decodeLar(read(bits), index))
  const residual = new Int16Array(160)
  for (let subframe = 0; subframe < 4; subframe++) {
    readSubframe(read, state)
    residual.set(state.residual.subarray(historyLength), subframe * 40)
    state.residual.copyWithin(0, 40)
  }
  synthesise(residual, lars, state)
  state.previousLars = lars
  for (let index = 0; index < 160; index++) {
    state.lastOutput = saturate(residual[index] + multiply(state.lastOutput, deemphasis))
    samples[index] = (saturate(2 * state.lastOutput) & ~7) / 32768
  }
}

function decodeLar(code: number, index: number): number {
  const shifted = saturate((code + larMinima[index]) * 1024 - 2 * larOffsets[index])
  return saturate(2 * multiply(larInverses[index], shifted))
}

/** Regular pulses of one subframe plus the long-term prediction, into the end of `state.residual`. */
function readSubframe(read: (bits: number) => number, state: DecoderState): void {
  const lag = read(7)
  const gain = longTermGains[read(2)]
  const grid = read(2)
  const pulses = readPulses(read)
  if (lag >= 40 && lag <= historyLength) state.lag = lag
  const { residual } = state
  for (let index = 0; index < 40; index++) {
    const pulse = index >= grid && (index - grid) % 3 === 0 ? (pulses[(index - grid) / 3] ?? 0) : 0
    const at = historyLength + index
    residual[at] = saturate(pulse + multiply(gain, residual[at - state.lag]))
  }
}

/** Block-adaptive inverse quantisation of 13 pulses (5.3.1 and 5.2.15-16). */
function readPulses(read: (bits: number) => number): number[] {
  const maximum = read(6)
  let exponent = maximum > 15 ? (maximum >> 3) - 1 : 0
  let mantissa = maximum - (exponent << 3)
  if (mantissa === 0) {
    exponent = -4
    mantissa = 7
  } else {
    while (mantissa <= 7) {
      mantissa = (mantissa << 1) | 1
      exponent--
    }
    mantissa -= 8
  }
  const shift = 6 - exponent
  const rounding = shift === 0 ? 0 : 1 << (shift - 1)
  return Array.from({ length: 13 }, () => {
    const value = multiply(pulseScales[mantissa], ((read(3) << 1) - 7) * 4096)
    return saturate(value + rounding) >> shift
  })
}

/** Short-term lattice synthesis in place; the coefficients glide over the first 40 samples (5.3.3). */
function synthesise(signal: Int16Array, lars: Int16Array, state: DecoderState): void {
  const old = state.previousLars
  const stages: [number, (index: number) => number][] = [
    [13, (index) => saturate(saturate((old[index] >> 2) + (lars[index] >> 2)) + (old[index] >> 1))],
    [27, (index) => saturate((old[index] >> 1) + (lars[index] >> 1))],
    [40, (index) => saturate(saturate((old[index] >> 2) + (lars[index] >> 2)) + (lars[index] >> 1))],
    [160, (index) => lars[index]],
  ]
  let start = 0
  for (const [end, lar] of stages) {
    const reflections = Array.from({ length: 8 }, (_, index) => reflection(lar(index)))
    filterLattice(signal.subarray(start, end), reflections, state.filter)
    start = end
  }
}

function filterLattice(signal: Int16Array, reflections: readonly number[], memory: Int16Array): void {
  for (let index = 0; index < signal.length; index++) {
    let value = signal[index]
    for (let stage = 7; stage >= 0; stage--) {
      value = saturate(value - multiply(reflections[stage], memory[stage]))
      memory[stage + 1] = saturate(memory[stage] + multiply(reflections[stage], value))
    }
    memory[0] = value
    signal[index] = value
  }
}

/** Log-area ratio to reflection coefficient (5.2.9.2). */
function reflection(lar: number): number {
  const size = Math.min(32767, Math.abs(lar))
  const value = size < 11059 ? size << 1 : size < 20070 ? size + 11059 : saturate((size >> 2) + 26112)
  return lar < 0 ? -value : value
}

function bitReader(bytes: Uint8Array): (bits: number) => number {
  let position = 0
  return (bits) => {
    let value = 0
    for (let bit = 0; bit < bits; bit++, position++) {
      value |= ((bytes[position >> 3] >> (position & 7)) & 1) << bit
    }
    return value
  }
}

function saturate(value: number): number {
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value
}

/** Rounded product of two fractions with 15 binary places. */
function multiply(first: number, second: number): number {
  return saturate((first * second + 16384) >> 15)
}
