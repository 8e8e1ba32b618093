import { Worker } from 'node:worker_threads'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Samples } from '@core/audio/audioData'
import { samplePeak } from '@core/audio/levels/samplePeak'
import { createRateConversion } from '@core/audio/resample'
import type { JobControl, Progress } from '@core/contract/job'
import { createRandom } from '@core/random'
import { weightsOf } from '@core/separation/mixdown'
import { renderOutputs, type Separation } from '@core/separation/renderOutputs'
import { binCountOf, frameCountOf, type Framing } from '@core/spectral/framing'
import { poolOf, type RenderPool, type RenderSubject } from '../../engine/rendering/renderPool'
import { refusal } from '../files/refusal.testSupport'
import { renderBlocks, unlessCancelled, type RenderedBlock } from './renderBlocks'

/** What happened to the pools of threads, which work as ever. */
const seen = vi.hoisted(() => ({ opened: 0, begun: 0, outputs: 0, closed: 0 }))
vi.mock('../../engine/rendering/renderPool', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../engine/rendering/renderPool')>()
  const createRenderPool = (subject: RenderSubject, threads: number): RenderPool => {
    const pool = original.createRenderPool(subject, threads)
    seen.opened++
    return {
      render(task) {
        seen.begun++
        seen.outputs = task.outputs.length
        return pool.render(task)
      },
      close() {
        seen.closed++
        return pool.close()
      },
    }
  }
  return { ...original, createRenderPool }
})
beforeEach(() => Object.assign(seen, { opened: 0, begun: 0, outputs: 0, closed: 0 }))

const componentCount = 3
const outputs = [[0], [1, 2], [2]].map((members) => weightsOf(componentCount, members))
const blockLength = 2 ** 16

function separationOf(sampleCount: number, framing: Framing = { windowLength: 64, hop: 32 }): Separation {
  const random = createRandom(9)
  const draw = (length: number): Float32Array => Float32Array.from({ length }, () => 0.1 + random.uniform())
  const [binCount, frameCount] = [binCountOf(framing), frameCountOf(framing, sampleCount)]
  const W = draw(componentCount * binCount)
  const H = draw(componentCount * frameCount)
  return { samples: draw(sampleCount), framing, factors: { W, H, binCount, frameCount, componentCount } }
}

interface Watched {
  readonly control: JobControl
  readonly reports: Progress[]
  readonly cancel: () => void
}

function watched(): Watched {
  let wish: 'go-on' | 'cancel' = 'go-on'
  const reports: Progress[] = []
  const control: JobControl = { wish: () => wish, report: (progress) => reports.push(progress) }
  return { control, reports, cancel: () => (wish = 'cancel') }
}

async function collect(blocks: AsyncGenerator<RenderedBlock>): Promise<RenderedBlock[]> {
  const collected: RenderedBlock[] = []
  for await (const block of blocks) collected.push(block)
  return collected
}

function bytesOf({ buffer, byteOffset, byteLength }: Samples): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

const rates = { from: 8000, to: 8000 }
const long = separationOf(8 * blockLength + 77)
const subject = { separation: long, rates }
const writing = { stage: 'writing', threads: 2 } as const

describe.each([1, 2, 3])('on %i threads', (threads) => {
  it('the blocks come in order, cover every sample and are what renderOutputs gives', async () => {
    const { control, reports } = watched()
    const blocks = await collect(renderBlocks(subject, outputs, { ...writing, threads }, control))
    expect(blocks.map(({ start }) => start)).toEqual(Array.from({ length: 9 }, (_, i) => i * blockLength))
    const expected = renderOutputs(long, outputs, { start: 0, end: long.samples.length })
    for (const { start, signals } of blocks) {
      const parts = expected.map((signal) => signal.subarray(start, start + blockLength))
      expect(signals.map(bytesOf).map((bytes, j) => bytes.equals(bytesOf(parts[j])))).toEqual(
        parts.map(() => true),
      )
    }
    expect(seen).toMatchObject({ opened: 1, begun: 9, closed: 1 })
    const done = reports.map((progress) => progress.done)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(reports[0]).toEqual({ stage: 'writing', done: 0 })
    expect(done).toHaveLength(10)
    expect(reports.at(-1)).toEqual({ stage: 'writing', done: 1, secondsLeft: 0 })
  })

  it('no more than threads + 1 blocks are begun beyond those that were asked for', async () => {
    const blocks = renderBlocks(subject, outputs, { ...writing, threads }, watched().control)
    for (let asked = 1; asked <= 9; asked++) {
      await blocks.next()
      expect(seen.begun).toBe(Math.min(9, asked + threads + 1))
    }
    await blocks.next()
  })
})

describe('equal outputs', () => {
  const repeated = [outputs[1], outputs[0], outputs[1].slice(), outputs[2], outputs[0]]

  it.each([
    ['threads', long],
    ['the calling thread', separationOf(blockLength + 5)],
  ])('are rendered once, and each has its signal, on %s', async (_, separation) => {
    const blocks = renderBlocks({ separation, rates }, repeated, writing, watched().control)
    const [{ signals }] = await collect(blocks)
    const expected = renderOutputs(separation, [outputs[1], outputs[0], outputs[2]], {
      start: 0,
      end: blockLength,
    })
    expect([0, 1, 3].map((place) => bytesOf(signals[place]).equals(bytesOf(expected.shift()!)))).toEqual([
      true,
      true,
      true,
    ])
    expect([signals[2] === signals[0], signals[4] === signals[1]]).toEqual([true, true])
    if (seen.opened > 0) expect(seen.outputs).toBe(3)
  })
})

describe('another rate', () => {
  it.each([
    [44_100, 48_000],
    [96_000, 44_100],
  ])('comes out as if the whole outputs were converted at once: %i to %i Hz', async (from, to) => {
    const separation = separationOf(4 * blockLength + 77)
    const { length } = separation.samples
    const whole = renderOutputs(separation, outputs, { start: 0, end: length })
    const conversion = createRateConversion(from, to)
    const blocks = await collect(
      renderBlocks({ separation, rates: { from, to } }, outputs, writing, watched().control),
    )
    const together = (of: 'signals' | 'converted', j: number): Buffer =>
      Buffer.concat(blocks.map((block) => bytesOf(block[of][j])))
    for (const [j, signal] of whole.entries()) {
      expect(together('signals', j).equals(bytesOf(signal))).toBe(true)
      const converted = conversion.convert(signal, { start: 0, end: length }, length)
      expect(together('converted', j).equals(bytesOf(converted))).toBe(true)
    }
    expect(seen.opened).toBe(1)
  })
})

describe('the peak at another rate', () => {
  it.each([
    ['threads', long],
    ['the calling thread', separationOf(blockLength + 5)],
  ])('is the same whether samples are wanted or not, on %s', async (_, separation) => {
    const other = { separation, rates: { from: 44_100, to: 48_000 } }
    const all = await collect(renderBlocks(other, outputs, writing, watched().control))
    const pass = { ...writing, peakOnly: [1, 2] }
    const some = await collect(renderBlocks(other, [...outputs, outputs[2]], pass, watched().control))
    const highest = Math.max(...all.flatMap(({ converted }) => converted.map(samplePeak)))
    expect([all.at(-1)?.peak, some.at(-1)?.peak]).toEqual([highest, highest])
    // The third is wanted as the fourth.
    const lengths = some.map(({ converted }) => converted.map(({ length }) => length > 0))
    expect(lengths).toEqual(some.map(() => [true, false, true, true]))
  })
})

describe('short recordings', () => {
  it.each([1, blockLength, 3 * blockLength + 5])('of %i samples start no thread', async (sampleCount) => {
    const separation = separationOf(sampleCount)
    const { control, reports } = watched()
    const blocks = await collect(
      renderBlocks({ separation, rates }, outputs, { stage: 'measuring' }, control),
    )
    expect(blocks).toHaveLength(Math.ceil(sampleCount / blockLength))
    const [first] = renderOutputs(separation, outputs, { start: 0, end: Math.min(sampleCount, blockLength) })
    expect(blocks[0].signals[0]).toEqual(first)
    expect(reports.at(-1)).toMatchObject({ stage: 'measuring', done: 1 })
    expect(seen.opened).toBe(0)
  })

  it('are cancelled between two blocks', async () => {
    const { control, cancel } = watched()
    const blocks = renderBlocks(
      { separation: separationOf(3 * blockLength), rates },
      outputs,
      writing,
      control,
    )
    await blocks.next()
    cancel()
    await expect(blocks.next()).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('the threads are ended', () => {
  it('by a wish to cancel, in the middle of a block', async () => {
    const { control, reports, cancel } = watched()
    // A frame a sample and 30 outputs: half a minute of work before the first block.
    const heavy = separationOf(4 * blockLength, { windowLength: 1024, hop: 1 })
    const many = Array.from({ length: 30 }, (_, i) => Float64Array.of(1, i, 0.5))
    const work = collect(renderBlocks({ separation: heavy, rates }, many, writing, control))
    setTimeout(cancel, 100)
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    expect(reports).toEqual([{ stage: 'writing', done: 0 }])
    expect(seen).toMatchObject({ opened: 1, begun: 3, closed: 1 })
  })

  it('by a wish to cancel between two blocks', async () => {
    const { control, cancel } = watched()
    const blocks = renderBlocks(subject, outputs, writing, control)
    await blocks.next()
    cancel()
    await expect(blocks.next()).rejects.toMatchObject({ code: 'cancelled' })
    expect(seen.closed).toBe(1)
  })

  it('by a consumer that fails', async () => {
    const consume = async (): Promise<void> => {
      for await (const block of renderBlocks(subject, outputs, writing, watched().control)) {
        throw new Error(`no room for block ${block.start}`)
      }
    }
    await expect(consume()).rejects.toThrow('no room for block 0')
    expect(seen.closed).toBe(1)
  })

  it('by an error of one of them, which the consumer is told', async () => {
    const broken = { ...long, framing: { windowLength: 100, hop: 50 } }
    const work = collect(renderBlocks({ separation: broken, rates }, outputs, writing, watched().control))
    await expect(work).rejects.toMatchObject({ code: 'internal' })
    expect(seen.closed).toBe(1)
  })
})

describe('waiting for a block', () => {
  const hanging = `require('node:worker_threads').parentPort.on('message', () => { for (;;) {} })`

  it('ends where the thread hangs', async () => {
    const pool = poolOf([new Worker(hanging, { eval: true })])
    const block = pool.render({ outputs, range: { start: 0, end: 10 }, peakOnly: new Set(), knownPeak: 0 })
    const { code } = await refusal(unlessCancelled(block, watched().control, 0.2))
    expect(code).toBe('not-responding')
    await Promise.all([pool.close(), expect(block).rejects.toThrow('closed')])
  })

  it('is over once it is there', async () => {
    expect(await unlessCancelled(Promise.resolve(7), watched().control, 60)).toBe(7)
  })
})
