import { availableParallelism } from 'node:os'
import type { SampleRange } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import type { JobControl, Stage } from '@core/contract/job'
import {
  createConvertingRenderer,
  type ConvertedOutputs,
  type RenderTask,
} from '@core/separation/renderConverted'
import { blocksOf, type ComponentWeights } from '@core/separation/renderOutputs'
import { pause } from '../../engine/pause'
import { createTimeLeft } from '../../engine/timeLeft'
import { createRenderPool, type RenderSubject } from '../../engine/rendering/renderPool'

/** About 1.5 s at 44.1 kHz: long enough to be fast, short enough to stop at once and to need little memory. */
export const blockLength = 2 ** 16

/** One stretch of all outputs, from sample `start` of the recording on; its peak is the highest up to its end. */
export interface RenderedBlock extends ConvertedOutputs {
  readonly start: number
}

/** Blocks that are rendered before they are asked for, at most. */
export function blocksAhead(threads: number): number {
  return threads + 1
}

/** Shorter recordings are rendered before threads would have started. */
const shortestForThreads = 4 * blockLength

/** How often the wish of the owner is looked at while threads render, in milliseconds. */
const wishInterval = 20

/** How blocks are rendered. */
export interface BlockPass {
  readonly stage: Stage
  /** By default as many as the machine runs at once. */
  readonly threads?: number
  /** Outputs of which only the peak is wanted where the rate is another: they have no converted samples then. */
  readonly peakOnly?: readonly number[]
}

/**
 * Renders outputs block by block, in order and each different one once, on threads, reporting progress of the stage and letting the event
 * loop turn between blocks. Of what is not asked for yet, at most threads + 1 blocks are rendered ahead. Short recordings are
 * rendered on the calling thread.
 * @throws ShellacError 'cancelled', 'not-responding', 'internal'
 */
export async function* renderBlocks(
  subject: RenderSubject,
  outputs: readonly ComponentWeights[],
  { stage, threads = availableParallelism(), peakOnly = [] }: BlockPass,
  control: JobControl,
): AsyncGenerator<RenderedBlock> {
  const sampleCount = subject.separation.samples.length
  const timeLeft = createTimeLeft()
  const { different, places } = withoutRepeats(outputs)
  const wanted = new Set(places.filter((_, output) => !peakOnly.includes(output)))
  const task = { outputs: different, peakOnly: new Set(places.filter((place) => !wanted.has(place))) }
  const rendered =
    sampleCount < shortestForThreads
      ? blocksHere(subject, task)
      : blocksOnThreads(subject, task, { threads, control })
  control.report({ stage, done: 0 })
  for await (const { start, signals, converted, peak } of rendered) {
    yield {
      start,
      peak,
      signals: places.map((place) => signals[place]),
      converted: places.map((place) => converted[place]),
    }
    const done = Math.min(1, (start + blockLength) / sampleCount)
    control.report({ stage, done, ...timeLeft(done) })
    await pause(control)
  }
}

/** Each different output once, in the order of their first places, and for each output which of them it is. */
function withoutRepeats(outputs: readonly ComponentWeights[]): {
  readonly different: readonly ComponentWeights[]
  readonly places: readonly number[]
} {
  const names = outputs.map((weights) => weights.join())
  const known = [...new Set(names)]
  return {
    different: known.map((name) => outputs[names.indexOf(name)]),
    places: names.map((name) => known.indexOf(name)),
  }
}

type WholeTask = Pick<RenderTask, 'outputs' | 'peakOnly'>

function* blocksHere({ separation, rates }: RenderSubject, whole: WholeTask): Generator<RenderedBlock> {
  const render = createConvertingRenderer(separation, rates)
  let knownPeak = 0
  for (const range of blocksOf(separation.samples.length, blockLength)) {
    const rendered = render({ ...whole, range, knownPeak })
    knownPeak = rendered.peak
    yield { start: range.start, ...rendered }
  }
}

async function* blocksOnThreads(
  subject: RenderSubject,
  whole: WholeTask,
  { threads, control }: { readonly threads: number; readonly control: JobControl },
): AsyncGenerator<RenderedBlock> {
  const ranges = [...blocksOf(subject.separation.samples.length, blockLength)]
  const pool = createRenderPool(subject, threads)
  let knownPeak = 0
  const begin = (range: SampleRange): Promise<RenderedBlock> => {
    const block = pool
      .render({ ...whole, range, knownPeak })
      .then((rendered) => ({ start: range.start, ...rendered }))
    // Nobody may come to look at a block that was begun ahead.
    block.catch(() => undefined)
    return block
  }
  try {
    const ahead = ranges.splice(0, blocksAhead(threads)).map(begin)
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
      const block = await unlessCancelled(next, control)
      knownPeak = Math.max(knownPeak, block.peak)
      ahead.push(...ranges.splice(0, 1).map(begin))
      yield { ...block, peak: knownPeak }
    }
  } finally {
    await pool.close()
  }
}

/** Seconds that a block may take; those of the largest projects take a few. */
const blockPatience = 60

/**
 * Waits for a block, but no longer than until the job is cancelled, and not for ever. Looks are counted, not the time: a machine that
 * sleeps is no reason to give up.
 * @param patience seconds
 * @throws ShellacError 'cancelled', 'not-responding'
 */
export async function unlessCancelled<Result>(
  work: Promise<Result>,
  control: JobControl,
  patience = blockPatience,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const givenUp = new Promise<never>((_, reject) => {
    let looks = 0
    timer = setInterval(() => {
      void pause(control).catch(reject)
      if (++looks * wishInterval > patience * 1000) reject(hung())
    }, wishInterval)
  })
  try {
    return await Promise.race([work, givenUp])
  } finally {
    clearInterval(timer)
  }
}

function hung(): ShellacError {
  return new ShellacError(
    'not-responding',
    'The threads that render gave no sign of life for too long and were ended; no file was written.',
  )
}
