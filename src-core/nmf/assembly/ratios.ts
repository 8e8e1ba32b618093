import { chunkBytes, multiplyAdd, ratioBytes, smallestModel, splatBytes, tileFrames } from './layout'

// R = 1 / Vh and S = (V R) R with Vh = W H, for a tile of frames and a chunk of bins.

// @ts-ignore: decorator
@inline
function storeRatios(model: v128, v: usize, out: usize): void {
  const r = f32x4.div(f32x4.splat(1), model)
  v128.store(out, r)
  v128.store(out, f32x4.mul(f32x4.mul(v128.load(v), r), r), ratioBytes)
}

/** 3 frames x 12 bins at a time. `h`: splatted activations of the first of the frames. */
function ratiosOfThree(
  v: usize,
  rowBytes: usize,
  w: usize,
  h: usize,
  out: usize,
  usedBytes: usize,
  componentCount: usize,
): void {
  const end = w + usedBytes
  const start = f32x4.splat(smallestModel)
  const hEnd = h + componentCount * splatBytes
  while (w < end) {
    let a0 = start, a1 = start, a2 = start
    let b0 = start, b1 = start, b2 = start
    let c0 = start, c1 = start, c2 = start
    let wk = w
    let hk = h
    while (hk < hEnd) {
      const w0 = v128.load(wk), w1 = v128.load(wk, 16), w2 = v128.load(wk, 32)
      let x = v128.load(hk)
      a0 = multiplyAdd(a0, x, w0)
      a1 = multiplyAdd(a1, x, w1)
      a2 = multiplyAdd(a2, x, w2)
      x = v128.load(hk, 16)
      b0 = multiplyAdd(b0, x, w0)
      b1 = multiplyAdd(b1, x, w1)
      b2 = multiplyAdd(b2, x, w2)
      x = v128.load(hk, 32)
      c0 = multiplyAdd(c0, x, w0)
      c1 = multiplyAdd(c1, x, w1)
      c2 = multiplyAdd(c2, x, w2)
      wk += chunkBytes
      hk += splatBytes
    }
    const v1 = v + rowBytes
    const v2 = v1 + rowBytes
    storeRatios(a0, v, out)
    storeRatios(a1, v + 16, out + 16)
    storeRatios(a2, v + 32, out + 32)
    storeRatios(b0, v1, out + chunkBytes)
    storeRatios(b1, v1 + 16, out + chunkBytes + 16)
    storeRatios(b2, v1 + 32, out + chunkBytes + 32)
    storeRatios(c0, v2, out + 2 * chunkBytes)
    storeRatios(c1, v2 + 16, out + 2 * chunkBytes + 16)
    storeRatios(c2, v2 + 32, out + 2 * chunkBytes + 32)
    v += 48
    w += 48
    out += 48
  }
}

/** Ratios of a whole tile. `v`: V of its first frame, `rowBytes` apart; `usedBytes`: of the chunk's rows. */
export function tileRatios(
  v: usize,
  rowBytes: usize,
  w: usize,
  h: usize,
  out: usize,
  usedBytes: usize,
  componentCount: usize,
): void {
  for (let n: usize = 0; n < tileFrames; n += 3) {
    const from = out + n * chunkBytes
    ratiosOfThree(v + n * rowBytes, rowBytes, w, h + n * 16, from, usedBytes, componentCount)
  }
}
