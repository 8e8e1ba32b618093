import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineClient, EngineRequest } from '@core/contract/engine'
import type { FileId, SessionId } from '@core/contract/ids'
import { createSource } from '@core/project/edits'
import { refusal } from '../files/refusal.testSupport'
import { quick, writeNotes, startEngine } from './engine.testSupport'

let folder = ''
let notes = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-picture-export-'))
  notes = await writeNotes(join(folder, 'notes.wav'))
})
afterAll(() => rm(folder, { recursive: true }))

async function opened(): Promise<{ client: EngineClient; session: SessionId }> {
  const client = startEngine()
  const { session } = await client.call('openRecording', { file: notes })
  return { client, session }
}

describe('a picture in a file', () => {
  it('is drawn of the recording, or of the person’s own project', async () => {
    const { client, session } = await opened()
    const made = await client.call('decompose', { session, channel: 'auto', settings: quick })
    const spectrogram = {
      what: 'spectrogram',
      levels: { floor: -80, ceiling: 0 },
      colourMap: 'cividis',
      range: null,
      frequencies: 'log',
    } as const
    const draw = async (name: string, request: Partial<EngineRequest<'exportPicture'>>): Promise<string> => {
      const file = join(folder, name) as FileId
      const answer = await client.call('exportPicture', {
        session,
        document: null,
        channel: 'auto',
        picture: { ...spectrogram, of: { kind: 'original' } },
        format: 'svg',
        file,
        overwrite: false,
        ...request,
      })
      expect(answer).toEqual({ name })
      return readFile(file, 'utf8')
    }
    expect(await draw('original.svg', {})).toContain('notes.wav')
    const { decomposition } = made
    const project = createSource('The piano', [0])(made.project)
    const document = { decomposition, project }
    const masks = { what: 'masks', of: 'sources', range: null, frequencies: 'mel' } as const
    expect(await draw('masks.svg', { document, picture: masks })).toContain('The piano')
    const again = draw('masks.svg', { document, picture: masks })
    expect((await refusal(again)).code).toBe('target-exists')
  })

  it('never takes the place of the recording', async () => {
    const { client, session } = await opened()
    const work = client.call('exportPicture', {
      session,
      document: null,
      channel: 'auto',
      picture: {
        what: 'spectrogram',
        of: { kind: 'original' },
        levels: { floor: -80, ceiling: 0 },
        colourMap: 'grey',
        range: null,
        frequencies: 'linear',
      },
      format: 'png',
      file: notes,
      overwrite: true,
    })
    expect((await refusal(work)).code).toBe('target-is-source')
  })
})
