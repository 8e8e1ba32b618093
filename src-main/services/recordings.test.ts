import { createHash } from 'node:crypto'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { refusal } from './files/refusal.testSupport'
import { openRecording, refuseRecording } from './recordings'

let folder = ''
let path = ''
const samples = Float32Array.from({ length: 50 }, (_, t) => (t - 25) / 64)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-recordings-'))
  path = join(folder, 'Ő 歌.wav')
  await writeFile(path, writeWav({ sampleRate: 8000, channels: [samples] }, 16))
})
afterAll(() => rm(folder, { recursive: true }))

describe('openRecording', () => {
  it('gives samples, name, length and checksum of the file', async () => {
    const bytes = await readFile(path)
    const recording = await openRecording(path)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(recording).toMatchObject({ path, name: 'Ő 歌.wav', sha256, byteLength: bytes.length })
    expect(Array.from(recording.audio.channels[0])).toEqual(Array.from(samples))
  })

  it('refuses what is missing, a folder, and what is no recording, each by its name', async () => {
    const text = join(folder, 'text.wav')
    await writeFile(text, 'no sound at all')
    const refusals = [join(folder, 'missing.wav'), folder, text].map((name) => refusal(openRecording(name)))
    const [missing, directory, unknown] = await Promise.all(refusals)
    expect([missing.code, directory.code, unknown.code]).toEqual([
      'file-not-found',
      'bad-argument',
      'unknown-format',
    ])
    expect(missing.message).toContain('missing.wav')
    expect(directory.message).toContain('is a folder')
    expect(unknown.message).toMatch(/^text\.wav: /)
  })

  it('knows a project by its name and says where it belongs', async () => {
    const project = join(folder, 'a.shellac')
    await writeFile(project, 'PK\u0003\u0004 and so on')
    const { code, message } = await refusal(openRecording(project))
    expect([code, message]).toEqual([
      'bad-argument',
      expect.stringContaining('is a project, not a recording'),
    ])
  })

  it('refuses a file too large to be read whole before reading it', async () => {
    const huge = join(folder, 'huge.wav')
    const handle = await open(huge, 'w')
    await handle.truncate(2 ** 31)
    await handle.close()
    const { code, message } = await refusal(openRecording(huge))
    expect([code, message]).toEqual(['not-enough-memory', expect.stringContaining('2147483648 bytes')])
  })
})

describe('refuseRecording', () => {
  it('refuses a file with the bytes of the recording and no other', async () => {
    const { sha256, byteLength } = await openRecording(path)
    const reference = { ...sampleProject().recording, sha256, byteLength }
    expect((await refusal(refuseRecording(path, reference))).code).toBe('target-is-source')
    const sameLength = join(folder, 'same-length.wav')
    await writeFile(sameLength, Buffer.alloc(byteLength))
    await refuseRecording(sameLength, reference)
    await refuseRecording(join(folder, 'missing.wav'), reference)
    await refuseRecording(folder, reference)
  })
})
