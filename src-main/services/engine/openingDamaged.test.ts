import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { EngineClient } from '@core/contract/engine'
import type { FileId } from '@core/contract/ids'
import { createSource } from '@core/project/edits'
import { regroup } from '@core/project/keepGroups'
import { refusal } from '../files/refusal.testSupport'
import { saveProject } from '../projectFile/projectFile'
import { projectOf } from '../exports/exportCase.testSupport'
import { listen, quick, writeNotes, startEngine } from './engine.testSupport'

let folder = ''
let recording = '' as FileId
let client: EngineClient
const inFolder = (name: string): FileId => join(folder, name) as FileId

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-damaged-'))
  recording = await writeNotes(inFolder('notes.wav'))
  client = startEngine()
})
afterEach(() => rm(folder, { recursive: true }))

/** A saved project with a group, of which one bit is wrong in what begins with the text. */
async function damagedAt(text: string) {
  const { session } = await client.call('openRecording', { file: recording })
  const made = await client.call('decompose', { session, channel: 'auto', settings: quick })
  const project = createSource('Low', [0, 2])(made.project)
  const file = inFolder('notes.shellac')
  await client.call('saveProject', { session, ...made, project, file, overwrite: false })
  const heard = await listen(client, { session, ...made })
  const bytes = await readFile(file)
  bytes[bytes.indexOf(text) + text.length + 200] ^= 4
  await writeFile(file, bytes)
  return { file, project, heard }
}

describe('a project on a damaged disk', () => {
  it('without its components opens to be decomposed again, and has its groups back', async () => {
    const { file, project, heard } = await damagedAt('W.npy')
    const error = await refusal(client.call('openProject', { file }))
    expect(error).toMatchObject({ code: 'damaged-project', details: { lost: 'components' } })
    const { session, damage, project: left } = await client.call('openUndecomposed', { file })
    expect(damage).toEqual(['The components are damaged: the recording has to be decomposed again.'])
    expect(left).toEqual(project)
    const again = await client.call('decompose', { session, channel: 'auto', settings: quick })
    expect(regroup(left, again.project).project.sources).toEqual(project.sources)
    expect(await listen(client, { session, ...again })).toEqual(heard)
  })

  it('without its recording takes the original, sounds as before, and saves it inside again', async () => {
    const { file, heard } = await damagedAt('recording.flac')
    expect(await refusal(client.call('openProject', { file }))).toMatchObject({
      code: 'recording-not-found',
      details: { recording: 'notes.wav' },
    })
    const opened = await client.call('openProject', { file, recording })
    expect(opened.damage).toHaveLength(1)
    expect(await listen(client, opened)).toEqual(heard)
    const saved = inFolder('whole.shellac')
    await client.call('saveProject', { ...opened, file: saved, overwrite: false })
    await rm(recording)
    const again = await client.call('openProject', { file: saved })
    expect([again.damage, again.isRelinked]).toEqual([[], false])
    expect(await listen(client, again)).toEqual(heard)
  })
})

describe('a linked recording that went away', () => {
  it('is taken from where a person finds it, and remembered from there or inside', async () => {
    const file = inFolder('linked.shellac')
    await saveProject(file, await projectOf(recording, true), { overwrite: false })
    const away = await mkdtemp(join(tmpdir(), 'shellac-away-'))
    onTestFinished(() => rm(away, { recursive: true }))
    const found = join(away, 'found.wav') as FileId
    await rename(recording, found)
    expect((await refusal(client.call('openProject', { file }))).code).toBe('recording-not-found')
    const saveAs = async (name: string, embeds: boolean) => {
      const opened = await client.call('openProject', { file, recording: found, embeds })
      expect([opened.damage, opened.isRelinked]).toEqual([[], true])
      await client.call('saveProject', { ...opened, file: inFolder(name), overwrite: false })
      return (await client.call('openProject', { file: inFolder(name) })).project.recording.storage
    }
    expect(await saveAs('there.shellac', false)).toMatchObject({ kind: 'linked', path: found })
    expect(await saveAs('inside.shellac', true)).toMatchObject({ kind: 'embedded' })
  })
})
