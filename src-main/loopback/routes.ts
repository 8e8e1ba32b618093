/** The answers to plain requests, after the guard has let them in. */
import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { ShellacError } from '@core/contract/errors'
import type { EngineClient } from '@core/contract/engine'
import type { ArtifactId } from '@core/contract/ids'
import type { Admission } from './admission'
import { readError } from '../services/files/systemErrors'
import type { FileVault } from '../services/page/fileVault'
import { isObject } from '../services/page/messages'
import { findPageFile, type PageFiles } from '../services/page/pageFiles'
import type { Route } from './requestGuard'
import { errorToPage } from '../services/page/translation'
import { receiveUpload, type UploadSettings } from '../services/page/uploads'

const longestSessionBody = 1024
const mostUploads = 4

export interface RouteSettings {
  readonly pageFiles: PageFiles
  readonly admission: Admission
  readonly vault: FileVault
  readonly client: EngineClient
  readonly uploads: UploadSettings
  /** Told when a code was exchanged. */
  readonly onAdmission: (code: string) => void
  /** Told how many uploads are under way, whenever that changes. */
  readonly onUploads: (underWay: number) => void
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What to do for each route but the engine's, which is a WebSocket. */
export function createRoutes(settings: RouteSettings): Record<Exclude<Route, 'engine'>, Answer> {
  return {
    page: (request, response) => Promise.resolve(sendPageFile(settings.pageFiles, request, response)),
    session: (request, response) => exchangeCode(settings, request, response),
    files: uploadRoute(settings),
    file: (request, response) => sendFile(settings.vault, request, { response, purpose: 'read' }),
    artifact: async (request, response) => {
      const id = lastSegment(request)
      sendBytes(response, await settings.client.artifact(id as ArtifactId))
    },
    download: (request, response) => sendFile(settings.vault, request, { response, purpose: 'download' }),
  }
}

/** Answers with the error as JSON; the connection ends when a body may still be on its way. */
export function sendError(response: ServerResponse, error: unknown, vault: FileVault): void {
  if (response.headersSent) return void response.destroy()
  if (!response.req.complete) response.setHeader('Connection', 'close')
  const answer = errorToPage(error, vault)
  sendJson(response, statusOf(answer.code), { error: answer })
}

function statusOf(code: string): number {
  if (code === 'file-not-found' || code === 'unknown-artifact') return 404
  if (code === 'disk-full') return 413
  return code === 'bad-argument' ? 400 : 500
}

function sendPageFile(files: PageFiles, request: IncomingMessage, response: ServerResponse): void {
  const file = findPageFile(files, request.url ?? '')
  if (!file) return sendText(response, 404, 'There is nothing here.')
  response.writeHead(200, { 'Content-Type': file.contentType, 'Content-Length': file.bytes.length })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

async function exchangeCode(
  { admission, onAdmission }: RouteSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > longestSessionBody) throw new ShellacError('bad-argument', 'The body is too long.')
  }
  const code = readCode(text)
  const token = admission.exchange(code)
  if (token === undefined) return sendText(response, 403, 'The code is wrong, used or too old.')
  onAdmission(code)
  sendJson(response, 200, { token })
}

function readCode(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    if (isObject(body) && typeof body.code === 'string') return body.code
  } catch {
    // Said below: what is not JSON has no code either.
  }
  throw new ShellacError('bad-argument', 'The body must be {"code": "..."}.')
}

function uploadRoute({ uploads, onUploads }: RouteSettings): Answer {
  let underWay = 0
  return async (request, response) => {
    if (underWay >= mostUploads)
      throw new ShellacError('bad-argument', `${mostUploads} uploads are under way.`)
    onUploads((underWay += 1))
    try {
      const length = request.headers['content-length']
      const name = new URLSearchParams(request.url?.split('?')[1] ?? '').get('name')
      const upload = { name, announcedBytes: length === undefined ? null : Number(length), body: request }
      sendJson(response, 200, await receiveUpload(upload, uploads))
    } finally {
      onUploads((underWay -= 1))
    }
  }
}

/** A file of the vault: what the page picked, or what was written for it to download. */
async function sendFile(
  vault: FileVault,
  request: IncomingMessage,
  { response, purpose }: { readonly response: ServerResponse; readonly purpose: 'read' | 'download' },
): Promise<void> {
  const path = await vault.resolve(lastSegment(request), [purpose])
  const file = await open(path).catch((error: unknown) => Promise.reject(readError(error, path)))
  try {
    const facts = await file.stat()
    if (!facts.isFile()) throw new ShellacError('unreadable-file', `${path} is not a file.`, { path })
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': facts.size }
    response.writeHead(200, headers)
    // No more than was announced, should the file grow meanwhile.
    const end = Math.max(0, facts.size - 1)
    if (facts.size > 0) await pipeline(file.createReadStream({ end, autoClose: false }), response)
    else response.end()
  } finally {
    await file.close()
  }
}

/** The name after '/files/' and the like, which is one plain word. */
function lastSegment(request: IncomingMessage): string {
  const [, id] = /^\/[a-z]+\/([\w.:-]{1,200})$/.exec(request.url ?? '') ?? []
  if (id === undefined) throw new ShellacError('file-not-found', 'There is nothing of that name.')
  return id
}

function sendBytes(response: ServerResponse, bytes: Uint8Array): void {
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length })
  response.end(bytes)
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const bytes = Buffer.from(JSON.stringify(value))
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length })
  response.end(bytes)
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  if (!response.req.complete) response.setHeader('Connection', 'close')
  const bytes = Buffer.from(`${text}\n`)
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': bytes.length })
  response.end(bytes)
}
