/**
 * NumPy's array files (.npy), versions 1 to 3: NEP 1 and numpy.lib.format. The header is parsed by a grammar of its
 * own, never evaluated, and no declared number allocates anything before it agrees with the bytes present.
 */
import { ShellacError } from '../contract/errors'
import type { NpyHeader } from './npyHeader'
import { npyLimits } from '../limits'
import { npyMagic, parseNpyHeader } from './npyHeader'

export interface NpyArray {
  readonly shape: readonly number[]
  /** In the order of the file; 16-bit and 32-bit floats as Float32Array, 64-bit ones as Float64Array. */
  readonly data: Float32Array | Float64Array
  /** True when the first index runs fastest. */
  readonly fortranOrder: boolean
}

const alignment = 64

/**
 * A version 1.0 file: C order, little-endian float32 or float64 as `data` is, data at a multiple of 64 bytes. `data.length` must be the
 * product of `shape` and every value finite, else ShellacError('bad-argument').
 */
export function writeNpy(
  shape: readonly number[],
  data: Float32Array | Float64Array,
): Uint8Array<ArrayBuffer> {
  const count = shape.reduce((product, dimension) => product * dimension, 1)
  if (count !== data.length) {
    throw new ShellacError(
      'bad-argument',
      `An array of shape (${shape.join(', ')}) needs ${count} values, not ${data.length}.`,
    )
  }
  const bad = firstNonFinite(data)
  if (bad >= 0)
    throw new ShellacError('bad-argument', `Value ${bad} of the array is ${data[bad]}; it must be finite.`)
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const itemSize = data.BYTES_PER_ELEMENT
  const dictionary = `{'descr': '<f${itemSize}', 'fortran_order': False, 'shape': (${tuple}), }`
  const start = Math.ceil((npyMagic.length + 4 + dictionary.length + 1) / alignment) * alignment
  const header = dictionary.padEnd(start - npyMagic.length - 5) + '\n'
  const bytes = new Uint8Array(start + itemSize * count)
  const view = new DataView(bytes.buffer)
  bytes.set(npyMagic)
  bytes.set([1, 0], npyMagic.length)
  view.setUint16(npyMagic.length + 2, header.length, true)
  for (let i = 0; i < header.length; i++) bytes[npyMagic.length + 4 + i] = header.charCodeAt(i)
  for (let i = 0; i < count; i++) {
    if (itemSize === 8) view.setFloat64(start + 8 * i, data[i], true)
    else view.setFloat32(start + 4 * i, data[i], true)
  }
  return bytes
}

/**
 * Reads '<f2' '>f2' '<f4' '>f4' '<f8' '>f8' arrays of at most 4 dimensions. The length must fit the shape exactly and
 * every value be finite, else ShellacError('damaged-project').
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { text, start } = headerText(bytes, view)
  const header = parseNpyHeader(text)
  const count = requireExactLength(header, bytes.length - start)
  const data = readValues(
    new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start),
    header,
    count,
  )
  const bad = firstNonFinite(data)
  if (bad >= 0) throw damaged(`value ${bad} is ${data[bad]}; every value must be finite`)
  return { shape: header.shape, data, fortranOrder: header.fortranOrder }
}

function damaged(reason: string): ShellacError {
  return new ShellacError('damaged-project', `The .npy array cannot be read: ${reason}.`)
}

function headerText(bytes: Uint8Array, view: DataView): { text: string; start: number } {
  if (bytes.length < 12 || npyMagic.some((byte, i) => bytes[i] !== byte))
    throw damaged('it does not start as .npy does')
  const [major, minor] = [bytes[6], bytes[7]]
  if (major < 1 || major > 3 || minor !== 0)
    throw damaged(`its version is ${major}.${minor}; 1.0 to 3.0 are known`)
  const sizeLength = major === 1 ? 2 : 4
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  const start = 8 + sizeLength + length
  if (length > npyLimits.headerBytes)
    throw damaged(`its header has ${length} bytes; the limit is ${npyLimits.headerBytes}`)
  if (start > bytes.length) throw damaged('it ends inside its header')
  let text = ''
  for (let i = 8 + sizeLength; i < start; i++) text += String.fromCharCode(bytes[i])
  return { text, start }
}

/** The number of values; BigInt, because the product of declared sizes may exceed any number type. */
function requireExactLength(header: NpyHeader, byteLength: number): number {
  const count = header.shape.reduce((product, dimension) => product * BigInt(dimension), 1n)
  const needed = count * BigInt(header.itemSize)
  if (needed !== BigInt(byteLength)) {
    throw damaged(`its shape (${header.shape.join(', ')}) needs ${needed} bytes, and ${byteLength} are there`)
  }
  return Number(count)
}

function readValues(view: DataView, header: NpyHeader, count: number): Float32Array | Float64Array {
  const { itemSize, littleEndian } = header
  const data = itemSize === 8 ? new Float64Array(count) : new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const offset = i * itemSize
    if (itemSize === 8) data[i] = view.getFloat64(offset, littleEndian)
    else if (itemSize === 4) data[i] = view.getFloat32(offset, littleEndian)
    else data[i] = halfToNumber(view.getUint16(offset, littleEndian))
  }
  return data
}

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1024 + fraction) * 2 ** (exponent - 25)
}

function firstNonFinite(data: Float32Array | Float64Array): number {
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) return i
  }
  return -1
}
