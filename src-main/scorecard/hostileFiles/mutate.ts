/** Seeded damage of sound files, of the kinds that fuzzers find the most by. */
import type { Random } from '@core/random'

/** Values at which lengths and counts break. */
const edges = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
]
const longestRun = 2000

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array

const index = (random: Random, length: number): number => Math.floor(random.uniform() * length)

/** Headers break more than sound: half of the places lie in the first 512 bytes. */
function place(bytes: Uint8Array, random: Random): number {
  return index(random, random.uniform() < 0.5 ? Math.min(512, bytes.length) : bytes.length)
}

const mutations: readonly Mutation[] = [
  function flipBit(bytes, random) {
    bytes[place(bytes, random)] ^= 1 << index(random, 8)
    return bytes
  },
  function setByte(bytes, random) {
    bytes[place(bytes, random)] = edges[index(random, 6)]
    return bytes
  },
  function setNumber(bytes, random) {
    const width = [2, 4, 8][index(random, 3)]
    const at = place(bytes, random)
    const isLittle = random.uniform() < 0.5
    let value = edges[index(random, edges.length)]
    for (let i = 0; i < width && at + i < bytes.length; i++, value = Math.floor(value / 256)) {
      const offset = at + (isLittle ? i : width - 1 - i)
      if (offset < bytes.length) bytes[offset] = value % 256
    }
    return bytes
  },
  function cut(bytes, random) {
    return bytes.subarray(0, index(random, bytes.length))
  },
  function remove(bytes, random) {
    const at = place(bytes, random)
    const length = 1 + index(random, longestRun)
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)])
  },
  function repeat(bytes, random) {
    const at = place(bytes, random)
    const part = bytes.subarray(at, at + 1 + index(random, longestRun))
    return Uint8Array.from([...bytes.subarray(0, at), ...part, ...bytes.subarray(at)])
  },
  function overwrite(bytes, random) {
    const from = place(bytes, random)
    bytes.copyWithin(place(bytes, random), from, from + 1 + index(random, longestRun))
    return bytes
  },
  function noise(bytes, random) {
    const at = place(bytes, random)
    const end = Math.min(bytes.length, at + 1 + index(random, 64))
    for (let i = at; i < end; i++) bytes[i] = index(random, 256)
    return bytes
  },
]

/** A copy with one to eight kinds of damage. */
export function mutate(seed: Uint8Array, random: Random): Uint8Array {
  let bytes = seed.slice()
  const count = 1 + index(random, 8)
  for (let step = 0; step < count && bytes.length > 0; step++) {
    bytes = mutations[index(random, mutations.length)](bytes, random).slice()
  }
  return bytes
}
