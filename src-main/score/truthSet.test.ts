import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeFlac } from '../codecs/flacEncoder'
import { findTruthFolders, openDegraded, openTruthSet } from './truthSet'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-truth-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const signal = (length: number, level: number): Int32Array =>
  Int32Array.from({ length }, (_, i) => level * (i % 7))

async function writeSet(path: string, degradedLength = 500): Promise<void> {
  const write = async (name: string, samples: Int32Array): Promise<void> =>
    writeFile(join(path, name), await encodeFlac([samples], { sampleRate: 8000, bits: 16 }))
  await mkdir(join(path, 'stems'), { recursive: true })
  await writeFile(join(path, 'manifest.json'), JSON.stringify({ stems: { tuba: {}, banjo: {} } }))
  await write('clean.flac', signal(500, 30))
  await write('stems/tuba.flac', signal(500, 10))
  await write('stems/banjo.flac', signal(500, 20))
  await write('degraded-05dB.flac', signal(degradedLength, 40))
  await write('degraded-20dB.flac', signal(degradedLength, 31))
}

describe('findTruthFolders', () => {
  it('takes a folder with a manifest as one set, its ratios falling and its stems in the order of the manifest', async () => {
    const path = join(folder, 'band')
    await writeSet(path)
    expect(await findTruthFolders(path)).toEqual([
      { name: 'band', path, ratios: [20, 5], stemNames: ['tuba', 'banjo'] },
    ])
  })

  it('finds the sets one level below, sorted by name, and passes over everything else', async () => {
    await writeSet(join(folder, 'trio'))
    await writeSet(join(folder, 'band'))
    await mkdir(join(folder, 'empty'))
    await writeFile(join(folder, 'notes.txt'), 'nothing')
    expect((await findTruthFolders(folder)).map((found) => found.name)).toEqual(['band', 'trio'])
  })

  it('refuses a folder that is not there and one without sets', async () => {
    await expect(findTruthFolders(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(findTruthFolders(folder)).rejects.toMatchObject({ code: 'file-not-found' })
  })

  it('refuses a manifest that is not JSON or names no stem', async () => {
    for (const manifest of ['{', '[]', 'null', '{"stems": 3}', '{"stems": {}}']) {
      await writeFile(join(folder, 'manifest.json'), manifest)
      await expect(findTruthFolders(folder)).rejects.toMatchObject({ code: 'bad-argument' })
    }
  })
})

describe('openTruthSet', () => {
  it('decodes clean, stems and each degraded recording exactly', async () => {
    await writeSet(folder)
    const [found] = await findTruthFolders(folder)
    const set = await openTruthSet(found)
    const exactly = (level: number) => Float32Array.from(signal(500, level), (value) => value / 32768)
    expect(set.sampleRate).toBe(8000)
    expect(set.clean).toEqual(exactly(30))
    expect(set.stems).toEqual([exactly(10), exactly(20)])
    expect(await openDegraded(set, 5)).toEqual(exactly(40))
    expect(await openDegraded(set, 20)).toEqual(exactly(31))
  })

  it('refuses a recording that is not as long as clean', async () => {
    await writeSet(folder, 499)
    const [found] = await findTruthFolders(folder)
    const set = await openTruthSet(found)
    await expect(openDegraded(set, 20)).rejects.toMatchObject({ code: 'bad-argument' })
  })
})
