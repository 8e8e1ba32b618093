import { describe, expect, it, vi } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import type { JobId } from '@core/contract/ids'
import type { HostMessage, PageMessage, TextPort } from '@core/contract/page'
import { createHostClient } from './hostClient'

const job = 'decompose-1' as JobId

function fakePort(): TextPort & { sent: PageMessage[]; tell(message: HostMessage): void; close(): void } {
  let hear: (text: string) => void = () => undefined
  let closed: () => void = () => undefined
  const sent: PageMessage[] = []
  return {
    sent,
    send: (text) => sent.push(JSON.parse(text) as PageMessage),
    onMessage: (listener) => (hear = listener),
    onClose: (listener) => (closed = listener),
    tell: (message) => hear(JSON.stringify(message)),
    close: () => closed(),
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof ShellacError ? error.code : 'no ShellacError'),
  )
}

describe('a host client', () => {
  it('gives each call its own answer, in whatever order they come', async () => {
    const port = fakePort()
    const client = createHostClient(port)
    const [first, second] = [client.ask('findWork', { page: 'a' }), client.ask('jobs', {})]
    const ids = port.sent.map((message) => (message.type === 'call' ? message.id : NaN))
    port.tell({ type: 'result', id: ids[1], value: { jobs: [] } })
    port.tell({ type: 'result', id: ids[0], value: { work: 'x' } })
    expect(await first).toEqual({ work: 'x' })
    expect(await second).toEqual({ jobs: [] })
  })

  it('turns answers with an error into ShellacErrors with their code and details', async () => {
    const port = fakePort()
    const asked = createHostClient(port).ask('demo', {})
    port.tell({
      type: 'error',
      id: 1,
      error: { code: 'disk-full', message: 'No space.', details: { bytes: 5 } },
    })
    await expect(asked).rejects.toMatchObject({
      code: 'disk-full',
      message: 'No space.',
      details: { bytes: 5 },
    })
  })

  it('hands progress to the call it belongs to, and wishes to the host', () => {
    const port = fakePort()
    const { engine } = createHostClient(port)
    const onProgress = vi.fn()
    void engine.call('decompose', {} as never, { job, onProgress })
    engine.wish(job, 'stop')
    const progress = { stage: 'factorising', done: 0.5 } as const
    port.tell({ type: 'progress', id: 1, progress })
    port.tell({ type: 'progress', id: 99, progress })
    expect(onProgress.mock.calls).toEqual([[progress]])
    expect(port.sent).toEqual([
      { type: 'call', id: 1, method: 'decompose', request: {}, job },
      { type: 'wish', job, wish: 'stop' },
    ])
  })

  it('hands on the progress of a job that is watched', () => {
    const port = fakePort()
    const onProgress = vi.fn()
    void createHostClient(port).ask('attach', { job }, onProgress)
    const progress = { stage: 'factorising', done: 0.5 } as const
    port.tell({ type: 'progress', id: 1, progress })
    expect(onProgress.mock.calls).toEqual([[progress]])
  })

  it('sends silent gains as -inf and gives them back as -Infinity', async () => {
    const port = fakePort()
    const project = { sources: [{ gain: -Infinity }, { gain: -3 }] }
    const answer = createHostClient(port).engine.call('saveProject', { project } as never)
    expect(port.sent[0]).toMatchObject({
      request: { project: { sources: [{ gain: '-inf' }, { gain: -3 }] } },
    })
    const sources = [{ gain: '-inf' }, { gain: null }, { gain: -3 }]
    port.tell({ type: 'result', id: 1, value: { project: { sources } } })
    const gains = [{ gain: -Infinity }, { gain: -Infinity }, { gain: -3 }]
    expect(await answer).toEqual({ project: { sources: gains } })
  })

  it('tells events to those who listen, until they stop', () => {
    const port = fakePort()
    const client = createHostClient(port)
    const listener = vi.fn()
    const stop = client.onEvent(listener)
    port.tell({ type: 'event', event: { kind: 'openings' } })
    stop()
    port.tell({ type: 'event', event: { kind: 'openings' } })
    expect(listener.mock.calls).toEqual([[{ kind: 'openings' }]])
  })

  it('passes over what it does not understand', () => {
    const port = fakePort()
    createHostClient(port)
    for (const odd of [null, 7, [], {}, { type: 'result', id: 5, value: 1 }, { type: 'error', id: null }]) {
      expect(() => port.tell(odd as never)).not.toThrow()
    }
  })

  it('rejects everything as engine-crashed once the only port is closed, and says so once', async () => {
    const port = fakePort()
    const client = createHostClient(port)
    const onGone = vi.fn()
    client.onGone(onGone)
    const asked = client.ask('jobs', {})
    port.close()
    expect(await codeOf(asked)).toBe('engine-crashed')
    expect(await codeOf(client.ask('jobs', {}))).toBe('engine-crashed')
    expect(onGone).toHaveBeenCalledTimes(1)
  })
})

describe('after a lost connection', () => {
  it('jobs are watched on, harmless calls asked again, and calls that might have been done are lost', async () => {
    const [first, second] = [fakePort(), fakePort()]
    const client = createHostClient(first, () => Promise.resolve(second))
    const onProgress = vi.fn()
    const running = client.engine.call('decompose', {} as never, { job, onProgress })
    const harmless = client.ask('jobs', {})
    const lost = client.ask('takeOpenings', {})
    first.close()
    client.engine.wish(job, 'cancel')
    expect(await codeOf(lost)).toBe('engine-crashed')
    await settled()
    expect(second.sent).toEqual([
      { type: 'call', id: 1, method: 'attach', request: { job } },
      { type: 'call', id: 2, method: 'jobs', request: {} },
      { type: 'wish', job, wish: 'cancel' },
    ])
    second.tell({ type: 'progress', id: 1, progress: { stage: 'analysing', done: 1 } })
    second.tell({ type: 'result', id: 1, value: 'done' })
    second.tell({ type: 'result', id: 2, value: { jobs: [] } })
    expect(await running).toBe('done')
    expect(await harmless).toEqual({ jobs: [] })
    expect(onProgress).toHaveBeenCalledTimes(1)
  })

  it('calls made meanwhile are sent when there is a port again', async () => {
    const [first, second] = [fakePort(), fakePort()]
    const client = createHostClient(first, () => Promise.resolve(second))
    first.close()
    const asked = client.ask('demo', {})
    await settled()
    second.tell({ type: 'result', id: 1, value: { file: 'f', name: 'demo.flac' } })
    expect(await asked).toEqual({ file: 'f', name: 'demo.flac' })
  })

  it('the host is gone when no new port is to be had', async () => {
    for (const reconnect of [() => Promise.resolve(null), () => Promise.reject(new Error('no'))]) {
      const port = fakePort()
      const client = createHostClient(port, reconnect)
      const running = client.engine.call('decompose', {} as never, { job })
      const gone = new Promise<void>((resolve) => client.onGone(resolve))
      port.close()
      expect(await codeOf(running)).toBe('engine-crashed')
      await gone
    }
  })
})
