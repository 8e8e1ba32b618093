import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { weightsOf } from '@core/separation/mixdown'
import type { SampleRange, Samples } from '@core/audio/audioData'
import { createConvertingRenderer, type RenderTask } from '@core/separation/renderConverted'
import { renderOutputs, type Separation } from '@core/separation/renderOutputs'
import { createRandom } from '@core/random'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { createRenderPool, poolOf, type RenderPool } from './renderPool'

const componentCount = 5
const framing = { windowLength: 256, hop: 100 }
const random = createRandom(3)
const draw = (length: number): Float32Array => Float32Array.from({ length }, () => 0.1 + random.uniform())

const samples = draw(20_000).map((value) => value - 0.6)
const [binCount, frameCount] = [binCountOf(framing), frameCountOf(framing, samples.length)]
const factors = {
  W: draw(componentCount * binCount),
  H: draw(componentCount * frameCount),
  ...{ binCount, frameCount, componentCount },
}
const separation: Separation = { samples, framing, factors }
const outputs = [[0], [1], [2, 3], [4], [0, 1, 2, 3, 4]].map((members) => weightsOf(componentCount, members))
const rates = { from: 8000, to: 8000 }
const subject = { separation, rates }
/** All of the outputs at both rates. */
const taskOf = (rows: RenderTask['outputs'], range: SampleRange): RenderTask => ({
  ...{ outputs: rows, range, peakOnly: new Set<number>(), knownPeak: 0 },
})
const whole = { start: 0, end: samples.length }

function expectSameBits(actual: readonly Samples[], expected: readonly Samples[]): void {
  const hex = ({ buffer, byteOffset, byteLength }: Samples): string =>
    Buffer.from(buffer, byteOffset, byteLength).toString('hex')
  expect(actual.map((signal) => signal.length)).toEqual(expected.map((signal) => signal.length))
  expect(actual.map((signal, j) => hex(signal) === hex(expected[j]))).toEqual(expected.map(() => true))
}

const pools: RenderPool[] = []
const opened = (pool: RenderPool): RenderPool => {
  pools.push(pool)
  return pool
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

const thread = (code: string): Worker => new Worker(code, { eval: true })
const dieWhenAsked = `require('node:worker_threads').parentPort.on('message', () => process.exit(7))`
const neverAnswer = `require('node:worker_threads').parentPort.on('message', () => { for (;;) {} })`

describe.each([1, 2, 3])('on %i threads', (threads) => {
  const ranges: SampleRange[] = [
    { start: 0, end: 1 },
    { start: 1, end: 7001 },
    { start: 7001, end: 7001 },
    { start: 333, end: 19_999 },
    { start: 19_999, end: 20_000 },
    whole,
  ]

  it('every call gives what renderOutputs gives, bit for bit, however many calls are under way', async () => {
    const pool = opened(createRenderPool(subject, threads))
    const results = await Promise.all(ranges.map((range) => pool.render(taskOf(outputs, range))))
    results.forEach(({ signals }, i) =>
      expectSameBits(signals, renderOutputs(separation, outputs, ranges[i])),
    )
  })

  it('calls may differ in their outputs, and 64-bit samples and factors stay so', async () => {
    const { W, H } = factors
    const precise: Separation = {
      ...separation,
      samples: Float64Array.from(samples, (value) => value / 3),
      factors: { ...factors, W: Float64Array.from(W, Math.sqrt), H: Float64Array.from(H, Math.sqrt) },
    }
    const pool = opened(createRenderPool({ separation: precise, rates }, threads))
    const calls = [outputs, outputs.slice(0, 1), outputs.slice(2)]
    const results = await Promise.all(calls.map((rows) => pool.render(taskOf(rows, whole))))
    results.forEach(({ signals }, i) => expectSameBits(signals, renderOutputs(precise, calls[i], whole)))
  })
})

it('gives another rate beside that of the recording', async () => {
  const other = { from: 8000, to: 11_025 }
  const pool = opened(createRenderPool({ separation, rates: other }, 2))
  const expected = createConvertingRenderer(separation, other)
  for (const range of [whole, { start: 333, end: 7001 }]) {
    const { signals, converted } = await pool.render(taskOf(outputs, range))
    expectSameBits(signals, renderOutputs(separation, outputs, range))
    expectSameBits(converted, expected(taskOf(outputs, range)).converted)
  }
})

it('gives back removed clicks where an output has a weight for them', async () => {
  const untouched = samples.map((value, i) => (i % 777 === 5 ? value + 1 : value))
  const declicked: Separation = { ...separation, declicked: { untouched, clicks: [] } }
  const rows = [Float64Array.of(0, 0, 0, 0, 0, 1), Float64Array.of(1, 0, 0.5, 0, 0, 0.25), outputs[1]]
  const { signals } = await opened(createRenderPool({ separation: declicked, rates }, 2)).render(
    taskOf(rows, whole),
  )
  expectSameBits(signals, renderOutputs(declicked, rows, whole))
  expect(signals[0].reduce((sum, value) => sum + value, 0)).toBeCloseTo(Math.ceil((20_000 - 5) / 777), 4)
})

it('leaves the arrays of the caller as they are', async () => {
  const pool = opened(createRenderPool(subject, 1))
  const before = outputs.map((weights) => weights.slice())
  await pool.render(taskOf(outputs, whole))
  expect(outputs).toEqual(before)
  expect(separation.samples).toHaveLength(20_000)
})

describe('a thread that dies', () => {
  it('fails every call under way and every later one, naming what was done', async () => {
    const pool = opened(poolOf([thread(dieWhenAsked), thread(neverAnswer)]))
    const ended = {
      code: 'internal',
      message: 'A computing thread ended unexpectedly (exit code 7) during rendering.',
    }
    const calls = [1, 2, 3].map(() => pool.render(taskOf(outputs, whole)))
    await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(ended)))
    await expect(pool.render(taskOf(outputs, whole))).rejects.toMatchObject(ended)
  })

  it('of an error hands on its message', async () => {
    const unusual = { ...separation, framing: { windowLength: 100, hop: 50 } }
    const call = opened(createRenderPool({ separation: unusual, rates }, 2)).render(taskOf(outputs, whole))
    await expect(call).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/^Rendering failed on a computing thread: .*power of two/) as string,
    })
  })
})

describe('close', () => {
  it('ends busy threads and fails their calls', async () => {
    const workers = [thread(neverAnswer), thread(neverAnswer)]
    const pool = poolOf(workers)
    const refused = expect(pool.render(taskOf(outputs, whole))).rejects.toMatchObject({ code: 'internal' })
    await pool.close()
    await refused
    expect(workers.map((worker) => worker.threadId)).toEqual([-1, -1])
  })

  it('leaves nothing that keeps the process alive, and may be called twice', async () => {
    const threadsAlive = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
    const before = threadsAlive()
    const pool = createRenderPool(subject, 3)
    await pool.render(taskOf(outputs, whole))
    expect(threadsAlive()).toBeGreaterThan(before)
    await pool.close()
    await pool.close()
    expect(threadsAlive()).toBe(before)
  })
})
