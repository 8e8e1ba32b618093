/** The built page: a fixed list of files, read once. A request is looked up in the list and never reaches the disk. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { ShellacError } from '@core/contract/errors'

export interface PageFile {
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** '/index.html', '/assets/page-a1b2.js' ... -> its file. */
export type PageFiles = ReadonlyMap<string, PageFile>

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
}

/**
 * Reads all files of a built page. Links are left out, and so are source maps.
 * @throws ShellacError 'unreadable-file' when there is no index.html or a name that a URL would have to encode
 */
export async function readPageFiles(folder: string): Promise<PageFiles> {
  const files = new Map<string, PageFile>()
  await readFolder(folder, '', files)
  if (!files.has('/index.html')) {
    throw new ShellacError('unreadable-file', 'The built page has no index.html.', { folder })
  }
  return files
}

async function readFolder(folder: string, prefix: string, files: Map<string, PageFile>): Promise<void> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true })
  for (const entry of entries) {
    const path = `${prefix}/${entry.name}`
    if (entry.isDirectory()) await readFolder(folder, path, files)
    if (!entry.isFile() || entry.name.endsWith('.map')) continue
    if (!/^[\w.-]+$/.test(entry.name)) {
      throw new ShellacError(
        'unreadable-file',
        `The built page has a file with an unexpected name: ${entry.name}.`,
      )
    }
    const contentType = contentTypes[extname(entry.name)] ?? 'application/octet-stream'
    files.set(path, { contentType, bytes: await readFile(join(folder, path)) })
  }
}

/** The file that a raw request target names exactly, without decoding, dot segments, query or fragment; '/' is the index. */
export function findPageFile(files: PageFiles, target: string): PageFile | undefined {
  return files.get(target === '/' ? '/index.html' : target)
}
