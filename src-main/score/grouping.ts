import type { Samples } from '@core/audio/audioData'
import { innerProduct, siSdrOf } from './siSdr'

/** A signal that a group of components is compared with. */
export interface Target {
  /** <target, target> */
  readonly energy: number
  /** <component k, target>, K numbers */
  readonly products: Float64Array
}

/** Which component belongs where, as inner products: searching it never touches a sample. */
export interface GroupingProblem {
  /** <component i, component j>, K rows of K. */
  readonly gram: readonly Float64Array[]
  /** The stems to be rebuilt, one group each. */
  readonly stems: readonly Target[]
  /** What belongs to no stem: the last group. Its quality does not count, it only takes what would disturb the others. */
  readonly noise: Target
  /** The sum of the stems; the quality of all groups but noise against it breaks ties. */
  readonly music: Target
}

/** SI-SDR that a stem counts at least, dB: a lost stem is lost, however badly. */
export const lowestCounted = -10
/** A move must gain this much, dB, so that rounding cannot make the search go in circles. */
const smallestGain = 1e-9

/** Inner products of all components with one another. */
export function gramMatrix(components: readonly Samples[]): Float64Array[] {
  const gram = components.map(() => new Float64Array(components.length))
  for (let i = 0; i < components.length; i++) {
    for (let j = 0; j <= i; j++) {
      gram[i][j] = innerProduct(components[i], components[j])
      gram[j][i] = gram[i][j]
    }
  }
  return gram
}

/** Inner products of all components with one target. */
export function targetOf(components: readonly Samples[], target: Samples): Target {
  return {
    energy: innerProduct(target, target),
    products: Float64Array.from(components, (component) => innerProduct(component, target)),
  }
}

/**
 * Best grouping of components: each in exactly one stem or in noise, so that the mean SI-SDR over the stems (each counted
 * as -10 dB at least) is highest. Starts from the target that explains most of a component's energy, then moves single
 * components as long as that gains anything: a local optimum, which a move of one component cannot improve.
 * @returns for each component the number of its stem, or stems.length for noise
 */
export function findBestGrouping(problem: GroupingProblem): number[] {
  const state = new GroupingState(problem, startingGroups(problem))
  let best = state.quality()
  for (let improved = true; improved;) {
    improved = false
    for (let k = 0; k < problem.gram.length; k++) {
      const gained = tryMoves(state, k, best)
      if (gained === undefined) continue
      best = gained
      improved = true
    }
  }
  return state.groups
}

/** Puts component k where it serves best; the new quality, or undefined when it stays. */
function tryMoves(state: GroupingState, k: number, before: Quality): Quality | undefined {
  const home = state.groups[k]
  let best = before
  let target = home
  for (let group = 0; group < state.groupCount; group++) {
    if (group === home) continue
    state.move(k, group)
    const quality = state.quality()
    if (!isBetter(quality, best)) continue
    best = quality
    target = group
  }
  state.move(k, target)
  return target === home ? undefined : best
}

function startingGroups({ gram, stems, noise }: GroupingProblem): number[] {
  return gram.map((_, k) => {
    const explained = [...stems, noise].map(({ energy, products }) =>
      energy > 0 ? (products[k] * Math.abs(products[k])) / energy : 0,
    )
    return explained.indexOf(Math.max(...explained))
  })
}

/** Mean over the stems, and the tie-breaker: all kept components against the music. dB. */
interface Quality {
  readonly stems: number
  readonly music: number
}

function isBetter(quality: Quality, than: Quality): boolean {
  if (quality.stems > than.stems + smallestGain) return true
  return quality.stems > than.stems - smallestGain && quality.music > than.music + smallestGain
}

/** A grouping and the energies of its groups, kept up to date at O(K) a move. */
class GroupingState {
  readonly groups: number[]
  readonly groupCount: number
  readonly #noise: number
  readonly #stemSums: readonly GroupSum[]
  readonly #kept: GroupSum

  constructor(problem: GroupingProblem, groups: readonly number[]) {
    this.#noise = problem.stems.length
    this.groupCount = problem.stems.length + 1
    this.#stemSums = problem.stems.map((stem) => new GroupSum(problem.gram, stem))
    this.#kept = new GroupSum(problem.gram, problem.music)
    this.groups = groups.map(() => this.#noise)
    groups.forEach((group, k) => this.move(k, group))
  }

  move(k: number, to: number): void {
    const from = this.groups[k]
    if (from === to) return
    if (from !== this.#noise) this.#stemSums[from].remove(k)
    if (to !== this.#noise) this.#stemSums[to].add(k)
    if (from === this.#noise) this.#kept.add(k)
    if (to === this.#noise) this.#kept.remove(k)
    this.groups[k] = to
  }

  quality(): Quality {
    const counted = this.#stemSums.map((sum) => Math.max(lowestCounted, sum.siSdr()))
    const stems = counted.reduce((total, value) => total + value, 0) / counted.length
    return { stems, music: this.#kept.siSdr() }
  }
}

/** The sum of some components, known by its inner products only. */
class GroupSum {
  readonly #gram: GroupingProblem['gram']
  readonly #target: Target
  /** <sum, component j> */
  readonly #withComponents: Float64Array
  #size = 0
  #energy = 0
  #crossProduct = 0

  constructor(gram: GroupingProblem['gram'], target: Target) {
    this.#gram = gram
    this.#target = target
    this.#withComponents = new Float64Array(gram.length)
  }

  add(k: number): void {
    this.#change(k, 1)
  }

  remove(k: number): void {
    this.#change(k, -1)
  }

  #change(k: number, sign: 1 | -1): void {
    const row = this.#gram[k]
    this.#energy += sign * 2 * this.#withComponents[k] + row[k]
    this.#crossProduct += sign * this.#target.products[k]
    for (let j = 0; j < row.length; j++) this.#withComponents[j] += sign * row[j]
    this.#size += sign
  }

  siSdr(): number {
    if (this.#size === 0) return -Infinity
    return siSdrOf({
      estimateEnergy: this.#energy,
      crossProduct: this.#crossProduct,
      referenceEnergy: this.#target.energy,
    })
  }
}
