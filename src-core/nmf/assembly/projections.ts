import { chunkBytes, multiplyAdd, ratioBytes, splatBytes, tileFrames } from './layout'

// Products with the dictionary: sums[k][n] += sum over the chunk's bins of w_k x_n, in 4 lanes, for X = S (giving P) and X = R
// (giving Q). Written out by number of components because the sums live in registers.

/** 5 components x 2 frames. */
function project5(x: usize, w: usize, sums: usize, usedBytes: usize): void {
  const end = w + usedBytes
  let a0 = v128.load(sums)
  let b0 = v128.load(sums, 16)
  let a1 = v128.load(sums, splatBytes)
  let b1 = v128.load(sums, splatBytes + 16)
  let a2 = v128.load(sums, 2 * splatBytes)
  let b2 = v128.load(sums, 2 * splatBytes + 16)
  let a3 = v128.load(sums, 3 * splatBytes)
  let b3 = v128.load(sums, 3 * splatBytes + 16)
  let a4 = v128.load(sums, 4 * splatBytes)
  let b4 = v128.load(sums, 4 * splatBytes + 16)
  while (w < end) {
    const x0 = v128.load(x)
    const x1 = v128.load(x, chunkBytes)
    let w0 = v128.load(w)
    a0 = multiplyAdd(a0, w0, x0)
    b0 = multiplyAdd(b0, w0, x1)
    w0 = v128.load(w, chunkBytes)
    a1 = multiplyAdd(a1, w0, x0)
    b1 = multiplyAdd(b1, w0, x1)
    w0 = v128.load(w, 2 * chunkBytes)
    a2 = multiplyAdd(a2, w0, x0)
    b2 = multiplyAdd(b2, w0, x1)
    w0 = v128.load(w, 3 * chunkBytes)
    a3 = multiplyAdd(a3, w0, x0)
    b3 = multiplyAdd(b3, w0, x1)
    w0 = v128.load(w, 4 * chunkBytes)
    a4 = multiplyAdd(a4, w0, x0)
    b4 = multiplyAdd(b4, w0, x1)
    x += 16
    w += 16
  }
  v128.store(sums, a0)
  v128.store(sums, b0, 16)
  v128.store(sums, a1, splatBytes)
  v128.store(sums, b1, splatBytes + 16)
  v128.store(sums, a2, 2 * splatBytes)
  v128.store(sums, b2, 2 * splatBytes + 16)
  v128.store(sums, a3, 3 * splatBytes)
  v128.store(sums, b3, 3 * splatBytes + 16)
  v128.store(sums, a4, 4 * splatBytes)
  v128.store(sums, b4, 4 * splatBytes + 16)
}

/** 4 components x 2 frames. */
function project4(x: usize, w: usize, sums: usize, usedBytes: usize): void {
  const end = w + usedBytes
  let a0 = v128.load(sums)
  let b0 = v128.load(sums, 16)
  let a1 = v128.load(sums, splatBytes)
  let b1 = v128.load(sums, splatBytes + 16)
  let a2 = v128.load(sums, 2 * splatBytes)
  let b2 = v128.load(sums, 2 * splatBytes + 16)
  let a3 = v128.load(sums, 3 * splatBytes)
  let b3 = v128.load(sums, 3 * splatBytes + 16)
  while (w < end) {
    const x0 = v128.load(x)
    const x1 = v128.load(x, chunkBytes)
    let w0 = v128.load(w)
    a0 = multiplyAdd(a0, w0, x0)
    b0 = multiplyAdd(b0, w0, x1)
    w0 = v128.load(w, chunkBytes)
    a1 = multiplyAdd(a1, w0, x0)
    b1 = multiplyAdd(b1, w0, x1)
    w0 = v128.load(w, 2 * chunkBytes)
    a2 = multiplyAdd(a2, w0, x0)
    b2 = multiplyAdd(b2, w0, x1)
    w0 = v128.load(w, 3 * chunkBytes)
    a3 = multiplyAdd(a3, w0, x0)
    b3 = multiplyAdd(b3, w0, x1)
    x += 16
    w += 16
  }
  v128.store(sums, a0)
  v128.store(sums, b0, 16)
  v128.store(sums, a1, splatBytes)
  v128.store(sums, b1, splatBytes + 16)
  v128.store(sums, a2, 2 * splatBytes)
  v128.store(sums, b2, 2 * splatBytes + 16)
  v128.store(sums, a3, 3 * splatBytes)
  v128.store(sums, b3, 3 * splatBytes + 16)
}

/** 2 components x 2 frames. */
function project2(x: usize, w: usize, sums: usize, usedBytes: usize): void {
  const end = w + usedBytes
  let a0 = v128.load(sums)
  let b0 = v128.load(sums, 16)
  let a1 = v128.load(sums, splatBytes)
  let b1 = v128.load(sums, splatBytes + 16)
  while (w < end) {
    const x0 = v128.load(x)
    const x1 = v128.load(x, chunkBytes)
    let w0 = v128.load(w)
    a0 = multiplyAdd(a0, w0, x0)
    b0 = multiplyAdd(b0, w0, x1)
    w0 = v128.load(w, chunkBytes)
    a1 = multiplyAdd(a1, w0, x0)
    b1 = multiplyAdd(b1, w0, x1)
    x += 16
    w += 16
  }
  v128.store(sums, a0)
  v128.store(sums, b0, 16)
  v128.store(sums, a1, splatBytes)
  v128.store(sums, b1, splatBytes + 16)
}

/** 1 component x 2 frames. */
function project1(x: usize, w: usize, sums: usize, usedBytes: usize): void {
  const end = w + usedBytes
  let a0 = v128.load(sums)
  let b0 = v128.load(sums, 16)
  while (w < end) {
    const x0 = v128.load(x)
    const x1 = v128.load(x, chunkBytes)
    let w0 = v128.load(w)
    a0 = multiplyAdd(a0, w0, x0)
    b0 = multiplyAdd(b0, w0, x1)
    x += 16
    w += 16
  }
  v128.store(sums, a0)
  v128.store(sums, b0, 16)
}

/** P and Q of a tile, from one chunk. `p`, `q`: [component][frame] of 4 lanes. */
export function projectTile(
  ratios: usize,
  w: usize,
  p: usize,
  q: usize,
  usedBytes: usize,
  count: usize,
): void {
  const s = ratios + ratioBytes
  let k: usize = 0
  // Older engines spill registers with 5 components at a time; the relaxed build only runs on newer ones.
  if (isDefined(RELAXED)) {
    for (; k + 5 <= count; k += 5) {
      for (let n: usize = 0; n < tileFrames; n += 2) {
        const x = n * chunkBytes
        const sums = k * splatBytes + n * 16
        project5(s + x, w + k * chunkBytes, p + sums, usedBytes)
        project5(ratios + x, w + k * chunkBytes, q + sums, usedBytes)
      }
    }
  }
  for (; k + 4 <= count; k += 4) {
    for (let n: usize = 0; n < tileFrames; n += 2) {
      const x = n * chunkBytes
      const sums = k * splatBytes + n * 16
      project4(s + x, w + k * chunkBytes, p + sums, usedBytes)
      project4(ratios + x, w + k * chunkBytes, q + sums, usedBytes)
    }
  }
  for (; k + 2 <= count; k += 2) {
    for (let n: usize = 0; n < tileFrames; n += 2) {
      const x = n * chunkBytes
      const sums = k * splatBytes + n * 16
      project2(s + x, w + k * chunkBytes, p + sums, usedBytes)
      project2(ratios + x, w + k * chunkBytes, q + sums, usedBytes)
    }
  }
  for (; k + 1 <= count; k += 1) {
    for (let n: usize = 0; n < tileFrames; n += 2) {
      const x = n * chunkBytes
      const sums = k * splatBytes + n * 16
      project1(s + x, w + k * chunkBytes, p + sums, usedBytes)
      project1(ratios + x, w + k * chunkBytes, q + sums, usedBytes)
    }
  }
}
