import { describe, expect, it } from 'vitest'
import type { KernelFigures } from './kernelBench'
import { formatConvergence, formatKernels, formatPeers, formatPipeline } from './report'

const linesOf = (text: string): string[][] =>
  text.split('\n').map((line) =>
    line
      .trim()
      .split(/ {2,}/)
      .filter((cell) => cell !== ''),
  )

describe('the tables', () => {
  it('of the kernels has a line for each figure, in columns', () => {
    const row: KernelFigures = {
      size: 'C',
      binCount: 513,
      frameCount: 3874,
      componentCount: 10,
      algorithm: 'mm',
      smoothness: 0,
      build: 'simd',
      threads: 2,
      clock: 'wall',
      iterations: 15,
      medianMilliseconds: 12.345,
      minMilliseconds: 8,
    }
    const text = formatKernels([row, { ...row, componentCount: 5, medianMilliseconds: 1.01 }])
    expect(linesOf(text).slice(2)).toEqual([
      ['C', '513', '3874', '10', 'mm', '0', 'simd', '2', '12.3', '8.0'],
      ['C', '513', '3874', '5', 'mm', '0', 'simd', '2', '1.0', '8.0'],
    ])
    expect(
      new Set(
        text
          .split('\n')
          .slice(1)
          .map((line) => line.length),
      ).size,
    ).toBe(1)
  })

  it('of convergence names the runs that did not get there, and sums up over all runs', () => {
    const text = formatConvergence([
      {
        ...{ recording: 'a.wav', smoothness: 10, algorithm: 'accelerated' },
        ...{ iterations: [50, null, 100], medianRatio: 2, medianSeconds: 1.5, plainSeconds: 3 },
      },
      {
        ...{ recording: 'b.wav', smoothness: 10, algorithm: 'accelerated' },
        ...{ iterations: [null, null, 40], medianRatio: 0, medianSeconds: null, plainSeconds: 3 },
      },
    ])
    const [, , first, second, summary] = linesOf(text)
    expect(first).toEqual(['a.wav', '10', 'accelerated', '50 >200 100', '2.00', '1.50', '3.00'])
    expect(second).toEqual(['b.wav', '10', 'accelerated', '>200 >200 40', '<1', '3.00'])
    expect(summary).toEqual([
      'accelerated, lambda 10: median ratio 1.00; a third of the iterations or fewer in 2 of 6 runs',
    ])
  })

  it('of the peers has a line for each peer and a column for each of ours', () => {
    const program = { costDifference: 3e-8, clock: 'wall', minMilliseconds: 9 } as const
    const ratio = { peer: 'numpy', peerThreads: 1, clock: 'wall' } as const
    const text = formatPeers({
      peers: { numpy: '1', scikitLearn: '2', blas: 'a blas', blasThreads: 1 },
      rounds: 5,
      contestants: [
        { ...program, name: 'shellac simd', threads: 1, medianMilliseconds: 20 },
        { ...program, name: 'shellac simd', threads: 2, medianMilliseconds: 10 },
        { ...program, name: 'numpy', threads: 1, medianMilliseconds: 50 },
      ],
      ratios: [
        { ...ratio, ours: 'shellac simd', ourThreads: 1, ratio: 2.5 },
        { ...ratio, ours: 'shellac simd', ourThreads: 2, ratio: 5.001 },
      ],
    })
    expect(linesOf(text)).toContainEqual(['shellac simd, 2 threads', '10.0', '9.0', '3e-8'])
    expect(linesOf(text).slice(-2)).toEqual([
      ['shellac simd, 1 thread', 'shellac simd, 2 threads'],
      ['numpy, 1 thread', '2.50', '5.00'],
    ])
  })

  it('of the whole way sums the seconds of decompose and export and takes their highest peak', () => {
    const text = formatPipeline({
      ...{ recording: 'a.wav', recordingSeconds: 180, binCount: 513, frameCount: 15_503 },
      ...{ iterations: 60, stopReason: 'converged' },
      decomposing: [
        { stage: 'spectrogram', seconds: 0.5, peakMegabytes: 100 },
        { stage: 'iterations', seconds: 1.25, peakMegabytes: 200 },
      ],
      exporting: [{ stage: 'render', seconds: 2, peakMegabytes: 300 }],
    })
    const rows = linesOf(text)
    expect(rows).toContainEqual(['decompose, in all', '1.75', '200'])
    expect(rows).toContainEqual(['export, in all', '2.00', '300'])
  })
})
