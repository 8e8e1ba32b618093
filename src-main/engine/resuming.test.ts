import { describe, expect, it } from 'vitest'
import type { Algorithm } from '@core/nmf/factorize'
import { createReferenceKernels } from '@core/nmf/referenceKernels'
import type { RunState } from '@core/nmf/restarts'
import { createRandom } from '@core/random'
import { decompose } from './decompose'
import {
  runDecomposition,
  type DecomposeSettings,
  type DecompositionControl,
  type DecompositionResult,
} from './decomposition'

const random = createRandom(8)
const samples = Float32Array.from({ length: 12_000 }, () => 2 * random.uniform() - 1)

const settingsOf = (algorithm: Algorithm, restarts: number): DecomposeSettings => ({
  framing: { windowLength: 256, hop: 128 },
  componentCount: 4,
  learned: [],
  smoothness: 10,
  algorithm,
  maxIterations: 40,
  tolerance: 0,
  seed: 3,
  restarts,
  threads: 2,
})

type Decompose = (
  settings: DecomposeSettings,
  control: DecompositionControl,
) => Promise<DecompositionResult> | DecompositionResult

const onThreads: Decompose = (settings, control) => decompose(samples, settings, control)
const onReference: Decompose = (settings, control) =>
  runDecomposition(samples, settings, { kernelsFor: () => createReferenceKernels, control })

interface Watched {
  readonly result: DecompositionResult
  readonly kept: readonly (readonly RunState[])[]
  /** Iterations that were reported with the time they took still to come. */
  readonly reported: readonly number[]
}

async function run(
  work: Decompose,
  settings: DecomposeSettings,
  resume?: readonly RunState[],
): Promise<Watched> {
  const kept: (readonly RunState[])[] = []
  const reported: number[] = []
  const result = await work(settings, {
    wish: () => 'go-on',
    report: ({ done }) => void reported.push(done),
    checkpoints: { resume, seconds: 0, keep: (runs) => void kept.push(structuredClone(runs)) },
  })
  return { result, kept, reported }
}

/** Bits: NaN and -0 would show too. */
const bitsOf = ({ factors }: DecompositionResult): string =>
  [factors.W, factors.H]
    .map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'))
    .join()

describe.each<[string, Decompose]>([
  ['the compiled kernels', onThreads],
  ['the reference kernels', onReference],
])('with %s a decomposition that is gone on with', (_, work) => {
  it.each<[Algorithm, number]>([
    ['mm', 1],
    ['mu', 1],
    ['accelerated', 1],
    ['accelerated', 3],
  ])('has the bits of an undisturbed one: %s, %i restarts', async (algorithm, restarts) => {
    const settings = settingsOf(algorithm, restarts)
    const whole = await run(work, settings)
    expect(whole.kept.length).toBeGreaterThan(20)
    for (const place of [0, 7, Math.floor(whole.kept.length / 2), whole.kept.length - 1]) {
      const resumed = await run(work, settings, whole.kept[place])
      expect(bitsOf(resumed.result)).toBe(bitsOf(whole.result))
      expect(resumed.result.costCurves).toEqual(whole.result.costCurves)
      expect(resumed.result.chosenRestart).toBe(whole.result.chosenRestart)
      expect(resumed.kept.length).toBeLessThan(whole.kept.length)
    }
  })
})

it('a decomposition may be gone on with on another number of threads, with the same bits', async () => {
  const settings = settingsOf('accelerated', 2)
  const whole = await run(onThreads, settings)
  const resumed = await run(onThreads, { ...settings, threads: 1 }, whole.kept[15])
  expect(bitsOf(resumed.result)).toBe(bitsOf(whole.result))
})

it('the state of another problem is refused', async () => {
  const { kept } = await run(onThreads, settingsOf('mm', 1))
  const other = { ...settingsOf('mm', 1), componentCount: 5 }
  await expect(run(onThreads, other, kept[3])).rejects.toThrow('A state of')
})

it('em keeps no checkpoints', async () => {
  const { kept } = await run(onReference, { ...settingsOf('em', 1), maxIterations: 3 })
  expect(kept).toEqual([])
})
