import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '../contract/errors'
import { readNpy, writeNpy } from './npy'
import { transpose } from './transpose'

interface NpyParts {
  readonly header: string
  readonly data?: readonly number[]
  readonly version?: readonly [number, number]
  /** Declared header length; the true one by default. */
  readonly headerLength?: number
}

/** Bytes of a .npy file with any header; versions other than 1 have a 4-byte length. */
function npyBytes({
  header,
  data = [],
  version = [1, 0],
  headerLength = header.length,
}: NpyParts): Uint8Array {
  const lengthBytes = Array.from(
    { length: version[0] === 1 ? 2 : 4 },
    (_, i) => (headerLength >> (8 * i)) & 0xff,
  )
  const magic = [0x93, ...Array.from('NUMPY', (letter) => letter.charCodeAt(0))]
  return Uint8Array.from([
    ...magic,
    ...version,
    ...lengthBytes,
    ...Array.from(header, (it) => it.charCodeAt(0)),
    ...data,
  ])
}

function dictionary(descr: string, shape: string, order = 'False'): string {
  return `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`
}

const oneAndMinusHalf = {
  '<f2': [0x00, 0x3c, 0x00, 0xb8],
  '>f2': [0x3c, 0x00, 0xb8, 0x00],
  '<f4': [0, 0, 0x80, 0x3f, 0, 0, 0, 0xbf],
  '>f4': [0x3f, 0x80, 0, 0, 0xbf, 0, 0, 0],
  '<f8': [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0xe0, 0xbf],
  '>f8': [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xbf, 0xe0, 0, 0, 0, 0, 0, 0],
}

const eightZeros = Array.from({ length: 8 }, () => 0)

describe('writeNpy', () => {
  it('keeps numbers in the precision that they have', () => {
    const seconds = Float64Array.of(1 / 3, 3600 + 2 ** -30)
    const { data, shape } = readNpy(writeNpy([2], seconds))
    expect(shape).toEqual([2])
    expect(data).toEqual(seconds)
  })

  it('gives the bytes that numpy.save of NumPy 2.4 gives', () => {
    // np.save(f, np.array([[1, 2, 3], [4, 5, 6]], '<f4')); head as hexadecimal, padding of spaces left out
    const bytes = writeNpy([2, 3], Float32Array.of(1, 2, 3, 4, 5, 6))
    const text = String.fromCharCode(...bytes.subarray(0, 128))
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    expect(text).toBe(`\x93NUMPY\x01\x00\x76\x00${header.padEnd(117)}\n`)
    expect(bytes).toHaveLength(128 + 24)
    expect([...bytes.subarray(128, 136)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0x40])
  })

  it('starts the data at a multiple of 64 bytes for every shape', () => {
    const dimensions = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 })
    fc.assert(
      fc.property(dimensions, (shape) => {
        const count = shape.reduce((product, it) => product * it, 1)
        expect((writeNpy(shape, new Float32Array(count)).length - 4 * count) % 64).toBe(0)
      }),
    )
  })

  it('is read back exactly', () => {
    const array = fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
      .chain(([rows, columns]) =>
        fc.record({
          shape: fc.constant([rows, columns]),
          data: fc.float32Array({
            minLength: rows * columns,
            maxLength: rows * columns,
            noNaN: true,
            noDefaultInfinity: true,
          }),
        }),
      )
    fc.assert(
      fc.property(array, ({ shape, data }) => {
        expect(readNpy(writeNpy(shape, data))).toEqual({ shape, data, fortranOrder: false })
      }),
    )
  })

  it('refuses a length that does not fit and values that are not finite', () => {
    expect(() => writeNpy([2, 2], new Float32Array(3))).toThrow(/\(2, 2\) needs 4 values, not 3/)
    expect(() => writeNpy([2], Float32Array.of(0, NaN))).toThrow(/Value 1 of the array is NaN/)
  })
})

describe('readNpy', () => {
  it.each(Object.entries(oneAndMinusHalf))('reads %s values exactly', (descr, data) => {
    const array = readNpy(npyBytes({ header: dictionary(descr, '(2,)'), data }))
    expect([...array.data]).toEqual([1, -0.5])
    expect(array.shape).toEqual([2])
  })

  it('reads half floats from the smallest subnormal to the largest', () => {
    const data = [0x01, 0x00, 0xff, 0x7b]
    expect([...readNpy(npyBytes({ header: dictionary('<f2', '(2,)'), data })).data]).toEqual([
      2 ** -24,
      65504,
    ])
  })

  it.each([
    ['keys in another order', "{'shape': (2,), 'fortran_order': True, 'descr': '<f4'}"],
    ['double quotes', '{"descr": "<f4", "fortran_order": True, "shape": (2,)}'],
    ['long integers of Python 2', "{'descr': '<f4', 'fortran_order': True, 'shape': (2L,), }"],
    ['no spaces', "{'descr':'<f4','fortran_order':True,'shape':(2,)}"],
    ['spaces and a line end', "  { 'descr' : '<f4' , 'fortran_order' : True , 'shape' : ( 2 , ) , }  \n"],
  ])('accepts a header with %s', (_, header) => {
    const array = readNpy(npyBytes({ header, data: eightZeros }))
    expect(array).toEqual({ shape: [2], data: new Float32Array(2), fortranOrder: true })
  })

  it.each([
    ['()', [0, 0, 0, 0], []],
    ['(0, 3)', [], [0, 3]],
    ['(1, 1, 1, 2)', eightZeros, [1, 1, 1, 2]],
  ])('reads the shape %s', (shape, data, expected) => {
    expect(readNpy(npyBytes({ header: dictionary('<f4', shape), data })).shape).toEqual(expected)
  })

  it.each([
    [1, 0],
    [2, 0],
    [3, 0],
  ] as const)('reads version %i.%i', (major, minor) => {
    const header = dictionary('<f4', '(2,)')
    expect(readNpy(npyBytes({ header, data: eightZeros, version: [major, minor] })).shape).toEqual([2])
  })

  it.each([
    ['an object array', { header: dictionary('|O', '(2,)') }],
    ['integers', { header: dictionary('<i4', '(2,)') }],
    ['a structured type', { header: "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }" }],
    ['five dimensions', { header: dictionary('<f4', '(1, 1, 1, 1, 2)') }],
    ['a shape beyond all memory', { header: dictionary('<f4', '(9007199254740991, 9007199254740991)') }],
    [
      'a shape whose product overflows 64 bits to 8 bytes',
      { header: dictionary('<f4', '(4294967296, 4294967296, 2)') },
    ],
    ['a dimension beyond exact numbers', { header: dictionary('<f4', '(9999999999999999,)') }],
    ['a negative dimension', { header: dictionary('<f4', '(-2,)') }],
    ['a fractional dimension', { header: dictionary('<f4', '(2.0,)') }],
    ['a shape that is a number', { header: dictionary('<f4', '2') }],
    ['a number in brackets', { header: dictionary('<f4', '(2)') }],
    ['one value too few', { header: dictionary('<f4', '(3,)') }],
    ['one value too many', { header: dictionary('<f4', '(1,)') }],
    ['a missing key', { header: "{'descr': '<f4', 'shape': (2,), }" }],
    ['a fourth key', { header: "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': True}" }],
    ['a key twice', { header: "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}" }],
    ['an expression', { header: "{'descr': '<f4', 'fortran_order': False, 'shape': (1+1,), }" }],
    ['a call', { header: "{'descr': exit(), 'fortran_order': False, 'shape': (2,), }" }],
    ['text after the dictionary', { header: `${dictionary('<f4', '(2,)')}; import os` }],
    ['an unclosed dictionary', { header: "{'descr': '<f4'" }],
    ['an empty header', { header: '' }],
    ['version 4', { header: dictionary('<f4', '(2,)'), version: [4, 0] as const }],
    ['version 0', { header: dictionary('<f4', '(2,)'), version: [0, 0] as const }],
    ['a header of 10,001 bytes', { header: dictionary('<f4', '(2,)').padEnd(10_001) }],
    ['a header of 4 GiB', { header: dictionary('<f4', '(2,)'), version: [2, 0] as const, headerLength: -1 }],
    ['a header beyond the end', { header: dictionary('<f4', '(2,)'), headerLength: 9_999 }],
  ])('refuses %s', (_, parts) => {
    const bytes = npyBytes({ data: eightZeros, ...parts })
    expect(() => readNpy(bytes)).toThrow(expect.objectContaining({ code: 'damaged-project' }) as Error)
  })

  it.each([
    ['NaN', [0, 0, 0xc0, 0x7f]],
    ['Infinity', [0, 0, 0x80, 0x7f]],
    ['-Infinity', [0, 0, 0x80, 0xff]],
  ])('reports %s with its place', (name, value) => {
    const bytes = npyBytes({ header: dictionary('<f4', '(2,)'), data: [0, 0, 0, 0, ...value] })
    expect(() => readNpy(bytes)).toThrow(`value 1 is ${name}`)
  })

  it('reads or refuses any damaged file and throws nothing else', () => {
    const whole = writeNpy([2, 3], Float32Array.of(1, 2, 3, 4, 5, 6))
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(damage, fc.nat(whole.length), (changes, length) => {
        const bytes = whole.slice()
        for (const [offset, value] of changes) bytes[offset] = value
        try {
          const { shape, data } = readNpy(bytes.subarray(0, length))
          expect(data).toHaveLength(shape.reduce((product, it) => product * it, 1))
        } catch (error) {
          expect(error).toBeInstanceOf(ShellacError)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('transpose', () => {
  it('turns rows into columns', () => {
    expect([...transpose(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)]).toEqual([1, 4, 2, 5, 3, 6])
  })
})
