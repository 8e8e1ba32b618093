/** `npm run bench`: how fast the factorisation and the whole way are on this machine. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { ShellacError } from '@core/contract/errors'
import { findRecordings } from '../bench/benchRecordings'
import { availableBuilds } from '../bench/benchTeam'
import { benchConvergence } from '../bench/convergenceBench'
import { benchKernels } from '../bench/kernelBench'
import { benchPeers, type PeerBench } from '../bench/peerBench'
import { findPython } from '../bench/peerProcess'
import { benchPipeline, type PipelineFigures } from '../bench/pipelineBench'
import { formatBench, type BenchResult, type MachineFacts } from '../bench/report'
import { seededRecording } from '../bench/signals'
import {
  choiceOption,
  numberOption,
  parseArguments,
  type OptionTable,
  type ParsedArguments,
} from './arguments'
import { commonOptions } from './command'
import { createTerminal, reportError, type Terminal } from './terminal'

const parts = ['all', 'kernels', 'convergence', 'pipeline', 'peers'] as const
type Part = (typeof parts)[number]

const options: OptionTable = {
  peers: { kind: 'flag', help: 'Compare with NumPy and scikit-learn too, where Python has them.' },
  rounds: { kind: 'text', value: '<rounds>', help: 'Rounds of that comparison (5).' },
  recording: { kind: 'text', value: '<file>', help: 'Take the whole way of this recording too.' },
  recordings: { kind: 'texts', value: '<folder>', help: 'Recordings for the convergence; may be repeated.' },
  seeds: { kind: 'text', value: '<count>', help: 'Starts for the convergence (5).' },
  only: { kind: 'text', value: '<part>', help: `One part only: ${parts.slice(1).join(', ')}.` },
  'pipeline-of': { kind: 'text', value: '<file>', help: 'Only the way of this recording, in this process.' },
  ...commonOptions,
}

const help = `Usage: npm run bench -- [options]

Prints milliseconds per iteration for each build of the kernels, iterations and seconds to the cost of plain MM,
and the time of a whole decomposition and export by stage, with the peak of the memory.

${Object.entries(options)
  .map(([name, { value, help: sentence }]) => `  --${`${name} ${value ?? ''}`.padEnd(24)}${sentence}`)
  .join('\n')}
`

const demoFolder = resolve(import.meta.dirname, '../../resources/demo')
const peerScript = resolve(import.meta.dirname, '../../src-main/bench/peers.py')
const threeMinutes = 180
const sampleRate = 44_100

async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json')
  try {
    const parsed = parseArguments(words, options)
    if (parsed.flag('help')) {
      process.stdout.write(help)
      return 0
    }
    const terminal = createTerminal(json, { wish: () => 'go-on', cancelCode: () => 130 })
    const result = await bench(parsed, terminal)
    terminal.result(formatBench(result), result)
    return 0
  } catch (error) {
    return reportError(error, json)
  }
}

async function bench(parsed: ParsedArguments, terminal: Terminal): Promise<BenchResult> {
  const machine = machineFacts()
  const alone = parsed.text('pipeline-of')
  if (alone !== undefined) return { machine, pipelines: [await benchPipeline(alone)] }
  const only = choiceOption<Part>(parsed, 'only', 'all', parts)
  const wants = (part: Part): boolean => only === part || (only === 'all' && part !== 'peers')
  // First, because a new process inherits the peak of the memory of the one that starts it.
  const pipelines = wants('pipeline') ? await benchPipelines(parsed, terminal) : undefined
  const kernels = wants('kernels') ? await noted(terminal, 'kernels', benchKernels) : undefined
  const convergence = wants('convergence')
    ? await noted(terminal, 'convergence', () => convergenceOf(parsed))
    : undefined
  const peers = parsed.flag('peers') || wants('peers') ? await comparePeers(parsed, terminal) : undefined
  return {
    machine,
    ...(pipelines && { pipelines }),
    ...(kernels && { kernels }),
    ...(convergence && { convergence }),
    ...(peers && { peers }),
  }
}

function noted<Result>(terminal: Terminal, name: string, work: () => Promise<Result>): Promise<Result> {
  terminal.note(`Measuring: ${name} ...`)
  return work()
}

function machineFacts(): MachineFacts {
  return {
    processor: cpus()[0]?.model ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGigabytes: totalmem() / 2 ** 30,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    builds: availableBuilds(),
  }
}

/** A generated recording of three minutes and the one that is given, each in a process of its own. */
async function benchPipelines(parsed: ParsedArguments, terminal: Terminal): Promise<PipelineFigures[]> {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-bench-'))
  try {
    const generated = join(folder, 'generated.wav')
    await writeFile(generated, generatedFile())
    const given = parsed.text('recording')
    const figures: PipelineFigures[] = []
    for (const path of given === undefined ? [generated] : [generated, given]) {
      figures.push(await noted(terminal, `the whole way of ${path}`, () => pipelineInChild(path)))
    }
    return figures
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function pipelineInChild(path: string): Promise<PipelineFigures> {
  const words = [...process.execArgv, process.argv[1], '--json', '--pipeline-of', path]
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words)
    const { pipelines } = JSON.parse(stdout) as Required<BenchResult>
    return pipelines[0]
  } catch (cause) {
    throw new ShellacError('internal', `The pipeline of ${path} failed: ${String(cause)}`, {}, { cause })
  }
}

function generatedFile(): Uint8Array {
  const audio = {
    sampleRate,
    channels: [seededRecording(threeMinutes, sampleRate, 1)],
    format: { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 },
    tags: {},
    warnings: [],
  } as const
  return writeWav(audio, 16)
}

async function convergenceOf(parsed: ParsedArguments): Promise<NonNullable<BenchResult['convergence']>> {
  const given = parsed.texts('recordings')
  const folders = given.length > 0 ? given : [demoFolder]
  const paths = (await Promise.all(folders.map(findRecordings))).flat()
  const count = numberOption(parsed, 'seeds', 5, { minimum: 1, maximum: 1000, whole: true })
  const seeds = Array.from({ length: count }, (_, i) => i + 1)
  return benchConvergence(paths, seeds)
}

async function comparePeers(parsed: ParsedArguments, terminal: Terminal): Promise<PeerBench | undefined> {
  const rounds = numberOption(parsed, 'rounds', 5, { minimum: 1, maximum: 1000, whole: true })
  const python = findPython()
  if (python) return noted(terminal, 'peers', () => benchPeers({ python, script: peerScript, rounds }))
  terminal.warn('No Python with NumPy, scikit-learn and threadpoolctl was found: the peers are left out.')
  return undefined
}

process.exitCode = await main(process.argv.slice(2))
