import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setGain, setPan } from '@core/project/edits'
import { writeNpy } from '@core/project/npy'
import { projectVersion } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CraftedEntry } from './craftedZip.testSupport'
import { craftZip } from './craftedZip.testSupport'
import { countingFileSystem, systemError } from '../files/faultyFileSystem'
import { openProject, saveProject } from './projectFile'
import { projectRules } from './projectParts'
import { refusal } from '../files/refusal.testSupport'
import { sampleContent } from './sampleContent.testSupport'
import { openArchive } from './zipArchive'

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-project-'))
  path = join(folder, 'Vesti la giubba.shellac')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** The entries of the saved sample, to be changed one by one and packed again. */
async function savedEntries(): Promise<Map<string, Buffer>> {
  await saveProject(path, sampleContent(), { overwrite: true })
  const archive = await openArchive(path, projectRules)
  const entries = new Map<string, Buffer>()
  for (const name of archive.sizes.keys()) entries.set(name, await archive.read(name))
  archive.close()
  return entries
}

type Json = Record<string, Record<string, unknown>>

/** Packs the sample with one array replaced and its checksum made true again. */
async function packWith(name: 'W.npy' | 'H.npy', bytes: Uint8Array): Promise<void> {
  const entries = await savedEntries()
  const manifest = JSON.parse(String(entries.get('manifest.json'))) as Json
  manifest.checksums[name] = createHash('sha256').update(bytes).digest('hex')
  entries.set('manifest.json', Buffer.from(JSON.stringify(manifest)))
  entries.set(name, Buffer.from(bytes))
  await pack(entries)
}

async function pack(entries: ReadonlyMap<string, Buffer>): Promise<void> {
  await writeFile(path, craftZip([...entries].map(([name, data]): CraftedEntry => ({ name, data }))))
}

describe('a saved project', () => {
  it('opens with the same document, factors and recording', async () => {
    const content = sampleContent()
    const project = setGain('source-1', -Infinity)(setPan('source-1', -40.5)(content.project))
    const { durable, revision } = await saveProject(path, { ...content, project }, { overwrite: false })
    expect(durable).toBe(true)
    expect(await openProject(path)).toEqual({ ...content, project, revision })
    expect(await readdir(folder)).toEqual(['Vesti la giubba.shellac'])
  })

  it('keeps the report of an export, and refuses one that was changed', async () => {
    const report = Buffer.from('{"format": "shellac-report"}')
    await saveProject(path, { ...sampleContent(), report }, { overwrite: false })
    expect((await openProject(path)).report).toEqual(report)
    const archive = await openArchive(path, projectRules)
    const entries = new Map<string, Buffer>()
    for (const name of archive.sizes.keys()) entries.set(name, await archive.read(name))
    archive.close()
    await pack(entries.set('report.json', Buffer.from('{"format": "Shellac-report"}')))
    expect(await refusal(openProject(path))).toMatchObject({ code: 'damaged-project' })
  })

  it('holds W as (F, K) and H as (K, N) in C order', async () => {
    const entries = await savedEntries()
    const w = [0, 1, 2, 3, 4].flatMap((f) => [0, 1, 2].map((k) => 100 + k * 5 + f))
    const h = [0, 1, 2].flatMap((k) => [0, 1, 2, 3].map((n) => (n * 3 + k) / 3))
    expect(entries.get('W.npy')).toEqual(Buffer.from(writeNpy([5, 3], Float32Array.from(w))))
    expect(entries.get('H.npy')).toEqual(Buffer.from(writeNpy([3, 4], Float32Array.from(h))))
  })

  it('has equal bytes for equal content', async () => {
    await saveProject(path, sampleContent(), { overwrite: false })
    await saveProject(join(folder, 'again'), sampleContent(), { overwrite: false })
    expect(await readFile(join(folder, 'again'))).toEqual(await readFile(path))
  })

  it('opens when its manifest packs tighter than a bomb may', async () => {
    const content = sampleContent()
    const costCurves = [Array.from({ length: 100_000 }, () => 0), []]
    const project = { ...content.project, decomposition: { ...content.project.decomposition, costCurves } }
    await saveProject(path, { ...content, project }, { overwrite: false })
    expect((await openProject(path)).project).toEqual(project)
  })

  it('is not replaced without overwrite, and never takes the place of a source', async () => {
    await saveProject(path, sampleContent(), { overwrite: false })
    expect((await refusal(saveProject(path, sampleContent(), { overwrite: false }))).code).toBe(
      'target-exists',
    )
    const options = { overwrite: true, protectedPaths: [path] }
    expect((await refusal(saveProject(path, sampleContent(), options))).code).toBe('target-is-source')
  })

  it.each([
    ['W too short', { W: new Float32Array(14) }],
    ['H too long', { H: new Float32Array(13) }],
    ['a negative value', { W: new Float32Array(15).fill(-1) }],
    ['NaN', { H: new Float32Array(12).fill(NaN) }],
  ])('is not made of %s', async (_, change) => {
    const work = saveProject(path, { ...sampleContent(), ...change }, { overwrite: false })
    expect((await refusal(work)).code).toBe('bad-argument')
    expect(await readdir(folder)).toEqual([])
  })

  it('is not made of a document that would not open again', async () => {
    const content = sampleContent()
    const project = { ...content.project, mix: { panLaw: -2 as -3 } }
    const error = await refusal(saveProject(path, { ...content, project }, { overwrite: false }))
    expect(error.code).toBe('internal')
    expect(error.message).toContain('mix.panLaw')
  })

  it('keeps the old file when the disk fills up or swallows bytes', async () => {
    await saveProject(path, sampleContent(), { overwrite: false })
    const before = await readFile(path)
    const faults = [
      { room: 700, longestWrite: 100 },
      { loseLastByte: true },
      { replace: { rename: systemError('EIO') } },
    ]
    for (const fault of faults) {
      const { fileSystem } = countingFileSystem(fault)
      const project = setPan('source-1', 50)(sampleProject())
      const error = await refusal(
        saveProject(path, { ...sampleContent(), project }, { overwrite: true, fileSystem }),
      )
      expect(error.code).toBe('room' in fault ? 'disk-full' : 'write-failed')
      expect(await readFile(path)).toEqual(before)
      expect(await readdir(folder)).toHaveLength(1)
    }
  })
})

describe('refused is', () => {
  async function replaceManifest(change: (text: string) => string): Promise<string> {
    const entries = await savedEntries()
    entries.set('manifest.json', Buffer.from(change(String(entries.get('manifest.json'))), 'latin1'))
    await pack(entries)
    const { code, message } = await refusal(openProject(path))
    expect(message).toContain(path)
    return code
  }

  it('a zip of another program', async () => {
    await writeFile(path, craftZip([{ name: 'word/document.xml', data: Buffer.from('<a/>') }]))
    expect((await refusal(openProject(path))).code).toBe('not-a-project')
  })

  it('a manifest of another program', async () => {
    expect(await replaceManifest((text) => text.replace('shellac-project', 'other-project'))).toBe(
      'not-a-project',
    )
  })

  it('a later version', async () => {
    const later = projectVersion + 1
    expect(await replaceManifest((text) => text.replace(/"version": \d+/, `"version": ${later}`))).toBe(
      'project-too-new',
    )
  })

  it.each([
    ['that is not JSON', () => '{'],
    ['that is not UTF-8', () => '"\xff"'],
    ['with __proto__', (text: string) => text.replace('{', '{"__proto__": {},')],
    ['nested 65 deep', (text: string) => text.replace('{', `{"x": ${'['.repeat(65)}${']'.repeat(65)},`)],
    ['without a checksum', (text: string) => text.replace('"W.npy"', '"V.npy"')],
    ['with another checksum', (text: string) => text.replace(/("H.npy": ")[0-9a-f]{8}/, '$100000000')],
  ])('a manifest %s', async (_, change) => {
    expect(await replaceManifest(change)).toBe('damaged-project')
  })

  it.each(['manifest.json', 'W.npy', 'H.npy', 'recording.wav'])('a file without %s', async (name) => {
    const entries = await savedEntries()
    entries.delete(name)
    await pack(entries)
    const error = await refusal(openProject(path))
    expect(error.code).toBe('damaged-project')
    expect(error.message).toContain(`${name} is missing`)
  })

  it.each([
    ['W of another shape', 'W.npy', writeNpy([3, 5], new Float32Array(15))],
    ['W of one dimension', 'W.npy', writeNpy([15], new Float32Array(15))],
    ['H with a negative value', 'H.npy', writeNpy([3, 4], new Float32Array(12).fill(-1))],
    ['H far too large', 'H.npy', new Uint8Array(100_000)],
  ] as const)('%s', async (_, name, bytes) => {
    await packWith(name, bytes)
    expect((await refusal(openProject(path))).code).toBe('damaged-project')
  })

  it('a file cut off at any place', async () => {
    await saveProject(path, sampleContent(), { overwrite: false })
    const whole = await readFile(path)
    for (let length = 0; length < whole.length; length += 13) {
      await writeFile(path, whole.subarray(0, length))
      expect((await refusal(openProject(path))).name).toBe('ShellacError')
    }
  })
})

describe('damage', () => {
  it('one flipped bit gives an error or the same data, never other data', async () => {
    await saveProject(path, sampleContent(), { overwrite: false })
    const whole = await readFile(path)
    const intact = await openProject(path)
    let refused = 0
    let trials = 0
    for (let bit = 0; bit < whole.length * 8; bit += 7) {
      const bytes = Buffer.from(whole)
      bytes[bit >> 3] ^= 1 << (bit & 7)
      await writeFile(path, bytes)
      const outcome: unknown = await openProject(path).catch((error: unknown) => error)
      trials++
      if (outcome instanceof Error) {
        refused++
        expect(outcome.name).toBe('ShellacError')
      } else expect(outcome).toEqual(intact)
    }
    // The others hit the copy of the manifest, time stamps, permissions and the like: fields that say nothing about the content.
    expect(refused).toBeGreaterThan(0.5 * trials)
  })
})

describe('arrays that NumPy wrote', () => {
  it('in Fortran order and 64-bit floats open as the same factors', async () => {
    const w = [0, 1, 2].flatMap((k) => [0, 1, 2, 3, 4].map((f) => 100 + k * 5 + f))
    const header = "{'descr': '<f8', 'fortran_order': True, 'shape': (5, 3), }\n"
    const data = Buffer.from(Float64Array.from(w).buffer)
    await packWith(
      'W.npy',
      Buffer.concat([
        Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length)}\x00${header}`, 'latin1'),
        data,
      ]),
    )
    expect((await openProject(path)).W).toEqual(sampleContent().W)
  })
})
