import { ShellacError } from '../../contract/errors'
import type { Charges } from '../../nmf/charges'
import type { GridStroke, MaskShaping } from './maskShaping'
import { createShares } from './strokeShares'

/**
 * Price of a bin that does not belong to a group at all. The divergence of a bin at twice its model is 0.19: at 20 whoever has
 * another component to do the work gives way, and whoever has none keeps about a fifth.
 */
const fullPrice = 20
/** Smaller shares are not worth a cell. */
const leastShare = 0.01
/** 16 bytes each. */
const mostCells = 2e7

/**
 * What was painted, as a price for the groups that it was taken from: in every bin the full price times the share that the strokes
 * took, each later one over those before it.
 * @throws ShellacError 'bad-argument' when so much is painted that it would not fit into memory
 */
export function chargesOf(
  { groups, strokes }: Pick<MaskShaping, 'groups' | 'strokes'>,
  { binCount, frameCount }: { readonly binCount: number; readonly frameCount: number },
): Charges {
  const painted = strokes.map((stroke) => ({ stroke, fillShares: createShares(stroke.shape, binCount) }))
  const left = Array.from({ length: Math.max(...groups) + 1 }, () => new Float64Array(binCount))
  const shares = new Float64Array(binCount)
  const cells = {
    frames: [] as number[],
    bins: [] as number[],
    payers: [] as number[],
    weights: [] as number[],
  }

  for (let frame = 0; frame < frameCount; frame++) {
    let isPainted = false
    for (const { stroke, fillShares } of painted) {
      if (!fillShares(frame, shares)) continue
      if (!isPainted) for (const share of left) share.fill(1)
      isPainted = true
      take(left, stroke, shares)
    }
    if (isPainted) collect(left, frame, cells)
  }
  return {
    groups,
    frames: Int32Array.from(cells.frames),
    bins: Int32Array.from(cells.bins),
    payers: Int32Array.from(cells.payers),
    weights: Float32Array.from(cells.weights),
  }
}

/** What each group is left of its own: who is given a bin has all of its own there again. */
function take(left: readonly Float64Array[], { to, from, strength }: GridStroke, shares: Float64Array): void {
  left.forEach((share, group) => {
    const isTaken = group !== to && (from === null || group === from)
    for (let f = 0; f < share.length; f++) {
      const moved = strength * shares[f]
      if (isTaken) share[f] *= 1 - moved
      else if (group === to) share[f] = 1 - (1 - share[f]) * (1 - moved)
    }
  })
}

function collect(
  left: readonly Float64Array[],
  frame: number,
  cells: Readonly<Record<'frames' | 'bins' | 'payers' | 'weights', number[]>>,
): void {
  left.forEach((share, group) => {
    for (let bin = 0; bin < share.length; bin++) {
      const taken = 1 - share[bin]
      if (taken < leastShare) continue
      cells.frames.push(frame)
      cells.bins.push(bin)
      cells.payers.push(group)
      cells.weights.push(fullPrice * taken)
    }
  })
  if (cells.frames.length <= mostCells) return
  const message = 'So much is painted that it cannot be refined at once; erase strokes that are done with.'
  throw new ShellacError('bad-argument', message)
}
