import type { Factors } from '../../nmf/factors'
import { createMasker, type Masker } from '../mask'
import type { ComponentWeights } from '../renderOutputs'
import type { GridStroke, MaskShaping } from './maskShaping'
import { createSmoothMask } from './noiseSmoothing'
import { createShares } from './strokeShares'

/**
 * Wiener masks, changed by a shaping. In every bin power is moved between groups of components: by the smoothed mask of the noise,
 * then by the strokes. Within a group all components keep their proportions. Model and sum of all powers stay what they were,
 * so that the masks of outputs whose weights add up to one add up to one here too. Without a shaping, and in frames that it does
 * not touch, the powers are those of createMasker, bit for bit; for any frame they are the same whatever was asked before.
 */
export function createShapedMasker(
  factors: Factors,
  outputs: readonly ComponentWeights[],
  shaping?: MaskShaping,
): Masker {
  const plain = createMasker(factors, outputs)
  if (!shaping) return plain
  const scales = createGroupScales(factors, shaping)
  const parts = outputs.map((weights) => partsOf(weights, shaping.groups))
  const masker = createMasker(
    factors,
    parts.flatMap((own) => own.map(({ weights }) => weights)),
  )
  const firstPart = parts.map((_, output) => parts.slice(0, output).reduce((sum, own) => sum + own.length, 0))
  const part = new Float64Array(factors.binCount)
  let isShaped = false

  return {
    model: plain.model,
    turnTo(frame) {
      plain.turnTo(frame)
      isShaped = scales.turnTo(frame)
      if (isShaped) masker.turnTo(frame)
    },
    fillPower(output, power) {
      if (!isShaped) return plain.fillPower(output, power)
      power.fill(0)
      parts[output].forEach(({ group }, index) => {
        const scale = scales.of[group]
        masker.fillPower(firstPart[output] + index, part)
        for (let f = 0; f < power.length; f++) power[f] += scale[f] * part[f]
      })
    },
  }
}

interface GroupPart {
  readonly group: number
  readonly weights: ComponentWeights
}

/** An output as one for each group that it has something of. */
function partsOf(weights: ComponentWeights, groups: readonly number[]): GroupPart[] {
  const present = new Set(groups.filter((_, k) => weights[k] !== 0))
  return [...present]
    .sort((a, b) => a - b)
    .map((group) => ({ group, weights: weights.map((weight, k) => (groups[k] === group ? weight : 0)) }))
}

interface GroupScales {
  /** By which the power of each group is multiplied in the present frame, bin by bin. */
  readonly of: readonly Float64Array[]
  /** False where the frame is not changed. */
  turnTo(frame: number): boolean
}

function createGroupScales(factors: Factors, { groups, smoothing, strokes }: MaskShaping): GroupScales {
  const { binCount } = factors
  const rows = Array.from({ length: Math.max(...groups) + 1 }, (_, group) =>
    Float64Array.from(groups, (own) => (own === group ? 1 : 0)),
  )
  const masker = createMasker(factors, rows)
  const before = rows.map(() => new Float64Array(binCount))
  const after = rows.map(() => new Float64Array(binCount))
  const shares = new Float64Array(binCount)
  const smoothMask = smoothing && createSmoothMask(factors, rows[smoothing.group], smoothing)
  const painted = strokes.map((stroke) => ({ stroke, fillShares: createShares(stroke.shape, binCount) }))

  function takePowers(frame: number): void {
    masker.turnTo(frame)
    before.forEach((power, group) => {
      masker.fillPower(group, power)
      after[group].set(power)
    })
  }

  function toScales(): void {
    after.forEach((power, group) => {
      for (let f = 0; f < binCount; f++) power[f] = before[group][f] > 0 ? power[f] / before[group][f] : 1
    })
  }

  function turnTo(frame: number): boolean {
    let isTaken = false
    if (smoothing && smoothMask) {
      takePowers(frame)
      isTaken = true
      smoothMask(frame, shares)
      giveShare(after, smoothing.group, shares)
    }
    for (const { stroke, fillShares } of painted) {
      if (!fillShares(frame, shares)) continue
      if (!isTaken) takePowers(frame)
      isTaken = true
      move({ before, after }, stroke, shares)
    }
    if (isTaken) toScales()
    return isTaken
  }
  return { of: after, turnTo }
}

/** Gives a group that share of all power; what the others have keeps its proportions. Nothing changes where either has nothing. */
function giveShare(powers: readonly Float64Array[], group: number, shares: Float64Array): void {
  for (let f = 0; f < shares.length; f++) {
    let others = 0
    for (let other = 0; other < powers.length; other++) if (other !== group) others += powers[other][f]
    const own = powers[group][f]
    if (!(own > 0 && others > 0)) continue
    const wanted = shares[f] * (own + others)
    const left = (own + others - wanted) / others
    for (let other = 0; other < powers.length; other++) if (other !== group) powers[other][f] *= left
    powers[group][f] = wanted
  }
}

interface GroupPowers {
  readonly before: readonly Float64Array[]
  readonly after: readonly Float64Array[]
}

/** What a stroke moves. To a group that had no power in a bin nothing can be moved: none of its components has a share of it. */
function move(
  { before, after }: GroupPowers,
  { to, from, strength }: GridStroke,
  shares: Float64Array,
): void {
  const target = after[to]
  for (let other = 0; other < after.length; other++) {
    if (other === to || (from !== null && other !== from)) continue
    const source = after[other]
    for (let f = 0; f < shares.length; f++) {
      if (shares[f] === 0 || !(before[to][f] > 0)) continue
      const moved = strength * shares[f] * source[f]
      source[f] -= moved
      target[f] += moved
    }
  }
}
