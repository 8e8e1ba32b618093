import { Worker } from 'node:worker_threads'
import { afterEach, expect, it } from 'vitest'
import type { JobControl } from '@core/contract/job'
import { outcome } from './outcome'

const workers: Worker[] = []
const thread = (code: string): Worker => {
  const worker = new Worker(code, { eval: true })
  workers.push(worker)
  return worker
}
const endless = (): Worker => thread('setInterval(() => undefined, 1000)')
const flag = (): Int32Array => new Int32Array(new SharedArrayBuffer(4))
const control = (wish: ReturnType<JobControl['wish']> = 'go-on'): JobControl => ({
  wish: () => wish,
  report: () => undefined,
})

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()))
})

it('a helper thread that ends is an error with a message, never a hang', async () => {
  const work = outcome(endless(), [endless(), thread('process.exit(7)')], flag(), control())
  await expect(work).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('exit code 7') as string,
  })
})

it('a leading thread that throws is an error with its message', async () => {
  const work = outcome(thread('throw new RangeError("out of bounds")'), [endless()], flag(), control())
  await expect(work).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('out of bounds') as string,
  })
})

it('a wish to cancel ends the wait while every thread is busy', async () => {
  const busy = thread('for (;;) {}')
  await expect(outcome(busy, [], flag(), control('cancel'))).rejects.toMatchObject({ code: 'cancelled' })
})

it('a wish to stop reaches the leading thread', async () => {
  const wish = flag()
  const leader = thread(`
    const { parentPort } = require('node:worker_threads')
    setTimeout(() => parentPort.postMessage({ kind: 'result', result: 'kept' }), 100)
  `)
  await expect(outcome(leader, [], wish, control('stop'))).resolves.toBe('kept')
  expect(Atomics.load(wish, 0)).toBe(1)
})

const watched = (code: string, patience: number): Promise<unknown> => {
  let beats = 0
  const pulse = (): string => (code.includes('beats') ? String(beats++) : '')
  return outcome(thread(code), [], flag(), { ...control(), watch: { pulse, patience } })
}

it.each([
  'for (;;) {}',
  'setInterval(() => undefined, 1000)',
  'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
])('threads that hang are given up and reported: %s', async (code) => {
  await expect(watched(code, 0.2)).rejects.toMatchObject({ code: 'not-responding' })
})

it.each([
  ['tells something', `setInterval(() => parentPort.postMessage({ kind: 'progress', progress: {} }), 40)`],
  ['is seen to do something', '// beats'],
])('a thread that %s is waited for, however long it takes', async (_, sign) => {
  const end = `setTimeout(() => parentPort.postMessage({ kind: 'result', result: 'done' }), 6000)`
  const code = `const { parentPort } = require('node:worker_threads'); ${end}; ${sign}`
  await expect(watched(code, 4)).resolves.toBe('done')
})
