import { chunkBytes, ratioBytes, splatBytes, tileFrames } from './layout'
import { accumulateTile } from './outerProducts'
import { projectTile } from './projections'
import { tileRatios } from './ratios'
import { log2 } from './vectorMath'
import { fitActivations, sweep } from './updates'

export { extrapolate, fitActivations, multiply, neighbourRatios, sweep } from './updates'

// Passes over the tiles of a segment of frames. A tile's V is read from memory once and then stays in the cache.
//
// Parameters of a problem stand in one block, written by the caller: writeProblem in src-main/engine/kernels/wasmKernels.ts.

// @ts-ignore: decorator
@inline
function field(problem: usize, index: usize): usize {
  return load<u32>(problem + index * 4)
}

// @ts-ignore: decorator
@inline
function componentCountOf(problem: usize): usize {
  return field(problem, 0)
}
// @ts-ignore: decorator
@inline
function frameCountOf(problem: usize): usize {
  return field(problem, 1)
}
// @ts-ignore: decorator
@inline
function chunkCountOf(problem: usize): usize {
  return field(problem, 2)
}
/** Bytes of the last chunk's rows that hold bins. */
// @ts-ignore: decorator
@inline
function lastChunkBytesOf(problem: usize): usize {
  return field(problem, 3)
}
/** Frame 0 of V; a frame's row is `vRowBytes` long. */
// @ts-ignore: decorator
@inline
function vOf(problem: usize): usize {
  return field(problem, 4)
}
// @ts-ignore: decorator
@inline
function vRowBytesOf(problem: usize): usize {
  return field(problem, 5)
}
// @ts-ignore: decorator
@inline
function wOf(problem: usize): usize {
  return field(problem, 6)
}
/** Frame 0 of H, and of P and Q, which have the same shape. */
// @ts-ignore: decorator
@inline
function hOf(problem: usize): usize {
  return field(problem, 7)
}
// @ts-ignore: decorator
@inline
function hRowBytesOf(problem: usize): usize {
  return field(problem, 8)
}
// @ts-ignore: decorator
@inline
function pOf(problem: usize): usize {
  return field(problem, 9)
}
// @ts-ignore: decorator
@inline
function qOf(problem: usize): usize {
  return field(problem, 10)
}

/** One row of H: all bits of a component whose activations are updated, none of a fixed one. */
// @ts-ignore: decorator
@inline
function freeOf(problem: usize): usize {
  return field(problem, 11)
}

/** Scratch of one thread: ratios R and S; splatted H; sums P and Q of a tile. */
// @ts-ignore: decorator
@inline
function splatsIn(scratch: usize): usize {
  return scratch + 2 * ratioBytes
}

function zero(from: usize, byteLength: usize): void {
  const nothing = f32x4.splat(0)
  for (let i: usize = 0; i < byteLength; i += 16) v128.store(from + i, nothing)
}

/** [component][frame] of 4 equal lanes, from rows of H. */
function splatActivations(h: usize, rowBytes: usize, out: usize, count: usize): void {
  for (let n: usize = 0; n < tileFrames; n++) {
    for (let k: usize = 0; k < count; k++) {
      v128.store(out + k * splatBytes + n * 16, v128.load32_splat(h + n * rowBytes + k * 4))
    }
  }
}

/** Sums the 4 lanes of 4 neighbouring components of one frame: one vector of a row of P or Q. */
// @ts-ignore: decorator
@inline
function laneSums(sums: usize): v128 {
  const a = v128.load(sums)
  const b = v128.load(sums, splatBytes)
  const c = v128.load(sums, 2 * splatBytes)
  const d = v128.load(sums, 3 * splatBytes)
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
}

/**
 * P h^2 and Q of a tile into their rows, from the sums in 4 lanes.
 * @returns the sum of h P over `rows` frames, which is the sum of V / Vh
 */
function storeStatistics(problem: usize, p: usize, q: usize, frame: usize, rows: usize): f64 {
  const rowBytes = hRowBytesOf(problem)
  let fit = f64x2.splat(0)
  for (let n: usize = 0; n < rows; n++) {
    const row = (frame + n) * rowBytes
    for (let i: usize = 0; i < rowBytes; i += 16) {
      const sums = (i >> 2) * splatBytes + n * 16
      const h = v128.load(hOf(problem) + row + i)
      const weighted = f32x4.mul(laneSums(p + sums), h)
      v128.store(pOf(problem) + row + i, f32x4.mul(weighted, h))
      v128.store(qOf(problem) + row + i, laneSums(q + sums))
      fit = f64x2.add(fit, f64x2.promote_low_f32x4(weighted))
      fit = f64x2.add(fit, f64x2.promote_low_f32x4(v128.shuffle<f32>(weighted, weighted, 2, 3, 2, 3)))
    }
  }
  return f64x2.extract_lane(fit, 0) + f64x2.extract_lane(fit, 1)
}

/** Sum of log R over `rows` frames of a chunk, natural logarithm: mantissas are multiplied, exponents added. */
function sumLogarithms(ratios: usize, rows: usize, usedBytes: usize): f64 {
  let products = f32x4.splat(1)
  let exponents = i32x4.splat(0)
  for (let n: usize = 0; n < rows; n++) {
    const row = ratios + n * chunkBytes
    for (let i: usize = 0; i < usedBytes; i += 32) {
      // A product of two stays in range: R is between the largest 1 / Vh, 1e15, and what V of mean 1 allows.
      const pair = f32x4.mul(v128.load(row + i), v128.load(row + i, 16))
      exponents = i32x4.add(exponents, i32x4.shr_u(pair, 23))
      products = f32x4.mul(products, v128.or(v128.and(pair, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000)))
    }
    exponents = i32x4.add(exponents, i32x4.shr_u(products, 23))
    products = v128.or(v128.and(products, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000))
  }
  // Every exponent that was added carries the bias 127: one a pair, and one a row for the running product.
  const added = <f64>(rows * ((usedBytes >> 5) + 1)) * 4.0
  const exponent =
    <f64>i32x4.extract_lane(exponents, 0) + <f64>i32x4.extract_lane(exponents, 1) +
    <f64>i32x4.extract_lane(exponents, 2) + <f64>i32x4.extract_lane(exponents, 3)
  const rest = log2(products)
  const fraction =
    <f64>f32x4.extract_lane(rest, 0) + <f64>f32x4.extract_lane(rest, 1) +
    <f64>f32x4.extract_lane(rest, 2) + <f64>f32x4.extract_lane(rest, 3)
  return (exponent - 127.0 * added + fraction) * 0.6931471805599453
}

/** P h^2 and Q of one tile into their rows. Returns the sum of V / Vh + log Vh over the tile's frames below frameCount. */
function activationTile(problem: usize, scratch: usize, frame: usize): f64 {
  const count = componentCountOf(problem)
  const hRow = hRowBytesOf(problem)
  const chunks = chunkCountOf(problem)
  const splats = splatsIn(scratch)
  const paddedCount = hRow >> 2
  const p = splats + paddedCount * splatBytes
  const q = p + paddedCount * splatBytes
  const v = vOf(problem) + frame * vRowBytesOf(problem)
  const rows = min(tileFrames, frameCountOf(problem) - frame)
  let logarithms: f64 = 0
  splatActivations(hOf(problem) + frame * hRow, hRow, splats, count)
  zero(p, 2 * paddedCount * splatBytes)
  for (let c: usize = 0; c < chunks; c++) {
    const used = c + 1 < chunks ? chunkBytes : lastChunkBytesOf(problem)
    const w = wOf(problem) + c * count * chunkBytes
    tileRatios(v + c * chunkBytes, vRowBytesOf(problem), w, splats, scratch, used, count)
    logarithms += sumLogarithms(scratch, rows, used)
    projectTile(scratch, w, p, q, used, count)
  }
  return storeStatistics(problem, p, q, frame, rows) - logarithms
}

/**
 * Adds one tile's share to the dictionary statistics at `p` and `q`. Of its frames only those from `keepFrom` to below
 * `keepTo` count, in frames from the tile's first.
 */
function dictionaryTile(
  problem: usize,
  scratch: usize,
  p: usize,
  q: usize,
  frame: isize,
  keepFrom: usize,
  keepTo: usize,
): void {
  const count = componentCountOf(problem)
  const hRow = hRowBytesOf(problem)
  const chunks = chunkCountOf(problem)
  const splats = splatsIn(scratch)
  const v = vOf(problem) + frame * vRowBytesOf(problem)
  splatActivations(hOf(problem) + frame * hRow, hRow, splats, count)
  for (let c: usize = 0; c < chunks; c++) {
    const used = c + 1 < chunks ? chunkBytes : lastChunkBytesOf(problem)
    const offset = c * count * chunkBytes
    tileRatios(v + c * chunkBytes, vRowBytesOf(problem), wOf(problem) + offset, splats, scratch, used, count)
    if (keepFrom > 0 || keepTo < tileFrames) {
      for (let n: usize = 0; n < tileFrames; n++) {
        if (n >= keepFrom && n < keepTo) continue
        zero(scratch + n * chunkBytes, chunkBytes)
        zero(scratch + ratioBytes + n * chunkBytes, chunkBytes)
      }
    }
    accumulateTile(scratch, splats, p + offset, q + offset, used, count)
  }
}

/** P h^2 and Q of frames from .. to - 1 (whole tiles). Returns the sum of V / Vh + log Vh. */
export function activationPass(problem: usize, scratch: usize, from: usize, to: usize): f64 {
  let sum: f64 = 0
  for (let frame = from; frame < to; frame += tileFrames) sum += activationTile(problem, scratch, frame)
  return sum
}

/** Dictionary statistics of frames from .. to - 1 (whole tiles), from scratch. */
export function dictionaryPass(
  problem: usize,
  scratch: usize,
  p: usize,
  q: usize,
  from: usize,
  to: usize,
): void {
  const byteLength = chunkCountOf(problem) * componentCountOf(problem) * chunkBytes
  zero(p, byteLength)
  zero(q, byteLength)
  for (let frame = from; frame < to; frame += tileFrames) {
    dictionaryTile(problem, scratch, p, q, frame, 0, tileFrames)
  }
}

/**
 * One iteration's share of a segment in a single pass over V: per tile the statistics of the activations, their update,
 * and with the new ones the statistics of the dictionary. All even frames are updated from their old odd neighbours, then
 * each odd frame from its new even ones; the last frame of a tile is odd and waits for the first of the next tile, so the
 * second half of the work lags one frame behind. The next segment's first frame is another thread's: `nextStarted` tells when it
 * is ready, as `started` tells of this segment's; both hold the number of the turn (0 for none).
 * @returns the sum of V / Vh + log Vh at the factors before the update
 */
export function fusedPass(
  problem: usize,
  scratch: usize,
  p: usize,
  q: usize,
  from: usize,
  to: usize,
  smoothness: f32,
  step: i32,
  started: usize,
  nextStarted: usize,
  turn: i32,
): f64 {
  const byteLength = chunkCountOf(problem) * componentCountOf(problem) * chunkBytes
  const frameCount = frameCountOf(problem)
  const last = min(to, frameCount) - 1
  zero(p, byteLength)
  zero(q, byteLength)
  let sum: f64 = 0
  for (let frame = from; frame < to; frame += tileFrames) {
    sum += activationTile(problem, scratch, frame)
    const end = min(frame + tileFrames, frameCount)
    sweepFrames(problem, frame, end, smoothness, step)
    if (frame == from) announce(started, turn)
    sweepFrames(problem, frame == from ? frame + 1 : frame - 1, end - 1, smoothness, step)
    const keepTo = (end & 1) == 0 ? end - frame : tileFrames
    dictionaryTile(problem, scratch, p, q, <isize>frame - 1, frame == from ? 1 : 0, keepTo)
  }
  if ((last & 1) == 1) {
    if (nextStarted != 0) {
      // Kept in memory meanwhile: V8 11 (Node 20) clears the lower half of a double that its baseline code holds across a wait.
      store<f64>(scratch, sum)
      awaitTurn(nextStarted, turn)
      sum = load<f64>(scratch)
    }
    sweepFrames(problem, last, last + 1, smoothness, step)
    dictionaryTile(problem, scratch, p, q, <isize>last, 0, 1)
  }
  return sum
}

/** The same without penalty: frames do not depend on each other. */
export function fusedPassWithoutPenalty(
  problem: usize,
  scratch: usize,
  p: usize,
  q: usize,
  from: usize,
  to: usize,
  equalising: bool,
): f64 {
  const byteLength = chunkCountOf(problem) * componentCountOf(problem) * chunkBytes
  const rowBytes = hRowBytesOf(problem)
  zero(p, byteLength)
  zero(q, byteLength)
  let sum: f64 = 0
  for (let frame = from; frame < to; frame += tileFrames) {
    sum += activationTile(problem, scratch, frame)
    const rows = min(tileFrames, frameCountOf(problem) - frame)
    const offset = frame * rowBytes
    const h = hOf(problem) + offset
    const a = pOf(problem) + offset
    fitActivations(h, a, qOf(problem) + offset, rowBytes, rows * rowBytes, equalising, freeOf(problem))
    dictionaryTile(problem, scratch, p, q, <isize>frame, 0, tileFrames)
  }
  return sum
}

/** Every second frame from `from` to below `to`. */
function sweepFrames(problem: usize, from: usize, to: usize, smoothness: f32, step: i32): void {
  const rowBytes = hRowBytesOf(problem)
  const h = hOf(problem)
  const p = pOf(problem)
  const q = qOf(problem)
  sweep(h, p, q, rowBytes, frameCountOf(problem), from, to, 2, smoothness, step, freeOf(problem))
}

function announce(place: usize, turn: i32): void {
  atomic.store<i32>(place, turn)
  atomic.notify(place, -1)
}

/** First busily: the other thread is only about a tile away. */
function awaitTurn(place: usize, turn: i32): void {
  for (let spin = 0; spin < 4000; spin++) if (atomic.load<i32>(place) == turn) return
  for (;;) {
    const present = atomic.load<i32>(place)
    if (present == turn) return
    atomic.wait<i32>(place, present, -1)
  }
}
