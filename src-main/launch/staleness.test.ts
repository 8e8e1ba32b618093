import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildHash, buildInputs, isBuilt, isInstalled, stalePackages } from './staleness.mjs'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/b': { version: '2.0.0' },
    'node_modules/other-platform': { version: '3.0.0', optional: true },
  },
}

let root = ''
const put = (path: string, content: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'staleness-'))
  put('package-lock.json', JSON.stringify(lock))
  put('src-core/a.ts', 'export const a = 1')
  put('src-main/cli/cli.ts', 'run()')
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('an installation', () => {
  it('is fresh when every entry is there in its version, without optional packages and with extra ones', () => {
    const installed = {
      packages: {
        'node_modules/a': { version: '1.0.0' },
        'node_modules/a/node_modules/b': { version: '2.0.0' },
        'node_modules/left-over': { version: '9.9.9' },
      },
    }
    expect(stalePackages(lock, installed)).toEqual([])
  })

  it('is stale when a required package is missing, nested ones included', () => {
    const installed = { packages: { 'node_modules/a': { version: '1.0.0' } } }
    expect(stalePackages(lock, installed)).toEqual(['node_modules/a/node_modules/b'])
  })

  it('is stale when a package has another version, optional ones included', () => {
    const installed = {
      packages: {
        'node_modules/a': { version: '1.0.1' },
        'node_modules/a/node_modules/b': { version: '2.0.0' },
        'node_modules/other-platform': { version: '2.9.0', optional: true },
      },
    }
    expect(stalePackages(lock, installed)).toEqual(['node_modules/a', 'node_modules/other-platform'])
  })

  it('without node_modules misses every required package', () => {
    expect(stalePackages(lock, undefined)).toHaveLength(2)
    expect(isInstalled(root)).toBe(false)
  })

  it('with a damaged record is stale, with a matching one fresh', () => {
    put('node_modules/.package-lock.json', '{ "packages": {')
    expect(isInstalled(root)).toBe(false)
    put('node_modules/.package-lock.json', JSON.stringify(lock))
    expect(isInstalled(root)).toBe(true)
  })
})

describe('a build', () => {
  const markBuilt = (): void => {
    put('out/main/cli.js', 'run()')
    put('out/.build-hash', buildHash(root))
  }

  it('is up to date only with the hash of the present inputs', () => {
    expect(isBuilt(root)).toBe(false)
    markBuilt()
    expect(isBuilt(root)).toBe(true)
    put('src-core/a.ts', 'export const a = 2')
    expect(isBuilt(root)).toBe(false)
  })

  it('is out of date when its output is gone', () => {
    markBuilt()
    rmSync(join(root, 'out/main'), { recursive: true })
    expect(isBuilt(root)).toBe(false)
  })

  it('depends on sources, configuration and lock file, not on tests, fixtures, texts or the launcher', () => {
    const ignored = [
      'src-core/a.test.ts',
      'src-main/codecs/fixtures/a.wav',
      'src-core/project/golden/a.shellac',
      'src-renderer/README.md',
      'src-main/launch/run.mjs',
    ]
    for (const path of ignored) put(path, 'x')
    expect(buildInputs(root)).toEqual(['package-lock.json', 'src-core/a.ts', 'src-main/cli/cli.ts'])
  })

  it('hash tells a renamed, an added and an emptied file apart from the original', () => {
    const hashes = [buildHash(root)]
    put('src-core/b.ts', '')
    hashes.push(buildHash(root))
    put('src-core/a.ts', '')
    hashes.push(buildHash(root))
    rmSync(join(root, 'src-core/b.ts'))
    put('src-core/c.ts', '')
    hashes.push(buildHash(root))
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it('hash tells apart two files that hold the same bytes in a different split', () => {
    put('src-core/a.ts', 'ab')
    put('src-core/b.ts', 'c')
    const before = buildHash(root)
    put('src-core/a.ts', 'a')
    put('src-core/b.ts', 'bc')
    expect(buildHash(root)).not.toBe(before)
  })
})
