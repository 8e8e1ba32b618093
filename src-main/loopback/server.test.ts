import { existsSync } from 'node:fs'
import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerHeaders } from './answerHeaders'
import {
  ask,
  createFakeClock,
  createFakeEngine,
  FakePage,
  openSocket,
  sendRaw,
  type Socketed,
} from './loopback.testSupport'
import { tokenHeader } from './requestGuard'
import { startLoopback, type Loopback, type LoopbackSettings } from './server'
import { traversalTargets } from '../scorecard/attacks/rawTargets'

let folder = ''
let loopback: Loopback
let engine = createFakeEngine()
let time = createFakeClock()
const secret = 'TOP-SECRET'

async function start(
  limits: LoopbackSettings['limits'] = {},
  more: Partial<LoopbackSettings> = {},
): Promise<Loopback> {
  engine = createFakeEngine()
  time = createFakeClock()
  return startLoopback({
    engine: engine.host,
    version: '1.2.3',
    demoFile: join(folder, 'demo', 'demo.flac'),
    dataFolder: join(folder, 'data'),
    pageFolder: join(folder, 'page'),
    roots: [join(folder, 'music')],
    temporaryFolder: join(folder, 'temporary'),
    clock: time.clock,
    limits,
    ...more,
  })
}

async function restart(
  limits: LoopbackSettings['limits'],
  more: Partial<LoopbackSettings> = {},
): Promise<void> {
  await loopback.close()
  loopback = await start(limits, more)
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'shellac-loopback-')))
  for (const name of ['page/assets', 'music', 'temporary', 'demo'])
    await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html><title>Page</title>')
  await writeFile(join(folder, 'page', 'assets', 'page.js'), 'export {}')
  await writeFile(join(folder, 'music', 'song.wav'), 'song')
  await writeFile(join(folder, 'demo', 'demo.flac'), 'demo')
  await writeFile(join(folder, 'secret.txt'), secret)
  await writeFile(join(folder, 'page', 'assets', 'page.js.map'), secret)
  loopback = await start()
})

afterEach(async () => {
  await loopback.close()
  await rm(folder, { recursive: true, force: true })
})

const json = { 'Content-Type': 'application/json' }
const binary = { 'Content-Type': 'application/octet-stream' }

async function readCode(): Promise<string> {
  return /#code=([0-9a-f]{64})/.exec(await readFile(loopback.entrance.redirectFile, 'utf8'))?.[1] ?? ''
}

async function admit(): Promise<string> {
  const body = JSON.stringify({ code: await readCode() })
  const answer = await ask(loopback.url, { method: 'POST', path: '/session', headers: json, body })
  return (JSON.parse(answer.body.toString()) as { token: string }).token
}

async function openPage(token: string, options: Socketed = {}): Promise<FakePage> {
  const page = await openSocket(loopback.url, { token, ...options })
  if (page instanceof FakePage) return page
  throw new Error(`the socket was refused with ${page}`)
}

async function upload(token: string, name: string, body: string): Promise<ReturnType<typeof ask>> {
  const path = `/files?name=${encodeURIComponent(name)}`
  return ask(loopback.url, { method: 'POST', path, headers: { ...binary, [tokenHeader]: token }, body })
}

async function firstFile(page: FakePage): Promise<{ file: string }> {
  const roots = (await page.call(101, 'listFolder', { folder: null })).value as {
    folders: { folder: string }[]
  }
  const listing = (await page.call(102, 'listFolder', { folder: roots.folders[0].folder })).value as {
    files: { file: string }[]
  }
  return { file: listing.files[0].file }
}

describe('the address', () => {
  it('is 127.0.0.1 on a port of its own, and no other address of this machine answers', async () => {
    expect(loopback.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    const port = Number(new URL(loopback.url).port)
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    // What the server does not listen on is free for another.
    for (const { address } of [...others, { address: '127.0.0.2' }]) {
      await new Promise<void>((resolve, reject) => {
        const free = createServer().once('error', reject)
        free.listen(port, address, () => free.close(() => resolve()))
      })
    }
  })
})

describe('every answer', () => {
  it('has the headers, whatever was asked, and no CORS header', async () => {
    const token = await admit()
    const host = new URL(loopback.url).host
    const asked = [
      { path: '/' },
      { path: '/assets/page.js' },
      { path: '/nothing' },
      { path: '/', headers: { Host: 'evil.test' } },
      { path: '/', headers: { Origin: 'http://evil.test' } },
      { path: '/artifacts/audio-1', headers: { [tokenHeader]: token } },
      { path: '/artifacts/none', headers: { [tokenHeader]: token } },
      { path: '/downloads/none', headers: { [tokenHeader]: token } },
      { path: '/files/none', headers: { [tokenHeader]: token } },
      { path: '/session', method: 'POST', headers: json, body: '{"code":"x"}' },
      { path: '/session', method: 'POST', headers: json, body: 'x' },
      { path: '/files?name=', method: 'POST', headers: { ...binary, [tokenHeader]: token }, body: 'x' },
      { path: '/', method: 'DELETE' },
    ]
    const statuses: number[] = []
    for (const request of asked) {
      const { status, headers } = await ask(loopback.url, request)
      statuses.push(status)
      for (const [name, value] of Object.entries(answerHeaders(host))) {
        expect(headers[name.toLowerCase()]).toBe(value)
      }
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(headers['set-cookie']).toBeUndefined()
    }
    expect(statuses).toEqual([200, 200, 404, 421, 403, 200, 404, 404, 404, 403, 400, 400, 405])
  })

  it('has them even when the request was no HTTP or an upgrade refused', async () => {
    for (const text of [
      'nonsense\r\n\r\n',
      'GET /engine HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ]) {
      const answer = await sendRaw(loopback.url, text)
      expect(answer).toMatch(/^HTTP\/1\.1 4(00|21) /)
      expect(answer).toContain("Content-Security-Policy: default-src 'none'")
      expect(answer).toContain('X-Content-Type-Options: nosniff')
    }
  })
})

describe('the guard at the door', () => {
  it.each(['', 'Host: evil.test', 'Host: localhost', 'Host: 127.0.0.1:1', 'Host: OWN\r\nHost: evil.test'])(
    'refuses the raw Host "%s" with 421',
    async (line) => {
      const host = line.replace('OWN', new URL(loopback.url).host)
      const answer = await sendRaw(
        loopback.url,
        `GET / HTTP/1.1\r\n${host}${host && '\r\n'}Connection: close\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 421 /)
    },
  )

  it('serves nothing of the data without the token, nor with a cookie instead', async () => {
    const token = await admit()
    for (const path of ['/artifacts/audio-1', '/downloads/x', '/files/x', '/files?name=a']) {
      const method = path.startsWith('/files?') ? 'POST' : 'GET'
      for (const headers of [
        {},
        { [tokenHeader]: 'wrong' },
        { Cookie: `${tokenHeader}=${token}; token=${token}` },
      ]) {
        const sent = { ...(method === 'POST' ? binary : {}), ...headers }
        expect((await ask(loopback.url, { method, path, headers: sent })).status).toBe(401)
      }
    }
  })

  it('refuses sockets of other origins, without the token and elsewhere, before the upgrade', async () => {
    const token = await admit()
    const refused: [Socketed, number][] = [
      [{ token, headers: { Origin: 'http://evil.test' } }, 403],
      [{ token, headers: { Origin: 'http://127.0.0.1:1' } }, 403],
      [{ token, headers: { Host: 'evil.test', Origin: 'http://evil.test' } }, 421],
      [{ token, headers: { 'Sec-Fetch-Site': 'same-site' } }, 403],
      [{ token: 'wrong' }, 401],
      [{}, 401],
      [{ token, path: 'other' }, 400],
    ]
    for (const [options, status] of refused) expect(await openSocket(loopback.url, options)).toBe(status)
    const page = await openPage(token)
    expect(page.socket.protocol).toBe('shellac.1')
  })

  it('lets no raw target out of the page', async () => {
    const { host } = new URL(loopback.url)
    const answers = await Promise.all(
      traversalTargets.map((target) =>
        sendRaw(loopback.url, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
      ),
    )
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
      expect(answer).not.toMatch(new RegExp(`${secret}|root:|PATH=`))
    }
  })

  it.each(['/downloads', '/files', '/artifacts'])('lets no raw target out of %s', async (place) => {
    const { host } = new URL(loopback.url)
    const token = await admit()
    for (const target of traversalTargets) {
      const path = `${place}${target}`
      const head = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${tokenHeader}: ${token}\r\nConnection: close\r\n\r\n`
      const answer = await sendRaw(loopback.url, head)
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
      expect(answer).not.toContain(secret)
    }
  })
})

describe('the token', () => {
  it('is given once for the code of a file that only this user can read', async () => {
    expect((await lstat(loopback.entrance.redirectFile)).mode & 0o777).toBe(0o600)
    expect((await lstat(dirname(loopback.entrance.redirectFile))).mode & 0o777).toBe(0o700)
    const code = await readCode()
    const exchange = (given: string): ReturnType<typeof ask> =>
      ask(loopback.url, {
        method: 'POST',
        path: '/session',
        headers: json,
        body: JSON.stringify({ code: given }),
      })
    expect((await exchange('ab'.repeat(32))).status).toBe(403)
    const first = await exchange(code)
    expect(JSON.parse(first.body.toString())).toEqual({
      token: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    const second = await exchange(code)
    expect(second.status).toBe(403)
    expect(second.body.toString()).not.toMatch(/[0-9a-f]{64}/)
    await expect.poll(() => existsSync(loopback.entrance.redirectFile)).toBe(false)
  })

  it('is given again for every new way in, each with a file of its own that goes when it is used', async () => {
    await restart({}, { entranceMilliseconds: 600_000 })
    const second = await loopback.newEntrance()
    time.advance(599_999)
    const tokens = []
    for (const { address, redirectFile } of [second, loopback.entrance]) {
      expect(await readFile(redirectFile, 'utf8')).toContain(address)
      const body = JSON.stringify({ code: /#code=(.+)$/.exec(address)?.[1] })
      const answer = await ask(loopback.url, { method: 'POST', path: '/session', headers: json, body })
      tokens.push((JSON.parse(answer.body.toString()) as { token: string }).token)
      await expect.poll(() => existsSync(redirectFile)).toBe(false)
    }
    expect(tokens[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(tokens[1]).toBe(tokens[0])
  })

  it('and the code are in no URL: the redirect file has the code in the fragment only', async () => {
    const page = await readFile(loopback.entrance.redirectFile, 'utf8')
    for (const [target] of page.matchAll(/http:[^"]*/g)) {
      expect(target).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[0-9a-f]{64}$/)
    }
    expect(page).not.toContain(await admit())
  })
})

describe('files', () => {
  it('that are uploaded reach the engine by path and the page by id', async () => {
    const token = await admit()
    const answer = await upload(token, '../../Prélude ♪.wav', 'RIFF')
    const uploaded = JSON.parse(answer.body.toString()) as { file: string; name: string; bytes: number }
    expect(uploaded).toEqual({ file: uploaded.file, name: '../../Prélude ♪.wav', bytes: 4, isCopy: true })
    const page = await openPage(token)
    page.send({ type: 'call', id: 1, method: 'openRecording', request: { file: uploaded.file }, job: 'a' })
    await expect.poll(() => engine.calls.length).toBe(1)
    const path = engine.calls[0].request.file as string
    expect(path.startsWith(join(folder, 'temporary'))).toBe(true)
    expect(path.endsWith('/.._.._Prélude ♪.wav')).toBe(true)
    expect(await readFile(path, 'utf8')).toBe('RIFF')
    const storage = { kind: 'linked', path, relativePath: '../x.wav' }
    engine.calls[0].resolve({ session: 's', recording: { name: 'x', storage } })
    const result = await page.next(['result'], { id: 1 })
    expect(JSON.stringify(result)).not.toContain('/')
    const { recording } = result.value as { recording: unknown }
    const target = (await page.call(2, 'chooseTarget', { folder: null, name: 'x.shellac' })).value as {
      file: string
    }
    const request = { session: 's', project: { recording }, file: target.file, overwrite: false }
    page.send({ type: 'call', id: 3, method: 'saveProject', request })
    await expect.poll(() => engine.calls.length).toBe(2)
    expect(engine.calls[1].request.project).toEqual({ recording: { name: 'x', storage } })
  })

  it('that were never given out, or a path instead, never reach the engine', async () => {
    const page = await openPage(await admit())
    const files = [...traversalTargets, join(folder, 'music', 'song.wav'), null, 7, {}]
    for (const [id, file] of files.entries()) {
      const answer = await page.call(id, 'openRecording', { file })
      expect(answer).toMatchObject({ type: 'error', error: { code: 'file-not-found' } })
    }
    const storage = { kind: 'linked', path: '/etc/passwd' }
    const { value } = await page.call(900, 'chooseTarget', { folder: null, name: 'x.shellac' })
    const request = { file: (value as { file: string }).file, project: { recording: { storage } } }
    expect((await page.call(901, 'saveProject', request)).type).toBe('error')
    expect(engine.calls).toEqual([])
  })

  it('that were exported can be fetched', async () => {
    const token = await admit()
    const page = await openPage(token)
    const { file } = (await page.call(1, 'chooseTarget', { folder: null, name: 'mix.wav' })).value as {
      file: string
    }
    page.send({ type: 'call', id: 2, method: 'exportAudio', request: { file } })
    await expect.poll(() => engine.calls.length).toBe(1)
    await writeFile(engine.calls[0].request.file as string, 'mix')
    engine.calls[0].resolve({ files: ['mix.wav'], notes: [], warnings: [], nullTestDecibels: null })
    await page.next(['result'], { id: 2 })
    const listed = (await page.call(3, 'downloads', { file })).value as { downloads: { download: string }[] }
    const path = `/downloads/${listed.downloads[0].download}`
    const answer = await ask(loopback.url, { path, headers: { [tokenHeader]: token } })
    expect(answer.body.toString()).toBe('mix')
  })

  it('that were picked or uploaded can be read by the page, those to be written cannot', async () => {
    const token = await admit()
    const page = await openPage(token)
    const read = (file: string): ReturnType<typeof ask> =>
      ask(loopback.url, { path: `/files/${file}`, headers: { [tokenHeader]: token } })
    const uploaded = JSON.parse((await upload(token, 'a.m4a', 'aac')).body.toString()) as { file: string }
    expect((await read(uploaded.file)).body.toString()).toBe('aac')
    expect((await read((await firstFile(page)).file)).body.toString()).toBe('song')
    const empty = JSON.parse((await upload(token, 'b.m4a', '')).body.toString()) as { file: string }
    expect(await read(empty.file)).toMatchObject({ status: 200, body: Buffer.alloc(0) })
    const { file } = (await page.call(9, 'chooseTarget', { folder: null, name: 'x.wav' })).value as {
      file: string
    }
    expect((await read(file)).status).toBe(404)
  })

  it('beside the recording reach the engine by path, too', async () => {
    const token = await admit()
    const page = await openPage(token)
    const { file } = await firstFile(page)
    const decoded = (JSON.parse((await upload(token, 'a.wav', 'RIFF')).body.toString()) as { file: string })
      .file
    page.send({ type: 'call', id: 11, method: 'openRecording', request: { file, decoded } })
    const factors = { dictionary: decoded, activations: decoded }
    page.send({ type: 'call', id: 12, method: 'restoreDecomposition', request: { ...factors } })
    await expect.poll(() => engine.calls.length).toBe(2)
    const asked = Object.assign({}, ...engine.calls.map(({ request }) => request)) as Record<string, string>
    for (const field of ['decoded', 'dictionary', 'activations']) {
      expect(await readFile(asked[field], 'utf8')).toBe('RIFF')
    }
    for (const request of [
      { file, decoded: '/etc/passwd' },
      { file, decoded: null },
    ]) {
      expect(await page.call(13, 'openRecording', request)).toMatchObject({
        error: { code: 'file-not-found' },
      })
    }
    const { error } = await page.call(14, 'restoreDecomposition', { dictionary: decoded })
    expect(error).toMatchObject({ code: 'file-not-found' })
  })

  it('given at the start are handed out once, and can be opened wherever they lie', async () => {
    await restart({}, { openings: [join(folder, 'secret.txt')] })
    const page = await openPage(await admit())
    const { files } = (await page.call(1, 'takeOpenings', {})).value as { files: { file: string }[] }
    expect(files).toEqual([{ file: expect.any(String) as string, name: 'secret.txt' }])
    expect((await page.call(2, 'takeOpenings', {})).value).toEqual({ files: [] })
    page.send({ type: 'call', id: 3, method: 'openRecording', request: { file: files[0].file } })
    await expect.poll(() => engine.calls[0]?.request.file).toBe(join(folder, 'secret.txt'))
    // Only the file: what lies beside it stays out of reach.
    expect((await page.call(4, 'listFolder', { folder: null })).value).toMatchObject({
      folders: [{ name: 'music' }],
    })
  })

  it('that were opened or saved become recent; uploads, downloads and the demo do not', async () => {
    const token = await admit()
    const page = await openPage(token)
    const finish = async (id: number, method: string, request: object): Promise<void> => {
      page.send({ type: 'call', id, method, request })
      await expect.poll(() => engine.calls.length).toBe(1)
      engine.calls.splice(0)[0].resolve({ session: 's' })
      await page.next(['result'], { id })
    }
    const { file: demo, name } = (await page.call(1, 'demo', {})).value as { file: string; name: string }
    expect(name).toBe('demo.flac')
    await finish(2, 'openRecording', { file: demo })
    const uploaded = JSON.parse((await upload(token, 'a.wav', 'x')).body.toString()) as { file: string }
    await finish(3, 'openRecording', { file: uploaded.file })
    const download = (await page.call(4, 'chooseTarget', { folder: null, name: 'x.shellac' })).value
    await finish(5, 'saveProject', { file: (download as { file: string }).file })
    expect((await page.call(6, 'recentFiles', {})).value).toEqual({ files: [] })

    const { file } = await firstFile(page)
    await finish(7, 'openRecording', { file })
    const { files } = (await page.call(8, 'recentFiles', {})).value as { files: object[] }
    expect(files).toEqual([{ file, name: 'song.wav', folder: expect.stringMatching(/music$/) as string }])
    await page.call(9, 'forgetRecentFiles', {})
    expect((await page.call(10, 'recentFiles', {})).value).toEqual({ files: [] })
  })

  it('that were opened as a project may be saved over, other picked files may not', async () => {
    const page = await openPage(await admit())
    const { file } = await firstFile(page)
    const refused = await page.call(1, 'saveProject', { file })
    expect(refused).toMatchObject({ type: 'error', error: { code: 'file-not-found' } })
    page.send({ type: 'call', id: 2, method: 'openProject', request: { file } })
    await expect.poll(() => engine.calls.length).toBe(1)
    engine.calls[0].resolve({ session: 's' })
    await page.next(['result'], { id: 2 })
    page.send({ type: 'call', id: 3, method: 'saveProject', request: { file } })
    await expect.poll(() => engine.calls[1]?.request.file).toBe(join(folder, 'music', 'song.wav'))
  })

  it('of the engine come as bytes by name', async () => {
    const headers = { [tokenHeader]: await admit() }
    const answer = await ask(loopback.url, { path: '/artifacts/audio-1', headers })
    expect([...answer.body]).toEqual([1, 2, 3, 255])
  })

  it('above the limit are refused, announced or not, and nothing of them stays', async () => {
    await restart({ uploadBytes: 1000 })
    const token = await admit()
    expect((await upload(token, 'a.wav', 'x'.repeat(1001))).status).toBe(413)
    expect((await upload(token, 'a.wav', 'x'.repeat(1000))).status).toBe(200)
    const { host } = new URL(loopback.url)
    const head = `POST /files?name=b.wav HTTP/1.1\r\nHost: ${host}\r\n${tokenHeader}: ${token}\r\nContent-Type: application/octet-stream\r\n`
    expect(await sendRaw(loopback.url, `${head}Content-Length: 10000000000\r\n\r\nxx`)).toMatch(
      /^HTTP\/1\.1 413 /,
    )
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`
    await sendRaw(loopback.url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk}`)
    const left = await readdir(join(dirname(loopback.entrance.redirectFile), 'uploads'))
    expect(left.length).toBe(1)
  })
})

describe('messages', () => {
  it.each([
    'nonsense',
    '[]',
    'null',
    '{}',
    '{"type":"call"}',
    '{"type":"call","id":1.5,"method":"jobs","request":{}}',
    '{"type":"call","id":1,"method":"toString","request":{}}',
    '{"type":"call","id":1,"method":"__proto__","request":{}}',
    '{"type":"call","id":1,"method":"estimate","request":[]}',
    '{"type":"call","id":1,"method":"estimate","request":{},"job":"a b"}',
    '{"type":"call","id":1,"method":"jobs","request":{},"job":"a"}',
    '{"type":"call","id":1,"method":"estimate","request":{"__proto__":{}}}',
    '{"type":"wish","job":"a","wish":"explode"}',
    '{"type":"wish","wish":"stop"}',
    `{"type":"call","id":1,"method":"estimate","request":{"a":"${'x'.repeat(70_000)}"}}`,
    `${'['.repeat(1000)}${']'.repeat(1000)}`,
  ])('such as %.70s are answered with an error and the page goes on', async (text) => {
    const page = await openPage(await admit())
    page.send(text)
    expect(await page.next(['error'])).toMatchObject({ error: { code: 'bad-argument' } })
    expect((await page.call(7, 'jobs', {})).value).toEqual({ jobs: [] })
    expect(engine.calls).toEqual([])
    expect(engine.wishes).toEqual([])
  })

  it('above 4 MiB end the connection unread', async () => {
    const page = await openPage(await admit())
    const closed = new Promise((resolve) => page.socket.once('close', resolve))
    page.send('x'.repeat(4 * 1024 * 1024 + 1))
    expect(await closed).toBe(1009)
  })

  it('of errors carry code and details without folders; what is no ShellacError says nothing of itself', async () => {
    const page = await openPage(await admit())
    page.send({ type: 'call', id: 1, method: 'closeSession', request: {} })
    await expect.poll(() => engine.calls.length).toBe(1)
    engine.calls[0].reject(new Error(`boom in ${folder}`))
    const { error } = await page.next(['error'], { id: 1 })
    expect(error).toEqual({ code: 'internal', message: 'The server met an unexpected error.', details: {} })
  })
})

describe('hostile clients', () => {
  it('that never end their headers are refused in time', async () => {
    await restart({ headerMilliseconds: 200, requestMilliseconds: 400, checkMilliseconds: 50 })
    expect(await sendRaw(loopback.url, 'GET / HTTP/1.1\r\nHost: ')).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('that never end their body are refused in time', async () => {
    await restart({ headerMilliseconds: 200, requestMilliseconds: 400, checkMilliseconds: 50 })
    const { host } = new URL(loopback.url)
    const head = `POST /session HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`
    expect(await sendRaw(loopback.url, head)).not.toContain('200')
  })

  it('with headers above the limit are refused', async () => {
    const { host } = new URL(loopback.url)
    const text = `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`
    expect(await sendRaw(loopback.url, text)).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('get no more than the allowed number of sockets', async () => {
    await restart({ sockets: 2 })
    const token = await admit()
    await openPage(token)
    await openPage(token)
    expect(await openSocket(loopback.url, { token })).toBe(503)
  })

  it('get no more than the allowed number of connections', async () => {
    await restart({ connections: 3, sockets: 0, headerMilliseconds: 300, checkMilliseconds: 50 })
    const answers = await Promise.all(Array.from({ length: 40 }, () => sendRaw(loopback.url, 'GET')))
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 408')).length).toBe(3)
    expect(answers.filter((answer) => answer === '').length).toBe(37)
  })

  it('that answer no ping are given up', async () => {
    await restart({ pingMilliseconds: 50 })
    const { host } = new URL(loopback.url)
    const headers = {
      Host: host,
      Origin: `http://${host}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      'Sec-WebSocket-Protocol': `shellac.1, token.${await admit()}`,
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    // Settles only when the server ends the connection.
    const received = await sendRaw(loopback.url, `GET /engine HTTP/1.1\r\n${lines.join('')}\r\n`)
    expect(received).toMatch(/^HTTP\/1\.1 101 /)
    expect(received).not.toContain('token.')
  })
})

describe('a job', () => {
  const beginJob = async (page: FakePage): Promise<void> => {
    const request = await firstFile(page)
    page.send({ type: 'call', id: 3, method: 'openRecording', request, job: 'open-1' })
    await expect.poll(() => engine.calls.length).toBe(1)
  }

  it('survives its page and is found again with its progress and its end', async () => {
    const token = await admit()
    const first = await openPage(token)
    await beginJob(first)
    expect(engine.calls[0].request.file).toBe(join(folder, 'music', 'song.wav'))
    engine.calls[0].progress(0.25)
    expect(await first.next(['progress'], { id: 3 })).toMatchObject({ progress: { done: 0.25 } })
    await first.gone()
    engine.calls[0].progress(0.5)

    const second = await openPage(token)
    const progress = { stage: 'reading', done: 0.5 }
    expect((await second.call(1, 'jobs', {})).value).toEqual({
      jobs: [{ job: 'open-1', method: 'openRecording', state: 'running', progress }],
    })
    second.send({ type: 'call', id: 2, method: 'attach', request: { job: 'open-1' } })
    expect((await second.next(['progress'], { id: 2 })).progress).toEqual(progress)
    second.send({ type: 'wish', job: 'open-1', wish: 'stop' })
    await expect.poll(() => engine.wishes).toEqual(['stop open-1'])
    engine.calls[0].resolve({ session: 's' })
    expect((await second.next(['result'], { id: 2 })).value).toEqual({ session: 's' })

    const third = await openPage(token)
    expect((await third.call(1, 'attach', { job: 'open-1' })).value).toEqual({ session: 's' })
    expect((await third.call(2, 'forget', { job: 'open-1' })).type).toBe('result')
    expect((await third.call(3, 'attach', { job: 'open-1' })).type).toBe('error')
  })

  it('that is lost with a crashed engine is told of to every page; an engine that was closed is not', async () => {
    const token = await admit()
    const pages = [await openPage(token), await openPage(token)]
    engine.exit(false)
    engine.exit(true)
    for (const page of pages) {
      expect(await page.next(['event'])).toEqual({ type: 'event', event: { kind: 'engine-crashed' } })
    }
  })

  it('that runs keeps its name to itself', async () => {
    const page = await openPage(await admit())
    await beginJob(page)
    page.send({ type: 'call', id: 9, method: 'estimate', request: {}, job: 'open-1' })
    expect(await page.next(['error'], { id: 9 })).toMatchObject({ error: { code: 'bad-argument' } })
  })

  it('keeps the server up without a page; a minute after its end the server has gone with all its files', async () => {
    const page = await openPage(await admit())
    await beginJob(page)
    await page.gone()
    time.advance(600_000)
    expect((await ask(loopback.url, {})).status).toBe(200)
    engine.calls[0].resolve({ session: 's' })
    await expect.poll(() => time.waiting()).toBe(1)
    time.advance(60_000)
    await loopback.ended
    await expect(ask(loopback.url, {})).rejects.toThrow('ECONNREFUSED')
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })
})

describe('the end', () => {
  it('does not come while a page is open, nor to one that came back within the minute', async () => {
    const token = await admit()
    const page = await openPage(token)
    time.advance(600_000)
    expect((await page.call(1, 'jobs', {})).type).toBe('result')
    await page.gone()
    await expect.poll(() => time.waiting()).toBe(1)
    time.advance(59_999)
    const again = await openPage(token)
    time.advance(600_000)
    expect((await again.call(1, 'jobs', {})).type).toBe('result')
  })

  it('comes a minute after the start when no page came', async () => {
    time.advance(60_000)
    await loopback.ended
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })

  it('does not come while an upload is under way', async () => {
    const token = await admit()
    const { host } = new URL(loopback.url)
    const head = `POST /files?name=b.wav HTTP/1.1\r\nHost: ${host}\r\n${tokenHeader}: ${token}\r\nContent-Type: application/octet-stream\r\n`
    const socket = connect(Number(new URL(loopback.url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`${head}Content-Length: 2\r\n\r\nx`)
    const uploads = join(dirname(loopback.entrance.redirectFile), 'uploads')
    await expect.poll(async () => (await readdir(uploads)).length).toBe(1)
    time.advance(600_000)
    expect((await ask(loopback.url, {})).status).toBe(200)
    const answered = new Promise((resolve) => socket.once('data', resolve))
    socket.write('y')
    await answered
    await expect.poll(() => time.waiting()).toBe(1)
    time.advance(60_000)
    await loopback.ended
    socket.destroy()
  })

  it('does not come before the time of the last way in is over, unless it was used', async () => {
    await restart({}, { entranceMilliseconds: 600_000 })
    const page = await openPage(await admit())
    await page.gone()
    await expect.poll(() => time.waiting()).toBe(1)
    time.advance(60_000)
    await loopback.ended

    loopback = await start({}, { entranceMilliseconds: 600_000 })
    time.advance(300_000)
    await loopback.newEntrance()
    time.advance(599_999)
    expect((await ask(loopback.url, {})).status).toBe(200)
    time.advance(1)
    await loopback.ended
  })

  it('comes at once by close(), with pages open, as often as it is called', async () => {
    const page = await openPage(await admit())
    const closed = new Promise((resolve) => page.socket.once('close', resolve))
    await Promise.all([loopback.close(), loopback.close(), closed])
    await expect(ask(loopback.url, {})).rejects.toThrow('ECONNREFUSED')
  })
})
