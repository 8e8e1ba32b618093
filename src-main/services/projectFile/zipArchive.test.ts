import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CraftedEntry } from './craftedZip.testSupport'
import { craftZip } from './craftedZip.testSupport'
import { refusal } from '../files/refusal.testSupport'
import type { Archive, ArchiveRules } from './zipArchive'
import { openArchive, writeArchive } from './zipArchive'

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-zip-'))
  path = join(folder, 'archive.zip')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const rules: ArchiveRules = {
  'manifest.json': { largest: 100_000_000, highestRatio: 200 },
  'W.npy': { largest: 2_000_000_000, highestRatio: 100 },
  'H.npy': { largest: 2_000_000_000, highestRatio: 100 },
  'recording.wav': { largest: 2_000_000_000, highestRatio: 100 },
}

const text = Buffer.from('{"some": "text"}')
const good: CraftedEntry = { name: 'manifest.json', data: text }

function keepIn(chunks: Uint8Array[]): (chunk: Uint8Array) => Promise<void> {
  return (chunk) => {
    chunks.push(chunk)
    return Promise.resolve()
  }
}

async function openCrafted(bytes: Uint8Array): Promise<Archive> {
  await writeFile(path, bytes)
  return openArchive(path, rules)
}

async function reason(entries: readonly CraftedEntry[], declaredCount?: number): Promise<string> {
  const error = await refusal(openCrafted(craftZip(entries, declaredCount)))
  return `${error.code}: ${error.message.replace(path, '')}`
}

describe('an archive', () => {
  it('gives back what was written, stored or compressed, empty or not', async () => {
    const entries = [
      { name: 'manifest.json', bytes: Buffer.from('abc'.repeat(50)), compress: true },
      { name: 'W.npy', bytes: new Uint8Array(0), compress: false },
      { name: 'H.npy', bytes: Uint8Array.from({ length: 100_000 }, (_, i) => i * 7), compress: false },
    ]
    const chunks: Uint8Array[] = []
    await writeArchive(entries, keepIn(chunks))
    const archive = await openCrafted(Buffer.concat(chunks))
    for (const { name, bytes } of entries) expect((await archive.read(name)).equals(bytes)).toBe(true)
    expect(archive.sizes.get('manifest.json')).toBe(150)
    archive.close()
  })

  it('of equal content has equal bytes', async () => {
    const write = async (): Promise<Buffer> => {
      const chunks: Uint8Array[] = []
      await writeArchive([{ name: 'W.npy', bytes: text, compress: true }], keepIn(chunks))
      return Buffer.concat(chunks)
    }
    const first = await write()
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2031, 4, 5) })
    expect(await write()).toEqual(first)
    vi.useRealTimers()
  })

  it('that is crafted without a lie opens', async () => {
    const archive = await openCrafted(craftZip([good, { name: 'W.npy', data: text, deflate: true }]))
    expect((await archive.read('W.npy')).equals(text)).toBe(true)
    archive.close()
  })

  it('passes on what the sink throws', async () => {
    const full = (): Promise<void> => Promise.reject(new Error('the sink is full'))
    await expect(writeArchive([{ name: 'W.npy', bytes: text, compress: false }], full)).rejects.toThrow(
      'full',
    )
  })
})

describe('no archive', () => {
  it.each([
    ['an empty file', ''],
    ['text', 'RIFF....WAVE'],
    ['an empty zip', craftZip([])],
  ])('%s is not a project', async (_, bytes) => {
    expect((await refusal(openCrafted(Buffer.from(bytes)))).code).toBe('not-a-project')
  })

  it('a missing file is not found, a folder is unreadable', async () => {
    expect((await refusal(openArchive(join(folder, 'gone'), rules))).code).toBe('file-not-found')
    expect((await refusal(openArchive(folder, rules))).code).toBe('unreadable-file')
  })

  it('a zip cut at any place is damaged or no project', async () => {
    const whole = craftZip([good, { name: 'W.npy', data: text }])
    for (let length = 0; length < whole.length; length++) {
      const { code } = await refusal(openCrafted(whole.subarray(0, length)))
      expect(code).toBe(length < 4 ? 'not-a-project' : 'damaged-project')
    }
  })
})

describe('a bomb is refused before anything is unpacked', () => {
  it('a file of 118 bytes that says it unpacks to 1.5 GB', async () => {
    const liar = { name: 'W.npy', data: Buffer.alloc(6), method: 8, declaredSize: 1_500_000_000 }
    const bytes = craftZip([liar])
    expect(bytes.length).toBeLessThanOrEqual(118)
    expect((await refusal(openCrafted(bytes))).message).toContain('more than 100 times its 6 bytes')
  })

  it('the same without compression', async () => {
    expect(await reason([{ name: 'W.npy', data: Buffer.alloc(6), declaredSize: 1_500_000_000 }])).toContain(
      'damaged',
    )
  })

  it('the same with a packed size beyond the file', async () => {
    const size = 1_500_000_000
    const liar = { name: 'W.npy', data: Buffer.alloc(6), declaredSize: size, declaredPackedSize: size }
    expect(await reason([liar])).toContain('but the file has')
  })

  it('10 MB of zeros packed 1000 : 1', async () => {
    const bomb = { data: Buffer.alloc(10_000_000), deflate: true }
    expect(await reason([{ name: 'manifest.json', ...bomb }])).toContain('more than 200 times')
    expect(await reason([{ name: 'W.npy', ...bomb }])).toContain('more than 100 times')
  })

  it('entries that share their bytes', async () => {
    const first = { name: 'W.npy', data: text }
    expect(await reason([first, { name: 'H.npy', data: text, offset: 0 }])).toContain('overlaps')
    expect(await reason([first, { name: 'H.npy', data: text, offset: 10 }])).toContain('overlaps')
  })

  it('a directory of 70,000 entries, counted or not', async () => {
    const many = Array.from({ length: 70_000 }, (_, i) => ({ name: `${i}` }))
    expect(await reason(many.slice(0, 5000), 5000)).toContain('5000 entries; the limit is 4096')
    expect(await reason(many)).toMatch(/^(damaged|not-a)-project/)
  })

  it('more than 4 GiB together', async () => {
    const data = Buffer.alloc(20_000_000)
    const entries = ['W.npy', 'H.npy', 'recording.wav'].map((name) => ({
      name,
      data,
      method: 8,
      declaredSize: 1.9e9,
    }))
    expect(await reason(entries)).toContain('the limit is 4294967296')
  })
})

describe('a lie is found when the entry is read', () => {
  async function readingReason(entry: CraftedEntry): Promise<string> {
    const archive = await openCrafted(craftZip([entry]))
    const { code, message } = await refusal(archive.read(entry.name))
    archive.close()
    return `${code}: ${message}`
  }

  const data = Buffer.from('0123456789'.repeat(40))

  it.each([
    ['unpacks to more than it says', { name: 'W.npy', data, deflate: true, declaredSize: 300 }],
    ['unpacks to less than it says', { name: 'W.npy', data, deflate: true, declaredSize: 500 }],
    ['has another CRC', { name: 'W.npy', data, declaredCrc: 1 }],
    ['is not deflated data', { name: 'W.npy', data, method: 8 }],
  ])('an entry that %s', async (_, entry) => {
    expect(await readingReason(entry)).toContain('damaged-project')
  })

  it('a missing entry is named', async () => {
    const archive = await openCrafted(craftZip([good]))
    expect((await refusal(archive.read('H.npy'))).message).toContain('H.npy is missing')
    archive.close()
  })
})

describe('an odd entry is refused', () => {
  it.each([
    ['a name twice', [good, good], 'twice'],
    ['encryption', [{ ...good, deflate: true, flags: 1 }], 'encrypted'],
    ['strong encryption', [{ ...good, flags: 0x41 }], 'encryption'],
    ['a symbolic link', [{ ...good, attributes: 0o120777 << 16 }], 'is a link'],
    ['an unknown method', [{ ...good, method: 12 }], 'compression method 12'],
    ['two names', [{ ...good, localName: 'manifest.jsoN' }], 'two names'],
    ['a size above its limit', [{ ...good, declaredSize: 3e8, method: 8 }], 'the limit is 100000000'],
  ])('%s', async (_, entries, expected) => {
    const found = await reason(entries)
    expect(found).toContain('damaged-project')
    expect(found).toContain(expected)
  })

  const badNames = [
    '../evil.txt',
    '../../evil.txt',
    '..',
    '.',
    '/etc/passwd',
    '//server/share',
    '\\\\server\\share',
    '..\\evil.txt',
    'C:\\evil.txt',
    'C:/evil.txt',
    'c:evil.txt',
    'a/../manifest.json',
    './manifest.json',
    'folder/manifest.json',
    'folder/',
    'manifest.json/',
    'manifest.json ',
    ' manifest.json',
    'manifest.json.',
    'manifest.json\0',
    'manifest.json\0.txt',
    'manifest\0.json',
    'MANIFEST.JSON',
    'Manifest.json',
    'w.npy',
    'W.NPY',
    'h.npy',
    'Recording.wav',
    'W.npy:stream',
    'Ｗ.npy',
    'W\u200b.npy',
    '\u202eypn.W',
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
    'CON',
    'NUL',
    '~/evil',
    '$HOME',
    '',
    'x'.repeat(65_000),
  ]

  it.each(badNames)('the name %j', async (name) => {
    expect(badNames.length).toBeGreaterThanOrEqual(40)
    expect(await reason([good, { name, data: text }])).toMatch(/^(damaged|not-a)-project/)
  })
})
