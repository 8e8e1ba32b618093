import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { expect, describe, it } from 'vitest'
import type { JobControl, Progress } from '@core/contract/job'
import { createRandom } from '@core/random'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { builtFile } from './builtFile'
import { decompose } from './decompose'
import type { DecomposeSettings, DecompositionResult } from './decomposition'
import { chooseBuild, loadModule } from './kernels/kernelModule'
import { bytesFor, layoutSpectrogram, pagesFor } from './kernels/memoryLayout'
import type { LearnedStretch } from '@core/project/project'
import { outcome } from './outcome'

const settings: DecomposeSettings = {
  framing: { windowLength: 256, hop: 128 },
  learned: [],
  componentCount: 6,
  smoothness: 10,
  algorithm: 'accelerated',
  maxIterations: 30,
  tolerance: 0,
  seed: 3,
  restarts: 1,
}

/** Notes in turn over noise, 4 s at 8 kHz. */
const random = createRandom(1)
const samples = Float32Array.from({ length: 32_000 }, (_, t) => {
  const frequency = [300, 1100, 2500, 700][Math.floor(t / 1000) % 4]
  return 0.5 * Math.sin((2 * Math.PI * frequency * t) / 8000) + 0.02 * (2 * random.uniform() - 1)
})

const quiet: JobControl = { wish: () => 'go-on', report: () => undefined }

function hashOf({ factors, costCurves }: DecompositionResult): string {
  const hash = createHash('sha256').update(JSON.stringify(costCurves))
  for (const { buffer } of [factors.W, factors.H]) hash.update(new Uint8Array(buffer))
  return hash.digest('hex')
}

/** Wishes `wish` as soon as the factorisation reports. */
function wishingWhileFactorising(wish: 'stop' | 'cancel'): JobControl {
  let present: 'go-on' | typeof wish = 'go-on'
  return {
    wish: () => present,
    report: ({ stage }: Progress) => {
      if (stage === 'factorising') present = wish
    },
  }
}

const learned: LearnedStretch[] = [
  { name: 'noise', kind: 'noise', start: 0, end: 4000 },
  { name: 'notes', kind: 'source', start: 8000, end: 12_000 },
]
const endless = { ...settings, maxIterations: 1_000_000 }

describe('decompose', () => {
  it.each([
    [0, 'accelerated'],
    [10, 'accelerated'],
    [100, 'accelerated'],
    [10, 'mm'],
    [10, 'mu'],
  ] as const)(
    'gives the same bits on 1, 2 and 3 threads, smoothness %i, %s',
    async (smoothness, algorithm) => {
      const hashes = new Set<string>()
      for (const threads of [1, 2, 3, 2]) {
        const changed = { ...settings, smoothness, algorithm, threads }
        hashes.add(hashOf(await decompose(samples, changed, quiet)))
      }
      expect(hashes.size).toBe(1)
    },
  )

  it('learns the same bits on 1, 2 and 3 threads, with restarts too', async () => {
    const hashes = new Set<string>()
    for (const threads of [1, 2, 3]) {
      const result = await decompose(samples, { ...settings, learned, restarts: 2, threads }, quiet)
      expect(result.factors.componentCount).toBe(6 + 8 + 8)
      for (const curve of result.costCurves) {
        for (let i = 1; i < curve.length; i++) expect(curve[i]).toBeLessThan(curve[i - 1] * (1 + 1e-6))
      }
      hashes.add(hashOf(result))
    }
    expect(hashes.size).toBe(1)
  })

  it('refuses a stretch that is not in the recording before any thread starts', async () => {
    const beyond = [{ ...learned[0], end: samples.length + 1 }]
    const work = decompose(samples, { ...settings, learned: beyond }, quiet)
    await expect(work).rejects.toMatchObject({ code: 'bad-argument' })
  })

  it.each(['mm', 'mu', 'em'] as const)('runs %s on threads too', async (algorithm) => {
    const changed = { ...settings, algorithm, maxIterations: 5, threads: 2 }
    const { costCurves } = await decompose(samples, changed, quiet)
    expect(costCurves[0]).toHaveLength(6)
    for (let i = 1; i < 6; i++) expect(costCurves[0][i]).toBeLessThan(costCurves[0][i - 1])
  })

  it('stops and keeps what is there', async () => {
    const { stopReason, iterations, factors } = await decompose(
      samples,
      endless,
      wishingWhileFactorising('stop'),
    )
    expect(stopReason).toBe('stopped')
    expect(iterations).toBeLessThan(endless.maxIterations)
    expect(factors.W.every((value) => value > 0)).toBe(true)
  })

  it('cancels in the middle of the work, leaving the event loop free meanwhile', async () => {
    const work = decompose(samples, endless, wishingWhileFactorising('cancel'))
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('refuses bad settings with the words of the thread that found them', async () => {
    const work = decompose(samples, { ...settings, smoothness: -1 }, quiet)
    await expect(work).rejects.toMatchObject({
      code: 'bad-argument',
      message: expect.stringMatching(/smoothness is -1/) as string,
    })
  })

  it('gives the same bits where the factors lie beyond 2 GiB of the memory', async () => {
    const size = {
      binCount: binCountOf(settings.framing),
      frameCount: frameCountOf(settings.framing, samples.length),
      componentCount: settings.componentCount,
    }
    const layout = { ...layoutSpectrogram(size, 2), end: 2 ** 31 + 64 }
    const pages = pagesFor(layout.end + bytesFor(size, 2, 1))
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
    const setup = { module: loadModule(chooseBuild()), memory, spectrogram: layout, threads: 2 }
    const wish = new Int32Array(new SharedArrayBuffer(4))
    const workers = [
      new Worker(builtFile('main/decomposeWorker.js'), {
        workerData: { samples, work: { kind: 'decompose', settings }, wish, team: setup },
      }),
      new Worker(builtFile('main/kernelWorker.js'), { workerData: { setup, index: 1 } }),
    ]
    try {
      const far = await outcome<DecompositionResult>(workers[0], [workers[1]], wish, quiet)
      expect(hashOf(far)).toBe(hashOf(await decompose(samples, { ...settings, threads: 2 }, quiet)))
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()))
    }
  })

  it('refuses a recording that does not fit into memory before anything is read', async () => {
    const work = decompose({ length: 1e13, BYTES_PER_ELEMENT: 4 } as Float32Array, settings, quiet)
    await expect(work).rejects.toMatchObject({ code: 'not-enough-memory' })
  })
})
