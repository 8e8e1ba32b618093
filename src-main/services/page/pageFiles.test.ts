import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusal } from '../files/refusal.testSupport'
import { findPageFile, readPageFiles, type PageFiles } from './pageFiles'
import { traversalTargets } from '../../scorecard/attacks/rawTargets'

let folder = ''
let files: PageFiles = new Map()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-page-'))
  const page = join(folder, 'page')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(page, 'index.html'), '<!doctype html>')
  await writeFile(join(page, 'assets', 'page.js'), 'export {}')
  await writeFile(join(page, 'assets', 'page.js.map'), '{}')
  await symlink(join(folder, 'secret.txt'), join(page, 'link.txt'))
  await symlink(folder, join(page, 'linked'))
  files = await readPageFiles(page)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the built page', () => {
  it('is its files without links and source maps', () => {
    expect([...files.keys()].sort()).toEqual(['/assets/page.js', '/index.html'])
  })

  it('answers by exact names, with the type of the extension', () => {
    expect(findPageFile(files, '/')).toBe(files.get('/index.html'))
    expect(findPageFile(files, '/assets/page.js')?.contentType).toBe('text/javascript; charset=utf-8')
  })

  it('is tried by at least 40 targets', () =>
    expect(new Set(traversalTargets).size).toBeGreaterThanOrEqual(60))

  it.each(traversalTargets)('does not hold %s', (target) => {
    expect(findPageFile(files, target)).toBeUndefined()
  })

  it('does not hold targets with control characters', () => {
    for (const target of ['/index.html\0', '/\0', '/index.html\n', '\r\n/index.html']) {
      expect(findPageFile(files, target)).toBeUndefined()
    }
  })

  it('must have an index, and names that need no encoding', async () => {
    const other = join(folder, 'other')
    await mkdir(other)
    expect((await refusal(readPageFiles(other))).code).toBe('unreadable-file')
    await writeFile(join(other, 'index.html'), '')
    await writeFile(join(other, 'a b.js'), '')
    expect((await refusal(readPageFiles(other))).message).toContain('a b.js')
  })
})
