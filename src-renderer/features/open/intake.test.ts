import { describe, expect, it } from 'vitest'
import type { FileId } from '@core/contract/ids'
import type { PickedFile } from '@core/contract/page'
import type { Shell } from '../../shell/shell'
import { Intake } from './intake.svelte'

interface Upload {
  readonly file: File
  readonly progress: (done: number) => void
  readonly finish: () => void
  readonly fail: (error: Error) => void
}

function begin() {
  const uploads: Upload[] = []
  const takeFile: Shell['takeFile'] = (file, onProgress) =>
    new Promise<PickedFile>((resolve, reject) => {
      uploads.push({
        file,
        progress: (done) => onProgress?.(done),
        finish: () => resolve({ file: `id of ${file.name}` as FileId, name: file.name }),
        fail: reject,
      })
    })
  return { uploads, intake: new Intake({ takeFile } as Shell) }
}

describe('Intake', () => {
  it('tells how much has arrived, and nothing afterwards', async () => {
    const { uploads, intake } = begin()
    const taken = intake.take(new File([], 'a.wav'))
    expect(intake.taking).toEqual({ name: 'a.wav', done: 0 })
    uploads[0].progress(0.5)
    expect(intake.taking).toEqual({ name: 'a.wav', done: 0.5 })
    uploads[0].finish()
    expect(await taken).toEqual({ file: 'id of a.wav', name: 'a.wav' })
    expect(intake.taking).toBeNull()
  })

  it('gives nothing for a file that was given up', async () => {
    const { uploads, intake } = begin()
    const taken = intake.take(new File([], 'a.wav'))
    intake.giveUp()
    uploads[0].progress(0.7)
    expect(intake.taking).toBeNull()
    uploads[0].finish()
    expect(await taken).toBeNull()
  })

  it('lets the last of two files win', async () => {
    const { uploads, intake } = begin()
    const first = intake.take(new File([], 'a.wav'))
    const second = intake.take(new File([], 'b.wav'))
    uploads[0].fail(new Error('gone'))
    expect(await first).toBeNull()
    expect(intake.taking).toEqual({ name: 'b.wav', done: 0 })
    uploads[1].finish()
    expect(await second).toMatchObject({ name: 'b.wav' })
  })

  it('hands a failure on and is free again', async () => {
    const { uploads, intake } = begin()
    const taken = intake.take(new File([], 'a.wav'))
    uploads[0].fail(new Error('no room'))
    await expect(taken).rejects.toThrow('no room')
    expect(intake.taking).toBeNull()
  })
})
