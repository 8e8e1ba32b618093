/** Every code of the table is raised once, by what raises it in the program, and has its four parts. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import { leaksIn } from './diagnosticsRow'
import { errorCodes, lackingParts, raise, raisersIn } from './raisedErrors'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-codes-'))
})
afterAll(() => rm(folder, { recursive: true }))

it.each(errorCodes)('%s says file, stage, cause and next step', async (code) => {
  expect(lackingParts(code, await raise(raisersIn(folder), code))).toEqual([])
})

it('an error that does not say all of it is seen', () => {
  const path = '/songs/side a.wav'
  const lacks = (message: string): readonly string[] =>
    lackingParts('damaged-file', new ShellacError('damaged-file', message, { path }))
  expect(lacks('side a.wav is cut off.')).toEqual([])
  expect(lacks('It is cut off.')).toEqual(['file'])
  expect(lacks('side a.wav')).toEqual(['cause'])
  expect(lackingParts('damaged-file', new Error('side a.wav is cut off.'))).toHaveLength(1)
})

it('what must not be in a bundle is seen in it', () => {
  const sound = Uint8Array.from({ length: 48 }, (_, i) => (i * 37) % 251)
  const secrets = { words: ['private songs', 'f00d'], sound }
  expect(leaksIn('a text without any of it', secrets)).toEqual([])
  expect(leaksIn('in /home/private songs/ and f00d', secrets)).toEqual(['private songs', 'f00d'])
  for (const form of ['latin1', 'hex', 'base64'] as const) {
    expect(leaksIn(`x${Buffer.from(sound).toString(form)}x`, secrets)).toHaveLength(2)
  }
})
