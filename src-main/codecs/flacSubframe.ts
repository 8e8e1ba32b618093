import type { BitReader } from './bitReader'

/** Thrown for a bit pattern that the format forbids. */
export class BadFlacFrame extends Error {}

/** Coefficients of the fixed predictors of order 0 to 4 (RFC 9639, 9.2.5). */
const fixedPredictors: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]]

/** Decodes one subframe of `output.length` samples into `output` (RFC 9639, 9.2). Integers, exact in doubles. */
export function decodeSubframe(reader: BitReader, bitsPerSample: number, output: Float64Array): void {
  if (reader.readUnsigned(1) !== 0) throw new BadFlacFrame('subframe padding bit')
  const type = reader.readUnsigned(6)
  const wastedBits = reader.readUnsigned(1) === 1 ? reader.readUnary() + 1 : 0
  const bits = bitsPerSample - wastedBits
  if (bits < 1) throw new BadFlacFrame('wasted bits')
  if (type === 0) output.fill(reader.readSigned(bits))
  else if (type === 1) readVerbatim(reader, bits, output)
  else if (type >= 8 && type <= 12) decodeFixed({ reader, bits, output, order: type - 8 })
  else if (type >= 32) decodeLinearPrediction({ reader, bits, output, order: type - 31 })
  else throw new BadFlacFrame(`subframe type ${type}`)
  requireWidth(output, bits)
  if (wastedBits > 0) for (let i = 0; i < output.length; i++) output[i] *= 2 ** wastedBits
}

/** Predictors of damaged frames run away; one in 65,536 of these has the right checksum. */
function requireWidth(samples: Float64Array, bits: number): void {
  const limit = 2 ** (bits - 1)
  for (const sample of samples) {
    if (!(sample >= -limit && sample < limit)) throw new BadFlacFrame('sample beyond its width')
  }
}

interface Subframe {
  readonly reader: BitReader
  readonly bits: number
  readonly output: Float64Array
  readonly order: number
}

function readVerbatim(reader: BitReader, bits: number, output: Float64Array): void {
  for (let i = 0; i < output.length; i++) output[i] = reader.readSigned(bits)
}

function readWarmUp({ reader, bits, output, order }: Subframe): void {
  if (order > output.length) throw new BadFlacFrame('order above block size')
  for (let i = 0; i < order; i++) output[i] = reader.readSigned(bits)
}

function decodeFixed(subframe: Subframe): void {
  readWarmUp(subframe)
  readResidual(subframe)
  addPrediction(subframe.output, fixedPredictors[subframe.order], 0)
}

function decodeLinearPrediction(subframe: Subframe): void {
  const { reader, order, output } = subframe
  readWarmUp(subframe)
  const precision = reader.readUnsigned(4) + 1
  if (precision === 16) throw new BadFlacFrame('coefficient precision')
  const shift = reader.readSigned(5)
  if (shift < 0) throw new BadFlacFrame('negative shift')
  const coefficients: number[] = []
  for (let i = 0; i < order; i++) coefficients.push(reader.readSigned(precision))
  readResidual(subframe)
  addPrediction(output, coefficients, shift)
}

/** `output` holds the warm-up and the residual. Sums stay below 2^53 (33 + 15 + 5 bits), so doubles are exact. */
function addPrediction(output: Float64Array, coefficients: readonly number[], shift: number): void {
  const order = coefficients.length
  const weights = Float64Array.from(coefficients)
  const scale = 2 ** -shift
  for (let i = order; i < output.length; i++) {
    let sum = 0
    for (let j = 0; j < order; j++) sum += weights[j] * output[i - 1 - j]
    output[i] += Math.floor(sum * scale)
  }
}

/** Rice-coded residual (RFC 9639, 9.2.7), written after the warm-up samples. */
function readResidual({ reader, output, order }: Subframe): void {
  const method = reader.readUnsigned(2)
  if (method > 1) throw new BadFlacFrame('residual coding method')
  const parameterBits = method === 0 ? 4 : 5
  const escape = method === 0 ? 15 : 31
  const partitionOrder = reader.readUnsigned(4)
  const partitionLength = output.length >>> partitionOrder
  if (partitionLength << partitionOrder !== output.length || partitionLength < order) {
    throw new BadFlacFrame('partition order')
  }
  let at = order
  for (let partition = 0; partition < 1 << partitionOrder; partition++) {
    const end = (partition + 1) * partitionLength
    const parameter = reader.readUnsigned(parameterBits)
    if (parameter === escape) readRaw(reader, output.subarray(at, end))
    else readRice(reader, output.subarray(at, end), parameter)
    at = end
  }
}

function readRaw(reader: BitReader, target: Float64Array): void {
  const width = reader.readUnsigned(5)
  if (width === 0) target.fill(0)
  else readVerbatim(reader, width, target)
}

function readRice(reader: BitReader, target: Float64Array, parameter: number): void {
  const factor = 2 ** parameter
  for (let i = 0; i < target.length; i++) {
    const folded = reader.readUnary() * factor + reader.readUnsigned(parameter)
    target[i] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2
  }
}
