import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRecordings, recordingName } from './benchRecordings'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-test-'))
  await mkdir(join(folder, 'trio'))
  await mkdir(join(folder, 'other'))
  const files = ['b.mp3', 'a.FLAC', 'CREDITS.md', 'trio/degraded-10dB.flac', 'trio/clean.flac', 'other/c.wav']
  for (const file of files) await writeFile(join(folder, file), '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the recordings of a folder', () => {
  it('are its audio files and one of each truth set in it', async () => {
    const paths = ['a.FLAC', 'b.mp3', 'trio/degraded-10dB.flac'].map((file) => join(folder, file))
    expect(await findRecordings(folder)).toEqual(paths)
  })

  it('go by their names, a truth set by that of its folder', () => {
    expect(recordingName('/x/song.flac')).toBe('song.flac')
    expect(recordingName('/x/trio/degraded-10dB.flac')).toBe('trio 10 dB')
  })
})
