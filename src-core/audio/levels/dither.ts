import { createRandom } from '../../random'

/**
 * Triangular dither of +-1 LSB (TPDF): the difference of two uniform numbers, mean 0, variance 1/6 LSB^2. With it
 * the rounding error has mean 0 and variance 1/4 LSB^2 whatever the signal (Lipshitz, Wannamaker and Vanderkooy,
 * "Quantization and dither: a theoretical survey", JAES 40(5), 1992).
 *
 * @returns a function that gives the next value, in LSB; the same seed gives the same row of values
 */
export function createTriangularDither(seed: number): () => number {
  const random = createRandom(seed)
  return () => random.uniform() - random.uniform()
}
