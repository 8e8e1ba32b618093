import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import { createFileVault } from '../services/page/fileVault'
import { readPageFiles } from '../services/page/pageFiles'
import { traversalTargets } from '../scorecard/attacks/rawTargets'
import { answerFor, appHeaders, routeOf, type AppSources } from './appScheme'

let folder = ''
let sources: AppSources
const vault = createFileVault('anywhere')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-app-'))
  await mkdir(join(folder, 'page', 'assets'), { recursive: true })
  await mkdir(join(folder, 'uploads'))
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html>')
  await writeFile(join(folder, 'page', 'assets', 'page.js'), 'export {}')
  await writeFile(join(folder, 'aria.m4a'), 'sound')
  sources = {
    pageFiles: await readPageFiles(join(folder, 'page')),
    client: {
      artifact: (id) =>
        id === 'artifact-1'
          ? Promise.resolve(Uint8Array.of(1, 2, 3))
          : Promise.reject(new ShellacError('unknown-artifact', 'There is no such artifact.')),
    },
    vault,
    uploads: { vault, folder: join(folder, 'uploads'), byteLimit: 1000 },
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ask = (target: string, method = 'GET', body: string | null = null): Promise<Response> =>
  answerFor(
    {
      url: `app://shellac${target}`,
      method,
      headers: new Headers(),
      body: body === null ? null : new Blob([body]).stream(),
    },
    sources,
  )

describe('the page', () => {
  it('is served by exact names', async () => {
    const index = await ask('/')
    expect([index.status, await index.text()]).toEqual([200, '<!doctype html>'])
    expect((await ask('/assets/page.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it('is tried by at least 40 targets', () =>
    expect(new Set(traversalTargets).size).toBeGreaterThanOrEqual(40))

  it.each(traversalTargets)('does not hold %s', async (target) => {
    const answer = await ask(target)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('secret')
  })

  it.each([
    'app://evil/',
    'app://shellac.evil/',
    'app://shellac:1/',
    'app://user@shellac/',
    'app://SHELLAC/',
    'APP://shellac/',
    'app://shellac',
    'app:///shellac/',
    'app:shellac/',
    'https://shellac/',
    'file:///etc/passwd',
    '//shellac/',
    '/',
    '',
  ])('is not at %j', (url) => {
    expect(routeOf(url, 'GET', sources.pageFiles)).toEqual({ refusal: 404 })
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'get', ''])('is not for the method %j', (method) => {
    expect(routeOf('app://shellac/', method, sources.pageFiles)).toEqual({ refusal: 405 })
  })
})

describe('an artifact', () => {
  it('is its bytes', async () => {
    const answer = await ask('/artifacts/artifact-1')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('is not found by another name', async () => {
    expect((await ask('/artifacts/artifact-2')).status).toBe(404)
    expect((await ask('/artifacts/')).status).toBe(404)
    expect((await ask('/artifacts/artifact-1?x')).status).toBe(404)
    expect((await ask('/artifacts/artifact-1', 'POST')).status).toBe(405)
  })
})

describe('a file', () => {
  it('is its bytes, by an id for reading', async () => {
    const answer = await ask(`/files/${vault.idOf(join(folder, 'aria.m4a'), 'read')}`)
    expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['5', 'sound'])
  })

  it('is not given by an id for writing, nor by a path', async () => {
    expect((await ask(`/files/${vault.idOf(join(folder, 'aria.m4a'), 'write')}`)).status).toBe(404)
    expect((await ask(`/files/${encodeURIComponent(join(folder, 'aria.m4a'))}`)).status).toBe(404)
    expect((await ask(`/files/${join(folder, 'aria.m4a')}`)).status).toBe(404)
  })
})

describe('an upload', () => {
  it('is stored whole under its own name', async () => {
    const answer = await ask('/files?name=%C3%A0%20b.wav', 'POST', 'decoded')
    const told = (await answer.json()) as { file: string; name: string; bytes: number }
    expect(told).toMatchObject({ name: 'à b.wav', bytes: 7 })
    expect(await readFile(vault.pathOf(told.file, ['read']), 'utf8')).toBe('decoded')
  })

  it('may be empty, but neither nameless nor above the limit', async () => {
    expect((await ask('/files?name=a', 'POST')).status).toBe(200)
    expect((await ask('/files', 'POST', 'x')).status).toBe(400)
    expect((await ask('/files?name=a', 'POST', 'x'.repeat(1001))).status).toBe(413)
    expect((await ask('/files?name=a', 'GET')).status).toBe(405)
  })
})

it('every answer has the headers, refusals included', async () => {
  const answers = [
    ask('/'),
    ask('/none'),
    ask('/', 'POST'),
    ask('/artifacts/none'),
    ask('/files?name=a', 'POST', ''),
  ]
  for (const { headers } of await Promise.all(answers)) {
    for (const [name, value] of Object.entries(appHeaders)) expect(headers.get(name)).toBe(value)
  }
  expect(appHeaders).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  })
  expect(appHeaders['Content-Security-Policy']).toContain("default-src 'none'")
})
