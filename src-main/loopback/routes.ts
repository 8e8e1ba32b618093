/** The answers to plain requests, after the guard has let them in. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { ShellacError } from '@core/contract/errors'
import type { EngineClient } from '@core/contract/engine'
import type { ArtifactId } from '@core/contract/ids'
import type { Admission } from './admission'
import type { FileVault } from './fileVault'
import { isObject } from './messages'
import { findPageFile, type PageFiles } from './pageFiles'
import type { Route } from './requestGuard'
import { errorToPage } from './translation'
import { receiveUpload, type UploadSettings } from './uploads'

const longestSessionBody = 1024
const mostUploads = 4

export interface RouteSettings {
  readonly pageFiles: PageFiles
  readonly admission: Admission
  readonly vault: FileVault
  readonly client: EngineClient
  readonly uploads: UploadSettings
  /** Told when the code was exchanged. */
  readonly onAdmission: () => void
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What to do for each route but the engine's, which is a WebSocket. */
export function createRoutes(settings: RouteSettings): Record<Exclude<Route, 'engine'>, Answer> {
  return {
    page: (request, response) => Promise.resolve(sendPageFile(settings.pageFiles, request, response)),
    session: (request, response) => exchangeCode(settings, request, response),
    files: uploadRoute(settings.uploads),
    artifact: async (request, response) => {
      const id = lastSegment(request, '/artifacts/')
      sendBytes(response, await settings.client.artifact(id as ArtifactId))
    },
    download: (request, response) => sendDownload(settings.vault, request, response),
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
  const token = admission.exchange(readCode(text))
  if (token === undefined) return sendText(response, 403, 'The code is wrong, used or older than a minute.')
  onAdmission()
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

function uploadRoute(uploads: UploadSettings): Answer {
  let underWay = 0
  return async (request, response) => {
    if (underWay >= mostUploads)
      throw new ShellacError('bad-argument', `${mostUploads} uploads are under way.`)
    underWay += 1
    try {
      const length = request.headers['content-length']
      const name = new URLSearchParams(request.url?.split('?')[1] ?? '').get('name')
      const upload = { name, announcedBytes: length === undefined ? null : Number(length), body: request }
      sendJson(response, 200, await receiveUpload(upload, uploads))
    } finally {
      underWay -= 1
    }
  }
}

async function sendDownload(
  vault: FileVault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = await vault.resolve(lastSegment(request, '/downloads/'), ['download'])
  const { size } = await stat(path)
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': size })
  await pipeline(createReadStream(path), response)
}

function lastSegment(request: IncomingMessage, prefix: string): string {
  const id = (request.url ?? '').slice(prefix.length)
  if (!/^[\w.:-]{1,200}$/.test(id)) throw new ShellacError('file-not-found', 'There is nothing of that name.')
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
