/** The answers of app://shellac: the built page from its fixed list, the engine's artifacts, and files by their ids. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { EngineClient } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId } from '@core/contract/ids'
import { contentSecurityPolicy } from '../services/page/contentSecurityPolicy'
import type { FileVault } from '../services/page/fileVault'
import { findPageFile, type PageFiles } from '../services/page/pageFiles'
import { errorToPage } from '../services/page/translation'
import { receiveUpload, type UploadSettings } from '../services/page/uploads'
import { appOrigin } from './appAddress'

export interface AppSources {
  readonly pageFiles: PageFiles
  readonly client: Pick<EngineClient, 'artifact'>
  readonly vault: FileVault
  readonly uploads: UploadSettings
}

/** What of a Request is read. */
export interface AppRequest {
  readonly url: string
  readonly method: string
  readonly headers: { get(name: string): string | null }
  readonly body: unknown
}

export type AppRoute =
  | { readonly route: 'page' }
  | { readonly route: 'artifact'; readonly id: string }
  | { readonly route: 'file'; readonly id: string }
  | { readonly route: 'upload'; readonly name: string | null }
  | { readonly refusal: 404 | 405 }

/** The headers of every answer, refusals included. */
export const appHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy(),
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
}

/** Where a request goes, by its address exactly as it came: nothing is decoded and no dot segment means anything. */
export function routeOf(url: string, method: string, pageFiles: PageFiles): AppRoute {
  const target = url.startsWith(`${appOrigin}/`) ? url.slice(appOrigin.length) : undefined
  if (target === undefined) return { refusal: 404 }
  const [path, query = ''] = target.split('?', 2)
  if (path === '/files') {
    return method === 'POST'
      ? { route: 'upload', name: new URLSearchParams(query).get('name') }
      : { refusal: 405 }
  }
  if (method !== 'GET') return { refusal: 405 }
  const [, kind, id] = /^\/(artifacts|files)\/([\w.:-]{1,200})$/.exec(target) ?? []
  if (kind === 'artifacts') return { route: 'artifact', id }
  if (kind === 'files') return { route: 'file', id }
  return findPageFile(pageFiles, target) ? { route: 'page' } : { refusal: 404 }
}

/** Answers a request; never rejects. Errors of the routes are JSON, as the loopback server's. */
export async function answerFor(request: AppRequest, sources: AppSources): Promise<Response> {
  const route = routeOf(request.url, request.method, sources.pageFiles)
  if ('refusal' in route) return answer('There is nothing here.\n', { status: route.refusal })
  try {
    return await perform(route, request, sources)
  } catch (error) {
    const told = errorToPage(error, sources.vault)
    return answerJson({ error: told }, statusOf(told.code))
  }
}

async function perform(
  route: Exclude<AppRoute, { refusal: number }>,
  request: AppRequest,
  { pageFiles, client, vault, uploads }: AppSources,
): Promise<Response> {
  switch (route.route) {
    case 'page': {
      const file = findPageFile(pageFiles, request.url.slice(appOrigin.length))
      if (!file) throw new ShellacError('file-not-found', 'There is nothing of that name.')
      return answer(file.bytes, { contentType: file.contentType })
    }
    case 'artifact':
      return answer(await client.artifact(route.id as ArtifactId), { contentType: binary })
    case 'file':
      return answerFile(await vault.resolve(route.id, ['read']))
    case 'upload':
      return answerJson(await receiveUpload(uploadOf(request, route.name), uploads))
  }
}

const binary = 'application/octet-stream'

function uploadOf(request: AppRequest, name: string | null): Parameters<typeof receiveUpload>[0] {
  const length = request.headers.get('content-length')
  const body =
    request.body === null ? Readable.from([]) : Readable.fromWeb(request.body as NodeReadableStream)
  return { name, announcedBytes: length === null ? null : Number(length), body }
}

async function answerFile(path: string): Promise<Response> {
  const { size } = await stat(path)
  const stream = Readable.toWeb(createReadStream(path)) as ReadableStream
  return answer(stream, { contentType: binary, bytes: size })
}

function statusOf(code: string): number {
  if (code === 'file-not-found' || code === 'unknown-artifact') return 404
  if (code === 'disk-full') return 413
  return code === 'bad-argument' ? 400 : 500
}

function answerJson(value: unknown, status = 200): Response {
  return answer(JSON.stringify(value), { status, contentType: 'application/json' })
}

interface AnswerFacts {
  readonly status?: number
  readonly contentType?: string
  /** Length of a stream. */
  readonly bytes?: number
}

function answer(
  body: string | Uint8Array | ReadableStream,
  { status = 200, contentType = 'text/plain; charset=utf-8', bytes }: AnswerFacts,
): Response {
  const length = bytes === undefined ? {} : { 'Content-Length': String(bytes) }
  return new Response(body, {
    status,
    headers: { ...appHeaders, 'Content-Type': contentType, ...length },
  })
}
