import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

interface LockedPackage {
  readonly version: string
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
}

const root = resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8')
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }
const notices = read('NOTICES')

const shipped = Object.entries(lock.packages)
  .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional)
  .map(([path, entry]) => ({
    ...entry,
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
  }))

const permissive = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Zlib']
/** Copyleft is allowed by name only: a file of its own, unmodified, that a person can replace. */
const replaceable: Readonly<Record<string, string>> = {
  'codec-parser': 'LGPL-3.0-or-later',
  '@resvg/resvg-wasm': 'MPL-2.0',
}

describe('what is shipped', () => {
  it('has packages to look at', () => {
    expect(shipped.map((entry) => entry.name)).toContain('fft.js')
  })

  it.each(shipped)('$name is in NOTICES with its version and licence', ({ name, version, license }) => {
    expect(notices).toContain(`\n${name} ${version} | ${license}\n`)
  })

  it.each(shipped)('$name is permissively licensed or replaceable by name', ({ name, license }) => {
    expect(replaceable[name] ? [replaceable[name]] : permissive).toContain(license)
  })

  it('is all that NOTICES lists: no package that is gone', () => {
    const [, section] = notices.split('1. Packages')
    const listed = [...section.split('2. C libraries')[0].matchAll(/^(\S+) \S+ \| /gm)].map(
      (match) => match[1],
    )
    expect(listed.sort()).toEqual(shipped.map((entry) => entry.name).sort())
  })

  it('in the page is all that is built into it, each with its version and a permissive licence', () => {
    const built = JSON.parse(read('out/pagePackages.json')) as string[]
    const [, section] = notices.split('3. Packages built into the page')
    const listed = [...section.matchAll(/^(\S+) (\S+) \| (\S+)$/gm)].map(([, name, version, license]) => ({
      name,
      version,
      license,
    }))
    expect(listed.map(({ name }) => name)).toEqual(built)
    expect(built).toContain('svelte')
    for (const { name, version, license } of listed) {
      expect(version).toBe(lock.packages[`node_modules/${name}`].version)
      expect(permissive).toContain(license)
    }
  })

  it('has every licence text that NOTICES points at', () => {
    const texts = [...notices.matchAll(/resources\/licences\/[\w.-]+\.txt/g)].map((match) => match[0])
    expect(texts.length).toBeGreaterThan(0)
    for (const path of texts) expect(read(path).length).toBeGreaterThan(1000)
  })
})
