import { availableParallelism } from 'node:os'
import type { Samples } from '@core/audio/audioData'
import { createResampler } from '@core/audio/resample'
import { ShellacError } from '@core/contract/errors'
import type { JobControl, Stage } from '@core/contract/job'
import {
  blocksOf,
  renderOutputs,
  type ComponentWeights,
  type SampleRange,
  type Separation,
} from '@core/separation/renderOutputs'
import { pause } from '../../engine/pause'
import { createTimeLeft } from '../../engine/timeLeft'
import { createRenderPool } from '../../engine/rendering/renderPool'

/** About 1.5 s at 44.1 kHz: long enough to be fast, short enough to stop at once and to need little memory. */
export const blockLength = 2 ** 16

/** One stretch of all outputs at the recording's rate, from sample `start` on. */
export interface RenderedBlock {
  readonly start: number
  readonly signals: readonly Samples[]
}

/** Blocks that are rendered before they are asked for, at most. */
export function blocksAhead(threads: number): number {
  return threads + 1
}

/** Shorter recordings are rendered before threads would have started. */
const shortestForThreads = 4 * blockLength

/** How often the wish of the owner is looked at while threads render, in milliseconds. */
const wishInterval = 20

/**
 * Renders outputs block by block, in order, on `threads` threads, reporting progress of `stage` and letting the event loop turn
 * between blocks. Of what is not asked for yet, at most threads + 1 blocks are rendered ahead. Short recordings are
 * rendered on the calling thread.
 * @throws ShellacError 'cancelled', 'not-responding', 'internal'
 */
export async function* renderBlocks(
  separation: Separation,
  outputs: readonly ComponentWeights[],
  stage: Stage,
  control: JobControl,
  threads = availableParallelism(),
): AsyncGenerator<RenderedBlock> {
  const sampleCount = separation.samples.length
  const timeLeft = createTimeLeft()
  const rendered =
    sampleCount < shortestForThreads
      ? blocksHere(separation, outputs)
      : blocksOnThreads(separation, outputs, { threads, control })
  for await (const block of rendered) {
    yield block
    const done = Math.min(1, (block.start + blockLength) / sampleCount)
    control.report({ stage, done, ...timeLeft(done) })
    await pause(control)
  }
}

function* blocksHere(separation: Separation, outputs: readonly ComponentWeights[]): Generator<RenderedBlock> {
  for (const range of blocksOf(separation.samples.length, blockLength)) {
    yield { start: range.start, signals: renderOutputs(separation, outputs, range) }
  }
}

async function* blocksOnThreads(
  separation: Separation,
  outputs: readonly ComponentWeights[],
  { threads, control }: { readonly threads: number; readonly control: JobControl },
): AsyncGenerator<RenderedBlock> {
  const ranges = [...blocksOf(separation.samples.length, blockLength)]
  const pool = createRenderPool(separation, threads)
  const begin = ({ start, end }: SampleRange): Promise<RenderedBlock> => {
    const block = pool.render(outputs, { start, end }).then((signals) => ({ start, signals }))
    // Nobody may come to look at a block that was begun ahead.
    block.catch(() => undefined)
    return block
  }
  try {
    const ahead = ranges.splice(0, blocksAhead(threads)).map(begin)
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
      const block = await unlessCancelled(next, control)
      ahead.push(...ranges.splice(0, 1).map(begin))
      yield block
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

/** Turns blocks of several signals at one rate into blocks at another; at equal rates they pass unchanged. */
export interface RateConverter {
  push(signals: readonly Samples[]): readonly Samples[]
  finish(): readonly Samples[]
}

export function createRateConverter(signalCount: number, fromRate: number, toRate: number): RateConverter {
  if (fromRate === toRate) {
    const nothing = Array.from({ length: signalCount }, () => new Float32Array(0))
    return { push: (signals) => signals, finish: () => nothing }
  }
  const resamplers = Array.from({ length: signalCount }, () => createResampler(fromRate, toRate))
  return {
    push: (signals) => signals.map((signal, i) => resamplers[i].push(signal)),
    finish: () => resamplers.map((resampler) => resampler.finish()),
  }
}

/** Samples of a signal after conversion of its rate. */
export function convertedLength(sampleCount: number, fromRate: number, toRate: number): number {
  return Math.round((sampleCount * toRate) / fromRate)
}
