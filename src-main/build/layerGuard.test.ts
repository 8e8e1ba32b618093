import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findLayerBreaches, layerGuard, moduleName, type ModuleGraph } from './layerGuard'

const graph = (edges: Record<string, string[]>): ModuleGraph => new Map(Object.entries(edges))

describe('findLayerBreaches', () => {
  it('is empty for a lawful graph', () => {
    const lawful = graph({
      'src-main/cli/cli.ts': ['src-main/services/exports.ts', 'src-core/audio/wav.ts'],
      'src-main/services/exports.ts': ['src-core/audio/wav.ts', 'node:fs', 'yazl'],
      'src-core/audio/wav.ts': ['src-core/spectral/fft.ts'],
      'src-core/spectral/fft.ts': ['fft.js'],
    })
    expect(findLayerBreaches(lawful)).toEqual([])
  })

  it('finds a host module that core reaches through a package, with the way to it', () => {
    const breaches = findLayerBreaches(
      graph({ 'src-core/spectral/fft.ts': ['fft.js'], 'fft.js': ['node:worker_threads'] }),
    )
    expect(breaches.map((breach) => breach.path)).toEqual([
      ['src-core/spectral/fft.ts', 'fft.js', 'node:worker_threads'],
    ])
  })

  it('finds src-main behind two steps of the page', () => {
    const breaches = findLayerBreaches(
      graph({
        'src-renderer/main.ts': ['src-renderer/state/jobs.ts'],
        'src-renderer/state/jobs.ts': ['src-main/services/exports.ts'],
      }),
    )
    expect(breaches.map((breach) => breach.path.length)).toEqual([3, 2])
  })

  it('finds numerical code behind two steps of the project document', () => {
    const breaches = findLayerBreaches(
      graph({
        'src-core/project/edits.ts': ['src-core/separation/groups.ts'],
        'src-core/separation/groups.ts': ['src-core/nmf/factorize.ts'],
      }),
    )
    expect(breaches).toHaveLength(1)
    expect(breaches[0].sentence).toContain('src-core/project')
  })

  it('terminates on cycles', () => {
    expect(
      findLayerBreaches(graph({ 'src-core/a.ts': ['src-core/b.ts'], 'src-core/b.ts': ['src-core/a.ts'] })),
    ).toEqual([])
  })
})

describe('moduleName', () => {
  it.each([
    ['/root/src-core/audio/wav.ts', 'src-core/audio/wav.ts'],
    ['/root/src-core/a.wasm?url', 'src-core/a.wasm'],
    ['/root/node_modules/fft.js/lib/fft.js', 'fft.js'],
    ['/root/node_modules/a/node_modules/@s/b/index.js', '@s/b'],
    ['node:fs/promises', 'node:fs'],
    ['fs', 'node:fs'],
    ['electron', 'electron'],
    ['\0__vite-browser-external:fs', 'node:fs'],
    ['\0commonjs-helpers', undefined],
  ])('of %j is %j', (id, name) => {
    expect(moduleName(id, '/root')).toBe(name)
  })
})

describe('a build with the layer guard', () => {
  let root = ''
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'layer-guard-')))
  })
  afterEach(() => {
    rmSync(root, { recursive: true, force: true })
  })

  const buildFiles = async (files: Record<string, string>): Promise<unknown> => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    return build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [layerGuard(root)],
      build: { write: false, ssr: join(root, 'src-main/cli/cli.ts') },
    })
  }

  it('fails when core reaches node:fs through another module of core', async () => {
    const files = {
      'src-main/cli/cli.ts': "import { a } from '../../src-core/a'\na()",
      'src-core/a.ts': "export { b as a } from './b'",
      'src-core/b.ts': "import { readFileSync } from 'node:fs'\nexport const b = () => readFileSync('x')",
    }
    await expect(buildFiles(files)).rejects.toThrow('src-core/a.ts -> src-core/b.ts -> node:fs')
  })

  it('passes when only src-main touches the host', async () => {
    const files = {
      'src-main/cli/cli.ts':
        "import { readFileSync } from 'node:fs'\nimport { a } from '../../src-core/a'\na(readFileSync('x'))",
      'src-core/a.ts': 'export const a = (bytes: Uint8Array) => bytes.length',
    }
    await expect(buildFiles(files)).resolves.toBeDefined()
  })
})
