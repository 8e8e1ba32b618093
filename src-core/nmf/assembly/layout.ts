// Sizes shared by all kernels; src-main/engine/kernels/memoryLayout.ts repeats them for the caller.

/** Bins of a chunk: what of W is worked on at a time; its rows are always this long, in bytes. */
export const chunkBytes: usize = 144 * 4
/** Frames of a tile; a multiple of 2 and 3, the frames that the inner loops take at a time. */
export const tileFrames: usize = 18
/** R and S of a tile, one after the other. */
export const ratioBytes: usize = tileFrames * chunkBytes
/** One component's row of a tile's splatted activations or statistics: 4 lanes per frame. */
export const splatBytes: usize = tileFrames * 16

/** Vh below this would overflow (V R) R in 32 bits; far below the floor of V, so that it changes nothing else. */
export const smallestModel: f32 = 1e-15
/** Lower bound of W and H. */
export const factorFloor: f32 = 1e-12
/** Keeps divisions by a statistic that underflowed finite. */
export const tiny: f32 = 1e-37

/** acc + a b; fused where the processor's relaxed instructions are compiled in. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(acc: v128, a: v128, b: v128): v128 {
  if (isDefined(RELAXED)) return f32x4.relaxed_madd(a, b, acc)
  return f32x4.add(acc, f32x4.mul(a, b))
}
