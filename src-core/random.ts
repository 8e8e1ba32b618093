/**
 * The one seeded random generator of the project: the same seed gives the same numbers on every machine.
 *
 * xoshiro128** 1.1 by D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4),
 * 2021; its state is filled by a 32-bit splitmix, as its authors advise, so that near seeds give unrelated streams.
 */

export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  uniform(): number
}

/**
 * A generator for `seed`, any finite number. Integers of up to 53 bits, negative ones too, give different streams;
 * of other numbers the fraction is dropped.
 */
export function createRandom(seed: number): Random {
  const next = createSplitmix(seed)
  let a = next()
  let b = next()
  let c = next()
  let d = next()

  return {
    uniform() {
      const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = rotateLeft(d, 11)
      return result / 2 ** 32
    },
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

/** Four outputs fill the state; they come from distinct counters through a bijection, so not all are zero. */
function createSplitmix(seed: number): () => number {
  const whole = Math.trunc(seed)
  const high = Math.floor(whole / 2 ** 32)
  let counter = (whole ^ mix(Math.imul(high, 0x85ebca6b))) | 0
  return () => {
    counter = (counter + 0x9e3779b9) | 0
    return mix(counter)
  }
}

function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}
