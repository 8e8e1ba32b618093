import { chunkBytes, multiplyAdd, ratioBytes, splatBytes } from './layout'

// Products with the activations: sums[k] += sum over the tile's frames of h_kn x_n, for X = S (numerators of the dictionary update)
// and X = R (denominators). Written out by number of components because the sums live in registers.

/** 5 components x 8 bins. */
function accumulate5(x: usize, h: usize, sums: usize, usedBytes: usize): void {
  const end = sums + usedBytes
  while (sums < end) {
    let a0 = v128.load(sums)
    let b0 = v128.load(sums, 16)
    let a1 = v128.load(sums, chunkBytes)
    let b1 = v128.load(sums, chunkBytes + 16)
    let a2 = v128.load(sums, 2 * chunkBytes)
    let b2 = v128.load(sums, 2 * chunkBytes + 16)
    let a3 = v128.load(sums, 3 * chunkBytes)
    let b3 = v128.load(sums, 3 * chunkBytes + 16)
    let a4 = v128.load(sums, 4 * chunkBytes)
    let b4 = v128.load(sums, 4 * chunkBytes + 16)
    let xn = x
    let hn = h
    const xEnd = x + ratioBytes
    while (xn < xEnd) {
      const x0 = v128.load(xn)
      const x1 = v128.load(xn, 16)
      let h0 = v128.load(hn)
      a0 = multiplyAdd(a0, h0, x0)
      b0 = multiplyAdd(b0, h0, x1)
      h0 = v128.load(hn, splatBytes)
      a1 = multiplyAdd(a1, h0, x0)
      b1 = multiplyAdd(b1, h0, x1)
      h0 = v128.load(hn, 2 * splatBytes)
      a2 = multiplyAdd(a2, h0, x0)
      b2 = multiplyAdd(b2, h0, x1)
      h0 = v128.load(hn, 3 * splatBytes)
      a3 = multiplyAdd(a3, h0, x0)
      b3 = multiplyAdd(b3, h0, x1)
      h0 = v128.load(hn, 4 * splatBytes)
      a4 = multiplyAdd(a4, h0, x0)
      b4 = multiplyAdd(b4, h0, x1)
      xn += chunkBytes
      hn += 16
    }
    v128.store(sums, a0)
    v128.store(sums, b0, 16)
    v128.store(sums, a1, chunkBytes)
    v128.store(sums, b1, chunkBytes + 16)
    v128.store(sums, a2, 2 * chunkBytes)
    v128.store(sums, b2, 2 * chunkBytes + 16)
    v128.store(sums, a3, 3 * chunkBytes)
    v128.store(sums, b3, 3 * chunkBytes + 16)
    v128.store(sums, a4, 4 * chunkBytes)
    v128.store(sums, b4, 4 * chunkBytes + 16)
    x += 32
    sums += 32
  }
}

/** 4 components x 8 bins. */
function accumulate4(x: usize, h: usize, sums: usize, usedBytes: usize): void {
  const end = sums + usedBytes
  while (sums < end) {
    let a0 = v128.load(sums)
    let b0 = v128.load(sums, 16)
    let a1 = v128.load(sums, chunkBytes)
    let b1 = v128.load(sums, chunkBytes + 16)
    let a2 = v128.load(sums, 2 * chunkBytes)
    let b2 = v128.load(sums, 2 * chunkBytes + 16)
    let a3 = v128.load(sums, 3 * chunkBytes)
    let b3 = v128.load(sums, 3 * chunkBytes + 16)
    let xn = x
    let hn = h
    const xEnd = x + ratioBytes
    while (xn < xEnd) {
      const x0 = v128.load(xn)
      const x1 = v128.load(xn, 16)
      let h0 = v128.load(hn)
      a0 = multiplyAdd(a0, h0, x0)
      b0 = multiplyAdd(b0, h0, x1)
      h0 = v128.load(hn, splatBytes)
      a1 = multiplyAdd(a1, h0, x0)
      b1 = multiplyAdd(b1, h0, x1)
      h0 = v128.load(hn, 2 * splatBytes)
      a2 = multiplyAdd(a2, h0, x0)
      b2 = multiplyAdd(b2, h0, x1)
      h0 = v128.load(hn, 3 * splatBytes)
      a3 = multiplyAdd(a3, h0, x0)
      b3 = multiplyAdd(b3, h0, x1)
      xn += chunkBytes
      hn += 16
    }
    v128.store(sums, a0)
    v128.store(sums, b0, 16)
    v128.store(sums, a1, chunkBytes)
    v128.store(sums, b1, chunkBytes + 16)
    v128.store(sums, a2, 2 * chunkBytes)
    v128.store(sums, b2, 2 * chunkBytes + 16)
    v128.store(sums, a3, 3 * chunkBytes)
    v128.store(sums, b3, 3 * chunkBytes + 16)
    x += 32
    sums += 32
  }
}

/** 2 components x 8 bins. */
function accumulate2(x: usize, h: usize, sums: usize, usedBytes: usize): void {
  const end = sums + usedBytes
  while (sums < end) {
    let a0 = v128.load(sums)
    let b0 = v128.load(sums, 16)
    let a1 = v128.load(sums, chunkBytes)
    let b1 = v128.load(sums, chunkBytes + 16)
    let xn = x
    let hn = h
    const xEnd = x + ratioBytes
    while (xn < xEnd) {
      const x0 = v128.load(xn)
      const x1 = v128.load(xn, 16)
      let h0 = v128.load(hn)
      a0 = multiplyAdd(a0, h0, x0)
      b0 = multiplyAdd(b0, h0, x1)
      h0 = v128.load(hn, splatBytes)
      a1 = multiplyAdd(a1, h0, x0)
      b1 = multiplyAdd(b1, h0, x1)
      xn += chunkBytes
      hn += 16
    }
    v128.store(sums, a0)
    v128.store(sums, b0, 16)
    v128.store(sums, a1, chunkBytes)
    v128.store(sums, b1, chunkBytes + 16)
    x += 32
    sums += 32
  }
}

/** 1 component x 8 bins. */
function accumulate1(x: usize, h: usize, sums: usize, usedBytes: usize): void {
  const end = sums + usedBytes
  while (sums < end) {
    let a0 = v128.load(sums)
    let b0 = v128.load(sums, 16)
    let xn = x
    let hn = h
    const xEnd = x + ratioBytes
    while (xn < xEnd) {
      const x0 = v128.load(xn)
      const x1 = v128.load(xn, 16)
      let h0 = v128.load(hn)
      a0 = multiplyAdd(a0, h0, x0)
      b0 = multiplyAdd(b0, h0, x1)
      xn += chunkBytes
      hn += 16
    }
    v128.store(sums, a0)
    v128.store(sums, b0, 16)
    x += 32
    sums += 32
  }
}

/** Adds a tile's share of one chunk. `h`: splatted activations; `p`, `q`: rows of the chunk, one a component. */
export function accumulateTile(
  ratios: usize,
  h: usize,
  p: usize,
  q: usize,
  usedBytes: usize,
  count: usize,
): void {
  const s = ratios + ratioBytes
  let k: usize = 0
  if (isDefined(RELAXED)) {
    for (; k + 5 <= count; k += 5) {
      accumulate5(s, h + k * splatBytes, p + k * chunkBytes, usedBytes)
      accumulate5(ratios, h + k * splatBytes, q + k * chunkBytes, usedBytes)
    }
  }
  for (; k + 4 <= count; k += 4) {
    accumulate4(s, h + k * splatBytes, p + k * chunkBytes, usedBytes)
    accumulate4(ratios, h + k * splatBytes, q + k * chunkBytes, usedBytes)
  }
  for (; k + 2 <= count; k += 2) {
    accumulate2(s, h + k * splatBytes, p + k * chunkBytes, usedBytes)
    accumulate2(ratios, h + k * splatBytes, q + k * chunkBytes, usedBytes)
  }
  for (; k + 1 <= count; k += 1) {
    accumulate1(s, h + k * splatBytes, p + k * chunkBytes, usedBytes)
    accumulate1(ratios, h + k * splatBytes, q + k * chunkBytes, usedBytes)
  }
}
