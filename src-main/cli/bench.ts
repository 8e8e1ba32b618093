/** `npm run bench`: how fast the factorisation and the whole way are on this machine; --json for machines. */
import { cpus } from 'node:os'
import { benchKernels } from '../bench/kernelBench'
import { benchPipeline } from '../bench/pipelineBench'

const sizes = [
  { binCount: 513, frameCount: 3874, componentCount: 10 },
  { binCount: 1025, frameCount: 7750, componentCount: 10 },
]
const threeMinutes = 180

const kernels = sizes.map(benchKernels)
const pipeline = await benchPipeline(threeMinutes)
const machine = { node: process.version, processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length }

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ machine, kernels, pipeline }, null, 2)}\n`)
} else {
  const rows = kernels.map(
    (row) =>
      `  ${row.kernels}  F=${row.binCount} N=${row.frameCount} K=${row.componentCount}  median ${row.medianMilliseconds.toFixed(1)} ms  min ${row.minMilliseconds.toFixed(1)} ms`,
  )
  const stages = pipeline.stages.map(
    ({ stage, seconds }) => `  ${stage.padEnd(24)}${seconds.toFixed(2).padStart(8)} s`,
  )
  const total = pipeline.stages.reduce((sum, { seconds }) => sum + seconds, 0)
  const lines = [
    `${machine.processor}, ${machine.cores} cores, Node ${machine.node}`,
    'One iteration (algorithm mm, lambda 10):',
    ...rows,
    `A recording of ${pipeline.recordingSeconds} s with default settings (${pipeline.iterations} iterations):`,
    ...stages,
    `  ${'total'.padEnd(24)}${total.toFixed(2).padStart(8)} s, peak memory ${pipeline.peakMegabytes.toFixed(0)} MB`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
