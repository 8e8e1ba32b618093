import { plainIterations, ratioOf, type ConvergenceFigures } from './convergenceBench'
import type { KernelFigures } from './kernelBench'
import type { PeerBench } from './peerBench'
import type { PipelineFigures } from './pipelineBench'
import type { StageFigures } from './stageClock'
import { median } from './statistics'
import { alignTable } from './table'

export interface MachineFacts {
  readonly processor: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly platform: string
  readonly node: string
  readonly builds: readonly string[]
}

/** All that was asked for. */
export interface BenchResult {
  readonly machine: MachineFacts
  readonly pipelines?: readonly PipelineFigures[]
  readonly kernels?: readonly KernelFigures[]
  readonly convergence?: readonly ConvergenceFigures[]
  readonly peers?: PeerBench
}

/** Plain text for a terminal. */
export function formatBench({ machine, pipelines, kernels, convergence, peers }: BenchResult): string {
  const { processor, cores, memoryGigabytes, platform, node, builds } = machine
  const blocks = [
    `${processor}, ${cores} cores, ${memoryGigabytes.toFixed(0)} GB, ${platform}, Node ${node}, kernel builds: ${builds.join(', ')}`,
    ...(kernels ? [formatKernels(kernels)] : []),
    ...(peers ? [formatPeers(peers)] : []),
    ...(convergence ? [formatConvergence(convergence)] : []),
    ...(pipelines ?? []).map(formatPipeline),
  ]
  return blocks.join('\n\n')
}

export function formatKernels(kernels: readonly KernelFigures[]): string {
  const heading = ['size', 'F', 'N', 'K', 'algorithm', 'lambda', 'kernels', 'threads', 'median ms', 'min ms']
  const rows = kernels.map((row) => [
    row.size,
    ...[row.binCount, row.frameCount, row.componentCount].map(String),
    row.algorithm,
    String(row.smoothness),
    row.build,
    String(row.threads),
    ...[row.medianMilliseconds, row.minMilliseconds].map((value) => value.toFixed(1)),
  ])
  return [
    'Milliseconds per iteration (1 thread: processor time; 2 threads: time on the wall)',
    ...alignTable([heading, ...rows]),
  ].join('\n')
}

export function formatPeers({ peers, rounds, contestants, ratios }: PeerBench): string {
  const own = ratios.filter(({ peer, peerThreads }) => {
    return peer === ratios[0].peer && peerThreads === ratios[0].peerThreads
  })
  const peerRows = contestants.filter(({ name }) => ratios.some(({ peer }) => peer === name))
  const ratioRows = peerRows.map(({ name, threads }) => [
    threadsOf(name, threads),
    ...ratios
      .filter(({ peer, peerThreads }) => peer === name && peerThreads === threads)
      .map(({ ratio }) => ratio.toFixed(2)),
  ])
  const programRows = contestants.map((row) => [
    threadsOf(row.name, row.threads),
    row.medianMilliseconds.toFixed(1),
    row.minMilliseconds.toFixed(1),
    row.costDifference.toExponential(0),
  ])
  return [
    `Peers: NumPy ${peers.numpy} (32 bits, preallocated), scikit-learn ${peers.scikitLearn}, ${peers.blas}`,
    `Size A, K = 10, algorithm mm, lambda 0, same data and start; ${rounds} rounds, each there and back`,
    ...alignTable([['milliseconds per iteration', 'median', 'min', 'cost differs by'], ...programRows]),
    '',
    'How many times as long as ours the peer takes (median of the ratios of each round; both on one thread: processor time)',
    ...alignTable([['', ...own.map(({ ours, ourThreads }) => threadsOf(ours, ourThreads))], ...ratioRows]),
  ].join('\n')
}

function threadsOf(name: string, threads: number): string {
  return `${name}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
}

export function formatConvergence(figures: readonly ConvergenceFigures[]): string {
  const heading = ['recording', 'lambda', 'algorithm', 'iterations', 'ratio', 'seconds', 'seconds of mm']
  const rows = figures.map((row) => [
    row.recording,
    String(row.smoothness),
    row.algorithm,
    row.iterations.map((value) => value ?? `>${plainIterations}`).join(' '),
    row.medianRatio === 0 ? '<1' : row.medianRatio.toFixed(2),
    row.medianSeconds?.toFixed(2) ?? '',
    row.plainSeconds.toFixed(2),
  ])
  return [
    `Iterations of each seed until the cost of ${plainIterations} iterations of mm from the same start is reached; ratio ${plainIterations} / iterations and seconds: medians`,
    ...alignTable([heading, ...rows]),
    ...summaries(figures),
  ].join('\n')
}

/** Over all recordings and seeds. */
function summaries(figures: readonly ConvergenceFigures[]): string[] {
  const kinds = new Map<string, number[]>()
  for (const { algorithm, smoothness, iterations } of figures) {
    const kind = `${algorithm}, lambda ${smoothness}`
    const ratios = iterations.map(ratioOf)
    kinds.set(kind, [...(kinds.get(kind) ?? []), ...ratios])
  }
  return [...kinds].map(([kind, ratios]) => {
    const third = ratios.filter((ratio) => ratio >= 3).length
    return `${kind}: median ratio ${median(ratios).toFixed(2)}; a third of the iterations or fewer in ${third} of ${ratios.length} runs`
  })
}

export function formatPipeline(figures: PipelineFigures): string {
  const { recording, recordingSeconds, binCount, frameCount, iterations, stopReason } = figures
  const { decomposing, exporting } = figures
  const rows = [
    ...stageRows(decomposing),
    totalRow('decompose, in all', decomposing),
    ...stageRows(exporting),
    totalRow('export, in all', exporting),
  ]
  return [
    `${recording}, ${recordingSeconds.toFixed(0)} s, default settings: F = ${binCount}, N = ${frameCount}, ${iterations} iterations (${stopReason})`,
    ...alignTable([['stage', 'seconds', 'peak MB so far'], ...rows]),
  ].join('\n')
}

function stageRows(stages: readonly StageFigures[]): string[][] {
  return stages.map((stage) => [`  ${stage.stage}`, stage.seconds.toFixed(2), stage.peakMegabytes.toFixed(0)])
}

function totalRow(name: string, stages: readonly StageFigures[]): string[] {
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0)
  return [name, seconds.toFixed(2), Math.max(...stages.map((stage) => stage.peakMegabytes)).toFixed(0)]
}
