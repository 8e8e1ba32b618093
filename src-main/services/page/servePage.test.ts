import { describe, expect, it, vi } from 'vitest'
import type { EngineClient } from '@core/contract/engine'
import type { HostMessage, HostMethod } from '@core/contract/page'
import { ShellacError } from '@core/contract/errors'
import { createFileVault } from './fileVault'
import type { HostHandlers } from './hostHandlers'
import { hostMethods } from './hostSchema'
import { createJobBoard } from './jobBoard'
import { longestMessage } from './messages'
import { servePage } from './servePage'
import type { WorkHandlers, WorkKeeper } from './workKeeper'

/** Keeps nothing: what a page keeps has tests of its own. */
const work: WorkKeeper = {
  takeSeat: () => ({ handlers: {} as WorkHandlers, leave: () => undefined }),
}

function openPage(host: HostHandlers, call: EngineClient['call'] = () => Promise.resolve(null as never)) {
  const sent: HostMessage[] = []
  let hear = (_: string): void => undefined
  let isSlow = false
  const client: EngineClient = {
    call,
    wish: () => undefined,
    artifact: () => Promise.resolve(new Uint8Array()),
  }
  const port = {
    send: (text: string) => void sent.push(JSON.parse(text) as HostMessage),
    onMessage: (listener: (text: string) => void) => {
      hear = listener
    },
    onClose: () => undefined,
    isSlow: () => isSlow,
  }
  const jobs = createJobBoard(client, () => undefined)
  const page = servePage(port, { client, jobs, vault: createFileVault([]), host, work })
  const ask = async (method: string, request: object): Promise<HostMessage> => {
    const before = sent.length
    hear(JSON.stringify({ type: 'call', id: 1, method, request }))
    await expect.poll(() => sent.length).toBeGreaterThan(before)
    return sent[before]
  }
  const slow = (): void => {
    isSlow = true
  }
  return { page, sent, ask, say: (text: string) => hear(text), slow }
}

describe('a page', () => {
  it('is answered by the handlers that are there, and refused the others', async () => {
    const { ask } = openPage({ findWork: ({ page }) => ({ work: page }) })
    expect(await ask('findWork', { page: 'p-1', more: 'is dropped' })).toMatchObject({
      value: { work: 'p-1' },
    })
    for (const method of ['openDialog', 'listFolder', 'hello'] satisfies HostMethod[]) {
      expect(await ask(method, {})).toMatchObject({ type: 'error', error: { code: 'bad-argument' } })
    }
  })

  it.each([
    ['attach', {}],
    ['attach', { job: 'a b' }],
    ['keepWork', { page: 'p' }],
    ['keepWork', { page: '../p', work: null }],
    ['keepWork', { page: 'p', work: {} }],
    ['openDialog', { kinds: [] }],
    ['openDialog', { kinds: ['program'] }],
    ['saveDialog', { kind: 'export', name: '' }],
    ['showInFolder', { file: '/etc/passwd' }],
    ['listFolder', {}],
    ['listFolder', { folder: '/etc' }],
    ['chooseTarget', { folder: null, name: 'x'.repeat(256) }],
    ['describePage', { title: null, isEdited: false, commands: ['format-disk'], undo: null, redo: null }],
    ['describePage', { title: 'x'.repeat(1001), isEdited: false, commands: [], undo: null, redo: null }],
    ['answerCloseWish', { answer: 'yes' }],
  ])('that asks %s with %.80j reaches no handler', async (method, request) => {
    const handler = vi.fn(() => null as never)
    const host: HostHandlers = Object.fromEntries(hostMethods.map((name) => [name, handler]))
    expect(await openPage(host).ask(method, request)).toMatchObject({ error: { code: 'bad-argument' } })
    expect(handler).not.toHaveBeenCalled()
  })

  it('may keep much work, and nothing else of that size', async () => {
    const { ask } = openPage({ keepWork: () => null, findWork: () => ({ work: null }) })
    const facts = {
      isEdited: true,
      isAnalysing: false,
      changes: 1,
      lastChange: null,
      artifacts: [],
      saves: null,
    }
    const work = { id: 'i', name: 'n', ...facts, text: 'x'.repeat(longestMessage - 300) }
    expect(await ask('keepWork', { page: 'p', work })).toMatchObject({ type: 'result' })
    const more = { ...work, text: `${work.text}${'x'.repeat(300)}` }
    expect(await ask('keepWork', { page: 'p', work: more })).toMatchObject({ type: 'error' })
    expect(await ask('findWork', { page: 'p', work })).toMatchObject({ type: 'error' })
  })

  it('hears the progress of handlers unless it is slow, results and events always', async () => {
    const { page, ask, sent, slow } = openPage({
      attach(_, watch) {
        watch({ stage: 'reading', done: 0.5 })
        return 'done'
      },
    })
    expect(await ask('attach', { job: 'a' })).toMatchObject({ type: 'progress', progress: { done: 0.5 } })
    slow()
    sent.length = 0
    expect(await ask('attach', { job: 'a' })).toMatchObject({ type: 'result', value: 'done' })
    page.tell({ kind: 'openings' })
    expect(sent.at(-1)).toEqual({ type: 'event', event: { kind: 'openings' } })
  })

  it('is told the code of an error of a handler', async () => {
    const { ask } = openPage({
      demo: () => {
        throw new ShellacError('file-not-found', 'There is no demo at /opt/app/demo.flac.')
      },
    })
    expect(await ask('demo', {})).toMatchObject({
      error: { code: 'file-not-found', message: 'There is no demo at demo.flac.' },
    })
  })

  it('has at most 64 calls under way', async () => {
    const { say, sent } = openPage({ hello: () => new Promise(() => undefined) })
    for (let id = 0; id < 65; id++) say(JSON.stringify({ type: 'call', id, method: 'hello', request: {} }))
    await expect.poll(() => sent).toMatchObject([{ type: 'error', id: 64 }])
  })
})
