/** Arrays of the factorisation: 32-bit in the product, 64-bit where a test compares with golden vectors. */
export type RealArray = Float32Array | Float64Array

/** V ~ W H with all entries positive. */
export interface Factors {
  /** Dictionary, one spectrum after the other: W[k * binCount + f]. */
  readonly W: RealArray
  /** Activations, frame-major: H[n * componentCount + k]. */
  readonly H: RealArray
  /** F */
  readonly binCount: number
  /** N */
  readonly frameCount: number
  /** K */
  readonly componentCount: number
}

/** Lower bound of every entry of W and H (V has mean 1). Keeps products out of the denormal range. */
export const factorFloor = 1e-12

export function copyFactors(factors: Factors): Factors {
  return { ...factors, W: factors.W.slice(), H: factors.H.slice() }
}

/** Overwrites the entries of `target` by those of `source`; both of the same shape. */
export function assignFactors(target: Factors, source: Factors): void {
  target.W.set(source.W)
  target.H.set(source.H)
}

/**
 * Scales every column of W to sum 1 and compensates in H: W H and the cost stay the same, because the divergence and the
 * penalty do not see the scale of a component. Components in `except` stay as they are.
 */
export function normalised(factors: Factors, except: readonly number[] = []): Factors {
  const { binCount, frameCount, componentCount } = factors
  const result = copyFactors(factors)
  for (let k = 0; k < componentCount; k++) {
    if (except.includes(k)) continue
    const column = result.W.subarray(k * binCount, (k + 1) * binCount)
    let sum = 0
    for (const value of column) sum += value
    for (let f = 0; f < binCount; f++) column[f] /= sum
    for (let n = 0; n < frameCount; n++) result.H[n * componentCount + k] *= sum
  }
  return result
}

/** The same components in another order: component j of the result is component `order[j]`. */
export function permuted(factors: Factors, order: readonly number[]): Factors {
  const { binCount, frameCount, componentCount } = factors
  const result = copyFactors(factors)
  order.forEach((k, j) => {
    result.W.set(factors.W.subarray(k * binCount, (k + 1) * binCount), j * binCount)
    for (let n = 0; n < frameCount; n++) {
      result.H[n * componentCount + j] = factors.H[n * componentCount + k]
    }
  })
  return result
}
