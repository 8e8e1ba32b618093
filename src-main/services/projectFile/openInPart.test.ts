import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../files/refusal.testSupport'
import { openProjectInPart } from './openInPart'
import { openProject, saveProject } from './projectFile'
import { sampleContent } from './sampleContent.testSupport'

let folder = ''
let path = ''
let original = ''
const wave = Buffer.from('RIFF and all that, as it was found')
const report = Buffer.from('{"format": "shellac-report"}')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-part-'))
  path = join(folder, 'song.shellac')
  original = join(folder, 'elsewhere.wav')
  await saveProject(path, { ...content(), report }, { overwrite: false })
  await writeFile(original, wave)
})
afterEach(() => rm(folder, { recursive: true }))

function content(): ReturnType<typeof sampleContent> {
  const sample = sampleContent()
  const sha256 = createHash('sha256').update(wave).digest('hex')
  const recording = { ...sample.project.recording, sha256, byteLength: wave.length }
  return { ...sample, project: { ...sample.project, recording } }
}

/** Flips a bit in the middle of the n-th place where the text stands. */
async function damage(text: string, { place = 0, into = 0 } = {}): Promise<void> {
  const bytes = await readFile(path)
  let at = bytes.indexOf(text)
  for (let passed = 0; passed < place; passed++) at = bytes.indexOf(text, at + 1)
  expect(at).toBeGreaterThanOrEqual(0)
  bytes[at + into] ^= 1
  await writeFile(path, bytes)
}

async function cut(length: (bytes: Buffer) => number): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(path, bytes.subarray(0, length(bytes)))
}

describe('a damaged project', () => {
  it('that is whole has no damage', async () => {
    const { W, H, ...whole } = await openProject(path)
    expect(await openProjectInPart(path)).toEqual({
      ...whole,
      factors: { W, H },
      damage: [],
      isRelinked: false,
    })
  })

  it.each([
    ['a header before a part', 'W.npy', 0, -4],
    ['the name of a part', 'H.npy', 0, 1],
    ['the directory', 'H.npy', 1, 1],
    ['the first bytes', 'PK', 0, 1],
    ['the end record', 'PK\x05\x06', 0, 2],
  ])('by a bit in %s is found whole, and that is said', async (_, text, place, into) => {
    await damage(text, { place, into })
    const { factors, recording, report: found, damage: texts } = await openProjectInPart(path)
    const sample = content()
    expect([factors, recording]).toEqual([{ W: sample.W, H: sample.H }, sample.recording])
    expect(found).toEqual(report)
    expect(texts).toEqual(['The file is damaged, but every part of it was found and is whole.'])
  })

  it('has its manifest a second time', async () => {
    const { revision, project } = await openProject(path)
    await damage('manifest.json', { into: 20 })
    expect((await refusal(openProject(path))).code).toBe('damaged-project')
    expect(await openProjectInPart(path)).toMatchObject({ revision, project })
  })

  it('without its report opens with all else', async () => {
    await damage('shellac-report')
    const { factors, report: found, damage: texts } = await openProjectInPart(path)
    expect(factors).not.toBeNull()
    expect(found).toBeUndefined()
    expect(texts).toEqual(['The report of the newest export is damaged and was left out.'])
  })

  it.each(['W.npy', 'H.npy'])('with a bit of %s wrong has no components, and its recording', async (name) => {
    await damage(name, { into: name.length + 130 })
    const { factors, recording, project, damage: texts } = await openProjectInPart(path)
    expect([factors, recording]).toEqual([null, content().recording])
    expect(project.sources).toEqual(content().project.sources)
    expect(texts).toEqual(['The components are damaged: the recording has to be decomposed again.'])
  })

  it('whose tail is cut off keeps what is before', async () => {
    await cut((bytes) => bytes.indexOf('recording.wav'))
    const error = await refusal(openProjectInPart(path))
    expect(error).toMatchObject({
      code: 'recording-not-found',
      details: { recording: content().project.recording.name },
    })
    const { factors, damage: texts } = await openProjectInPart(path, { recording: original })
    expect(factors?.W).toEqual(content().W)
    expect(texts).toHaveLength(2)
  })

  it('whose recording is damaged takes the original in its place, and no other file', async () => {
    await damage('RIFF and')
    const other = join(folder, 'other.wav')
    await writeFile(other, Buffer.alloc(wave.length))
    expect((await refusal(openProjectInPart(path, { recording: other }))).code).toBe('recording-changed')
    const { recording, isRelinked, damage: texts } = await openProjectInPart(path, { recording: original })
    expect([recording, isRelinked]).toEqual([{ kind: 'linked', path: original }, true])
    expect(texts[0]).toMatch(/^The recording inside is damaged/)
  })

  it('of which no manifest is left is refused, and a whole recording named', async () => {
    await damage('manifest.json', { into: 20 })
    await damage('manifest.copy.json', { into: 30 })
    const error = await refusal(openProjectInPart(path))
    expect(error.code).toBe('damaged-project')
    expect(error.message).toContain('recording.wav')
    await damage('RIFF and')
    expect((await refusal(openProjectInPart(path))).message).not.toContain('recording.wav')
  })

  it('is not taken for one where another file lies', async () => {
    await writeFile(path, 'PK\x03\x04 and nothing else')
    expect((await refusal(openProjectInPart(path))).code).toBe('damaged-project')
    await writeFile(path, 'a text')
    expect((await refusal(openProjectInPart(path))).code).toBe('not-a-project')
    await rm(path)
    expect((await refusal(openProjectInPart(path))).code).toBe('file-not-found')
  })
})
