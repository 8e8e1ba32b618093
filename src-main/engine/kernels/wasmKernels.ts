import type { ChargeTerm } from '@core/nmf/charges'
import type { Factors, RealArray } from '@core/nmf/factors'
import type { CreateKernels, FactorUpdate, NmfKernels } from '@core/nmf/kernels'
import type { Relaxation } from '@core/nmf/updates/activations'
import type { PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { chunkBins, layoutProblem, type ProblemLayout } from './memoryLayout'
import { phases, type PhaseCode } from './phases'
import type { Team } from './team'

/** Numbers of the steps in src-core/nmf/assembly/updates.ts. */
const steps: Readonly<Record<Relaxation | 'over-relaxed', number>> = {
  majorise: 0,
  equalise: 1,
  adaptive: 2,
  'over-relaxed': 3,
}

/** 1 / (1 / Vh) at the bins beyond the spectrum, where the kernels' smallest Vh stands alone. */
const paddingModel = Math.fround(1e-15)

/** Where a team's memory has V: to be written there, so that it is held once. */
export function roomForSpectrogram({ spectrogram, memory }: Team): PowerSpectrogram {
  const { binCount, frameCount, paddedBins } = spectrogram
  const V = new Float32Array(memory.buffer, spectrogram.V, frameCount * paddedBins)
  return { V, binCount, frameCount, stride: paddedBins }
}

/** Whether a spectrogram is the one that was written where the team has room for it. */
export function isInRoom({ V }: PowerSpectrogram, { memory }: Team): boolean {
  return V.buffer === memory.buffer
}

/**
 * Kernels on a team's memory. A spectrogram that is not there yet is copied there; each call makes a further problem on it, as long as
 * the memory has room.
 */
export function wasmKernelsOn(team: Team, spectrogram: PowerSpectrogram): CreateKernels {
  const { spectrogram: layout, memory } = team
  if (!isInRoom(spectrogram, team)) copyFrames(spectrogram, roomForSpectrogram(team))
  const { binCount, frameCount, paddedBins } = layout
  const padding = (paddedBins - binCount) * frameCount * Math.log(paddingModel)
  const constant = -sumOfLogarithms(spectrogram) - binCount * frameCount - padding
  let free = layout.end

  return (_, start, update) => {
    const problem = layoutProblem(layout, start, free)
    if (problem.end > memory.buffer.byteLength) throw new RangeError('No room for another problem.')
    free = problem.end
    writeProblem(problem, team, start, update)
    return createKernels(team, problem, update, constant)
  }
}

function createKernels(
  team: Team,
  problem: ProblemLayout,
  update: FactorUpdate,
  constant: number,
): NmfKernels {
  const { smoothness, relaxation, order, sweeps } = update.activations
  const { charge } = update
  const { frameCount } = problem
  const equalising = relaxation === 'majorise' ? 0 : 1
  const hasPenalty = smoothness > 0 && frameCount > 1
  const run = (code: PhaseCode, value = 0, flag = 0): void => team.run(problem, { code, value, flag })

  // One pass over V does all of an iteration but the update of W, where the kind of update allows. A price on certain bins has
  // to be added to the denominators before they are used.
  const fused =
    !charge &&
    update.fixedActivations.includes(false) &&
    update.fixedSpectra.includes(false) &&
    (!hasPenalty || (order === 'red-black' && sweeps === 1))

  function evaluate(): number {
    const penalised = hasPenalty ? smoothness * penalty() : 0
    if (!fused) run(phases.activationStatistics)
    else if (hasPenalty) run(phases.fused, smoothness, steps[relaxation])
    else run(phases.fusedWithoutPenalty, 0, equalising)
    const divergence = sumOfSegments(team) + constant
    return divergence + penalised + (charge ? priceActivations(charge) : 0)
  }

  /** @returns the price at the present factors, which now stands in the denominators of H */
  function priceActivations(charge: ChargeTerm): number {
    const factors = readFactors(problem, team.memory)
    const Q = new Float32Array(factors.H.length)
    const price = charge.addToActivations(factors, Q)
    addToRows(problem, team.memory, Q)
    return price
  }

  function priceDictionary(charge: ChargeTerm): void {
    const factors = readFactors(problem, team.memory)
    const Q = new Float32Array(factors.W.length)
    charge.addToDictionary(factors, Q)
    addToFirstShare(problem, team.memory, Q)
  }

  /** The logarithms of the penalty telescope: only the first and the last row remain. */
  function penalty(): number {
    run(phases.neighbourRatios)
    const { componentCount, H, hRowBytes } = problem
    const first = new Float32Array(team.memory.buffer, H, componentCount)
    const last = new Float32Array(team.memory.buffer, H + (frameCount - 1) * hRowBytes, componentCount)
    let total = sumOfSegments(team) - (frameCount - 1) * componentCount
    for (let k = 0; k < componentCount; k++) total += Math.log(last[k] / first[k])
    return total
  }

  function updateActivations(): void {
    if (!hasPenalty) {
      run(phases.fitActivations, 0, equalising)
      return
    }
    for (let sweep = 1; sweep <= sweeps; sweep++) {
      const step = steps[sweep < sweeps ? 'over-relaxed' : relaxation]
      if (order === 'sequential') run(phases.sweepInOrder, smoothness, step)
      else {
        run(phases.sweepEven, smoothness, step)
        run(phases.sweepOdd, smoothness, step)
      }
    }
  }

  // The result of a step is kept when the next one begins, unless momentum did so before.
  let resultIsOld = false
  // All but the block of parameters, which has places in this memory. Those within the problem are the same for any number of threads.
  const remembered = new Uint8Array(team.memory.buffer, problem.W, problem.end - problem.W)
  return {
    state: () => ({ bytes: remembered.slice(), numbers: [Number(resultIsOld)] }),
    restore({ bytes, numbers: [wasOld] }) {
      if (bytes.length !== remembered.length) {
        throw new RangeError(`A state of ${bytes.length} bytes instead of ${remembered.length}.`)
      }
      remembered.set(bytes)
      resultIsOld = wasOld === 1
    },
    evaluate,
    step() {
      if (resultIsOld) run(phases.keep)
      resultIsOld = true
      if (!fused && update.fixedActivations.includes(false)) updateActivations()
      if (!fused && update.fixedSpectra.includes(false)) {
        run(phases.dictionaryStatistics)
        if (charge) priceDictionary(charge)
      }
      if (update.fixedSpectra.includes(false)) {
        run(phases.updateDictionary, 0, update.dictionaryExponent === 1 ? 1 : 0)
      }
    },
    extrapolate(momentum) {
      run(phases.extrapolate, momentum)
      resultIsOld = false
    },
    revert() {
      if (!resultIsOld) run(phases.revert)
    },
    factors: () => readFactors(problem, team.memory),
  }
}

/** In the order of the segments, whoever made them. */
function sumOfSegments({ memory, spectrogram }: Team): number {
  const sums = new Float64Array(memory.buffer, spectrogram.sums, spectrogram.segments.length)
  return sums.reduce((total, sum) => total + sum, 0)
}

function copyFrames(from: PowerSpectrogram, to: PowerSpectrogram): void {
  for (let n = 0; n < from.frameCount; n++) {
    to.V.set(from.V.subarray(n * from.stride, n * from.stride + from.binCount), n * to.stride)
  }
}

function sumOfLogarithms({ V, binCount, frameCount, stride }: PowerSpectrogram): number {
  let sum = 0
  for (let n = 0; n < frameCount; n++) {
    for (let i = n * stride; i < n * stride + binCount; i++) sum += Math.log(V[i])
  }
  return sum
}

/** The block of parameters, in the order that src-core/nmf/assembly/passes.ts reads it. */
function writeProblem(problem: ProblemLayout, team: Team, start: Factors, update: FactorUpdate): void {
  const { memory, spectrogram } = team
  const { componentCount, frameCount, hRowBytes } = problem
  new Uint32Array(memory.buffer, problem.problem, 12).set([
    componentCount,
    frameCount,
    spectrogram.chunkCount,
    spectrogram.lastChunkBytes,
    spectrogram.V,
    spectrogram.vRowBytes,
    problem.W,
    problem.H,
    hRowBytes,
    problem.a,
    problem.q,
    problem.freeActivations,
  ])
  const free = update.fixedActivations.map((isFixed) => (isFixed ? 0 : -1))
  new Int32Array(memory.buffer, problem.freeActivations, hRowBytes / 4).fill(-1).set(free)
  new Float32Array(memory.buffer, problem.columnMask, componentCount).fill(1)
  new Uint8Array(memory.buffer, problem.fixedSpectra, componentCount).set(update.fixedSpectra.map(Number))
  writeFactors(problem, memory, start)
}

/** Padding: zeros in W and in frames beyond the recording, ones in H beyond the components. */
function writeFactors(problem: ProblemLayout, memory: WebAssembly.Memory, { W, H }: Factors): void {
  const { binCount, frameCount, componentCount } = problem
  forEachChunk(problem, memory, problem.W, (row, k, from, to) => {
    row.set(W.subarray(k * binCount + from, k * binCount + to))
  })
  const paddedComponents = problem.hRowBytes / 4
  const rows = new Float32Array(memory.buffer, problem.H, frameCount * paddedComponents).fill(1)
  for (let n = 0; n < frameCount; n++) {
    rows.set(H.subarray(n * componentCount, (n + 1) * componentCount), n * paddedComponents)
  }
  const bytes = new Uint8Array(memory.buffer)
  bytes.copyWithin(problem.resultW, problem.W, problem.W + problem.wBytes)
  bytes.copyWithin(problem.resultH, problem.H, problem.H + rows.byteLength)
}

function readFactors(problem: ProblemLayout, memory: WebAssembly.Memory): Factors {
  const { binCount, frameCount, componentCount } = problem
  const W: RealArray = new Float32Array(componentCount * binCount)
  const H: RealArray = new Float32Array(frameCount * componentCount)
  forEachChunk(problem, memory, problem.W, (row, k, from, to) => {
    W.set(row.subarray(0, to - from), k * binCount + from)
  })
  const paddedComponents = problem.hRowBytes / 4
  const rows = new Float32Array(memory.buffer, problem.H, frameCount * paddedComponents)
  for (let n = 0; n < frameCount; n++) {
    H.set(rows.subarray(n * paddedComponents, n * paddedComponents + componentCount), n * componentCount)
  }
  return { W, H, binCount, frameCount, componentCount }
}

/** q += Q, stored like H in Factors. */
function addToRows(
  { q, hRowBytes, frameCount, componentCount }: ProblemLayout,
  memory: WebAssembly.Memory,
  Q: Float32Array,
): void {
  const stride = hRowBytes / 4
  const rows = new Float32Array(memory.buffer, q, frameCount * stride)
  for (let n = 0; n < frameCount; n++) {
    for (let k = 0; k < componentCount; k++) rows[n * stride + k] += Q[n * componentCount + k]
  }
}

/** Adds Q, stored like W in Factors, to the first segment's share of the denominators of W. */
function addToFirstShare(problem: ProblemLayout, memory: WebAssembly.Memory, Q: Float32Array): void {
  forEachChunk(problem, memory, problem.dictionaryQ, (row, k, from, to) => {
    for (let f = from; f < to; f++) row[f - from] += Q[k * problem.binCount + f]
  })
}

/** Visits the rows of W as the kernels store it: chunk after chunk, in each one row a component. Bins from .. to - 1. */
function forEachChunk(
  { binCount, componentCount }: ProblemLayout,
  memory: WebAssembly.Memory,
  W: number,
  visit: (row: Float32Array, component: number, from: number, to: number) => void,
): void {
  for (let chunk = 0; chunk * chunkBins < binCount; chunk++) {
    const from = chunk * chunkBins
    const to = Math.min(binCount, from + chunkBins)
    for (let k = 0; k < componentCount; k++) {
      const place = W + (chunk * componentCount + k) * chunkBins * 4
      visit(new Float32Array(memory.buffer, place, chunkBins), k, from, to)
    }
  }
}
