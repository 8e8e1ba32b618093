import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineMethod } from '@core/contract/engine'
import { createEngineClient } from '@core/contract/engineClient'
import type { EngineMessage, EnginePort } from '@core/contract/engineMessages'
import { engineMethods, parseRequest } from '@core/contract/engineSchema'
import { errorKinds, ShellacError } from '@core/contract/errors'
import type { FileId, SessionId } from '@core/contract/ids'
import type { JobControl } from '@core/contract/job'
import { refusal } from '../files/refusal.testSupport'
import { createEngine, type Engine } from './engine'
import { asWav, jobId, quick, writeNotes } from './engine.testSupport'
import { createMemoryPorts } from './memoryPorts'
import { serveEngine } from './serveEngine'

let folder = ''
let file = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-serve-'))
  file = await writeNotes(join(folder, 'notes.wav'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Sends messages as they are, and gives the answer to each. */
function rawPort(engine: Engine): (message: { readonly id: number }) => Promise<EngineMessage> {
  const waiting = new Map<number, (message: EngineMessage) => void>()
  let receive: (message: unknown) => void = () => undefined
  const port: EnginePort = {
    send: (message) => {
      const answer = message as EngineMessage
      if (answer.kind !== 'progress' && answer.kind !== 'alive') waiting.get(answer.id)?.(answer)
    },
    onMessage: (listener) => void (receive = listener),
    onClose: () => undefined,
  }
  serveEngine(port, engine)
  return (message) =>
    new Promise((resolve) => {
      waiting.set(message.id, resolve)
      receive(message)
    })
}

async function validRequests(engine: Engine): Promise<Record<EngineMethod, object>> {
  const control: JobControl = { wish: () => 'go-on', report: () => undefined }
  const { session } = await engine.handlers.openRecording({ file }, control)
  const wish = { session, channel: 'auto', settings: quick } as const
  const { decomposition, project } = await engine.handlers.decompose(wish, control)
  const notes = join(folder, 'notes.shellac')
  return {
    openRecording: { file, decoded: join(folder, 'decoded.wav') },
    chooseChannel: { session, channel: 'left' },
    countClicks: { session, channel: 'auto' },
    findGrooves: { session, channel: 'auto' },
    estimate: { session, settings: quick },
    decompose: wish,
    openProject: { file: notes },
    openUndecomposed: { file: notes },
    restoreDecomposition: { session, project, dictionary: join(folder, 'W'), activations: join(folder, 'H') },
    saveProject: { session, decomposition, project, file: notes, overwrite: false },
    renderAudio: { session, of: { decomposition, outputs: [[1, 0, 0.5]] }, start: 0, end: 100 },
    spectrogramTile: {
      session,
      of: { channel: 'auto', framing: { windowLength: 256, hop: 128 } },
      cells: 'power',
      level: 0,
      tile: 0,
    },
    compareAlgorithms: { ...wish, algorithms: ['mm', 'em'], start: 0, end: 4000 },
    compareSmoothness: { session, decomposition, smoothnesses: [0, 10] },
    refine: { session, decomposition, project },
    suggestSmoothness: wish,
    splitComponents: { session, decomposition, project, components: [1], into: 2 },
    exportPicture: {
      session,
      document: { decomposition, project },
      channel: 'auto',
      picture: { what: 'activations', gains: 'decibels', range: { start: 0, end: 1 } },
      format: 'svg',
      file: join(folder, 'activations.svg'),
      overwrite: false,
    },
    exportAudio: { session, decomposition, project, file: join(folder, 'mix.wav'), export: asWav },
    closeSession: { session },
  }
}

/** One value, however deep, replaced by another. */
function damaged(value: unknown, steps: readonly number[], replacement: unknown): unknown {
  if (typeof value !== 'object' || value === null || steps.length === 0) return replacement
  const copy = structuredClone(value) as Record<string, unknown>
  const keys = Object.keys(copy)
  if (keys.length === 0) return replacement
  const key = keys[steps[0] % keys.length]
  copy[key] = damaged(copy[key], steps.slice(1), replacement)
  return copy
}

describe('the door of the engine', () => {
  it.each(engineMethods)('answers 2,000 random payloads of %s with a typed refusal', async (method) => {
    const ask = rawPort(createEngine())
    let id = 0
    const payload = fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withMap: true })
    await fc.assert(
      fc.asyncProperty(payload, async (request) => {
        const answer = await ask({ kind: 'call', id: ++id, method, request } as never)
        expect(answer).toMatchObject({ kind: 'error', id, error: { code: 'bad-argument' } })
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  it('takes every valid request, and refuses 2,000 damaged ones of each method or finds them valid', async () => {
    const requests = await validRequests(createEngine())
    const steps = fc.array(fc.nat(50), { minLength: 1, maxLength: 5 })
    for (const method of engineMethods) {
      expect(parseRequest(method, requests[method])).toEqual(requests[method])
      let refused = 0
      fc.assert(
        fc.property(steps, fc.anything(), (path, replacement) => {
          try {
            parseRequest(method, damaged(requests[method], path, replacement))
          } catch (error) {
            refused++
            expect(error).toBeInstanceOf(ShellacError)
            expect((error as ShellacError).code).toBe('bad-argument')
          }
        }),
        { numRuns: 2000, seed: 1 },
      )
      expect(refused).toBeGreaterThan(1000)
    }
  })

  it('tells the field and the rule', () => {
    const session = 'some' as SessionId
    const parse = (): unknown =>
      parseRequest('decompose', { session, channel: 'auto', settings: { ...quick, smoothness: -1 } })
    expect(parse).toThrow(/decompose\.settings\.smoothness: .*>=0/)
  })

  it('renders outputs of a decomposition or the recording of a channel, and nothing between', () => {
    const render = (of: unknown): unknown =>
      parseRequest('renderAudio', { session: 'some', of, start: 0, end: 1 }).of
    const outputs = [[1, -2]]
    expect(render({ decomposition: 'one', outputs })).toEqual({ decomposition: 'one', outputs })
    expect(render({ channel: 'side' })).toEqual({ channel: 'side' })
    for (const of of [null, {}, { outputs }, { decomposition: 'one' }, { channel: 'both' }]) {
      expect(() => render(of)).toThrow(/renderAudio\.of/)
    }
    expect(() => render({ decomposition: 'one', outputs: [[1001]] })).toThrow(/of\.outputs\.0\.0/)
  })

  it('hears nothing of messages that are none', async () => {
    const ask = rawPort(createEngine())
    for (const message of [undefined, null, 7, 'call', [], { kind: 'call' }, { kind: 'wish', job: 3 }]) {
      void ask(message as never).catch(() => undefined)
    }
    const answer = await ask({ kind: 'dance', id: 1 } as never)
    expect(answer).toMatchObject({ kind: 'error', error: { code: 'bad-argument' } })
  })

  it('takes silence as a gain, as a number or as JSON writes it', async () => {
    const { saveProject } = await validRequests(createEngine())
    const { project } = saveProject as { project: { sources: object[] } }
    const source = {
      id: 's',
      name: 'S',
      colour: '#000000',
      components: [0],
      pan: 0,
      noise: -Infinity,
      mute: false,
      solo: false,
    }
    for (const gain of [-Infinity, '-inf']) {
      const request = { ...saveProject, project: { ...project, sources: [{ ...source, gain }] } }
      expect(parseRequest('saveProject', request).project.sources[0].gain).toBe(-Infinity)
    }
  })
})

/** An engine whose openRecording runs until its control says otherwise. */
function patientEngine(): { engine: Engine; controls: JobControl[] } {
  const controls: JobControl[] = []
  const engine = createEngine()
  const openRecording: Engine['handlers']['openRecording'] = async (_, control) => {
    controls.push(control)
    while (control.wish() === 'go-on') await new Promise((resolve) => setTimeout(resolve, 1))
    throw new ShellacError('cancelled', control.wish())
  }
  return { engine: { ...engine, handlers: { ...engine.handlers, openRecording } }, controls }
}

describe('jobs', () => {
  it('have a name of their own while they run; a wish is for one of them', async () => {
    const { engine } = patientEngine()
    const [near, far] = createMemoryPorts()
    serveEngine(far, engine)
    const client = createEngineClient(near)
    const first = refusal(client.call('openRecording', { file }, { job: jobId('a') }))
    const second = refusal(client.call('openRecording', { file }, { job: jobId('b') }))
    const again = client.call('openRecording', { file }, { job: jobId('a') })
    expect(await refusal(again)).toMatchObject({ code: 'bad-argument' })
    client.wish(jobId('b'), 'cancel')
    expect((await second).message).toBe('cancel')
    client.wish(jobId('a'), 'stop')
    expect((await first).message).toBe('stop')
    const anew = refusal(client.call('openRecording', { file }, { job: jobId('a') }))
    client.wish(jobId('a'), 'cancel')
    expect((await anew).message).toBe('cancel')
  })

  it('are cancelled when the port closes, and rejected as crashed on the other side', async () => {
    const { engine, controls } = patientEngine()
    const [near, far] = createMemoryPorts()
    serveEngine(far, engine)
    const client = createEngineClient(near)
    const work = refusal(client.call('openRecording', { file }))
    await expect.poll(() => controls.length).toBe(1)
    near.close()
    expect((await work).code).toBe('engine-crashed')
    expect(controls[0].wish()).toBe('cancel')
    expect((await refusal(client.call('openRecording', { file }))).code).toBe('engine-crashed')
  })
})

describe('errors', () => {
  it('that are none of ours cross as internal, lack of memory as such, unknown codes as internal', async () => {
    const thrown: Error[] = [
      new TypeError('x is undefined'),
      new RangeError('Array buffer allocation failed'),
    ]
    const engine = createEngine()
    const closeSession = (): Promise<never> => Promise.reject(thrown.shift() ?? new Error('no more'))
    const [near, far] = createMemoryPorts()
    serveEngine(far, { ...engine, handlers: { ...engine.handlers, closeSession } })
    const client = createEngineClient(near)
    const close = (): Promise<ShellacError> =>
      refusal(client.call('closeSession', { session: 'some' as SessionId }))
    expect(await close()).toMatchObject({ code: 'internal', message: 'The engine failed: x is undefined' })
    expect((await close()).code).toBe('not-enough-memory')
    expect(Object.keys(errorKinds)).toContain('engine-crashed')
  })

  it('of what cannot be copied reject the call', async () => {
    const [near] = createMemoryPorts()
    const call = createEngineClient(near).call('openRecording', { file: (() => 1) as never })
    expect((await refusal(call)).code).toBe('bad-argument')
  })
})
