import { createHash } from 'node:crypto'
import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openProjectInPart } from './openInPart'
import type { OpenedProject } from './projectFile'
import { openProject, saveProject } from './projectFile'
import { refusal } from '../files/refusal.testSupport'
import { sampleContent } from './sampleContent.testSupport'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-linked-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a linked recording', () => {
  const wave = Buffer.from('RIFF....WAVE, the original')

  /** A project in `folder/projects` linked to a recording in `folder/music`. */
  async function saveLinked(): Promise<{ project: string; recording: string; content: OpenedProject }> {
    await mkdir(join(folder, 'projects'))
    await mkdir(join(folder, 'music'))
    const recording = join(folder, 'music', 'original.wav')
    await writeFile(recording, wave)
    const base = sampleContent()
    const sha256 = createHash('sha256').update(wave).digest('hex')
    const reference = { ...base.project.recording, sha256, byteLength: wave.length }
    const content: OpenedProject = {
      ...base,
      project: { ...base.project, recording: reference },
      recording: { kind: 'linked', path: recording },
    }
    const project = join(folder, 'projects', 'linked.shellac')
    await saveProject(project, content, { overwrite: false })
    return { project, recording, content }
  }

  it('is found where it was', async () => {
    const { project, recording } = await saveLinked()
    const opened = await openProject(project)
    expect(opened.recording).toEqual({ kind: 'linked', path: recording })
    expect(opened.project.recording.storage).toEqual({
      kind: 'linked',
      path: recording,
      relativePath: '../music/original.wav',
    })
  })

  it('is found when both folders move together', async () => {
    await saveLinked()
    await mkdir(join(folder, 'moved'))
    await rename(join(folder, 'projects'), join(folder, 'moved', 'projects'))
    await rename(join(folder, 'music'), join(folder, 'moved', 'music'))
    const opened = await openProject(join(folder, 'moved', 'projects', 'linked.shellac'))
    expect(opened.recording).toEqual({ kind: 'linked', path: join(folder, 'moved', 'music', 'original.wav') })
  })

  it('is found when the project moves alone', async () => {
    const { project, recording } = await saveLinked()
    await mkdir(join(folder, 'a', 'b'), { recursive: true })
    await copyFile(project, join(folder, 'a', 'b', 'copy.shellac'))
    expect((await openProject(join(folder, 'a', 'b', 'copy.shellac'))).recording).toMatchObject({
      path: recording,
    })
  })

  it('is taken from its absolute place when another file stands at the relative one', async () => {
    const { project, recording } = await saveLinked()
    await mkdir(join(folder, 'a', 'projects'), { recursive: true })
    await mkdir(join(folder, 'a', 'music'))
    await copyFile(project, join(folder, 'a', 'projects', 'copy.shellac'))
    await writeFile(join(folder, 'a', 'music', 'original.wav'), Buffer.alloc(wave.length))
    const opened = await openProject(join(folder, 'a', 'projects', 'copy.shellac'))
    expect(opened.recording).toMatchObject({ path: recording })
  })

  it('that is gone is named', async () => {
    const { project, recording } = await saveLinked()
    await rm(recording)
    const error = await refusal(openProject(project))
    expect(error.code).toBe('recording-not-found')
    expect(error.message).toContain(recording)
  })

  it.each([
    ['with other bytes of the same length', Buffer.alloc(wave.length)],
    ['cut off', wave.subarray(0, 10)],
    ['longer', Buffer.concat([wave, wave])],
  ])('%s has changed', async (_, bytes) => {
    const { project, recording } = await saveLinked()
    await writeFile(recording, bytes)
    expect((await refusal(openProject(project))).code).toBe('recording-changed')
  })

  it('that was renamed, also with its folder gone, is known by its content', async () => {
    const { project, recording } = await saveLinked()
    const renamed = join(folder, 'music', 'side a, cleaned name.wav')
    await rename(recording, renamed)
    expect((await openProject(project)).recording).toEqual({ kind: 'linked', path: renamed })
    const beside = join(folder, 'projects', 'beside.wav')
    await rename(renamed, beside)
    await rm(join(folder, 'music'), { recursive: true })
    const found = await openProjectInPart(project)
    expect([found.recording, found.isRelinked]).toEqual([{ kind: 'linked', path: beside }, true])
  })

  it('that went far away is where the person says, if it is that recording', async () => {
    const { project, recording, content } = await saveLinked()
    await mkdir(join(folder, 'far'))
    const far = join(folder, 'far', 'away.wav')
    await rename(recording, far)
    const details = { recording: content.project.recording.name }
    expect(await refusal(openProject(project))).toMatchObject({ code: 'recording-not-found', details })
    const other = join(folder, 'far', 'other.wav')
    await writeFile(other, Buffer.alloc(wave.length))
    const error = await refusal(openProject(project, { recording: other }))
    expect(error).toMatchObject({ code: 'recording-changed', details })
    expect(error.message).toContain('as many bytes, but other content')
    const opened = await openProject(project, { recording: far })
    await saveProject(project, opened, { overwrite: true })
    const again = await openProjectInPart(project)
    expect([again.recording, again.isRelinked]).toEqual([{ kind: 'linked', path: far }, false])
  })

  it('with the time and length of the one before, but other bytes, has changed', async () => {
    const { project, recording } = await saveLinked()
    const { atime, mtime } = await stat(recording)
    await writeFile(recording, Buffer.from('RIFF....WAVE, the 0riginal'))
    await utimes(recording, atime, mtime)
    expect((await refusal(openProject(project))).code).toBe('recording-changed')
  })

  it('that is a device has changed, and is not read', async () => {
    const { project, recording } = await saveLinked()
    await rm(recording)
    await symlink('/dev/zero', recording)
    expect((await refusal(openProject(project))).code).toBe('recording-changed')
  })

  it('is never written to', async () => {
    const { recording, content } = await saveLinked()
    const error = await refusal(saveProject(recording, content, { overwrite: true }))
    expect(error.code).toBe('target-is-source')
    expect(await readFile(recording)).toEqual(wave)
  })
})
