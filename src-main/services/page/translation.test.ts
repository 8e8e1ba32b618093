import { realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import { createFileVault } from './fileVault'
import { errorToPage, requestToEngine, resultToPage } from './translation'

const said = (message: string, details = {}): ReturnType<typeof errorToPage> =>
  errorToPage(new ShellacError('file-not-found', message, details), createFileVault('anywhere'))

describe('an error for the page', () => {
  it.each([
    ['The linked recording is not at /home/ann/old songs/a.wav.', 'The linked recording is not at a.wav.'],
    ['Not at /a/b/x.wav or /c/d/y.wav.', 'Not at y.wav.'],
    ['"/home/ann/x.wav" is no file.', '"x.wav" is no file.'],
    ['Cannot read C:\\Users\\Ann\\x.wav: gone.', 'Cannot read x.wav: gone.'],
    ['Cannot read \\\\server\\share\\x.wav: gone.', 'Cannot read x.wav: gone.'],
  ])('says %s without folders that the vault never heard of', (message, without) => {
    expect(said(message).message).toBe(without)
  })

  it.each(['Left and/or right.', 'WAV/FLAC, 10 dB/octave/s', '1 / 2 / 3 of it'])(
    'keeps %s, which is no path',
    (message) => expect(said(message).message).toBe(message),
  )

  it('has details without folders, too', () => {
    const { details } = said('x', { path: '/home/ann/x.wav', limit: 3 })
    expect(details).toEqual({ path: 'x.wav', limit: 3 })
  })
})

describe('a linked recording', () => {
  it('once told of is an id in results and a name in texts', () => {
    const vault = createFileVault('anywhere')
    const storage = { kind: 'linked', path: '/music/old/a.wav', relativePath: '../old/a.wav' }
    const result = resultToPage({ project: { recording: { storage } } }, vault)
    expect(JSON.stringify(result)).not.toContain('a.wav')
    const error = new ShellacError('recording-changed', '/music/old/a.wav and ../old/a.wav differ.')
    expect(errorToPage(error, vault).message).toBe('a.wav and a.wav differ.')
  })

  it('is an id in every variant of a decomposition, and a path again in the document of a picture', async () => {
    const vault = createFileVault('anywhere')
    const storage = { kind: 'linked', path: '/music/old/a.wav' }
    const project = { recording: { storage } }
    const result = resultToPage({ variants: [{ project }, { project }] }, vault)
    expect(JSON.stringify(result)).not.toContain('a.wav')
    const { variants } = result as { variants: readonly { project: object }[] }
    const path = join(await realpath(tmpdir()), 'a.png')
    const file = vault.idOf(path, 'write')
    const request = { file, document: { project: variants[1].project } }
    expect(await requestToEngine('exportPicture', request, vault)).toEqual({
      file: path,
      document: { project },
    })
  })
})
