import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filesNamed, wordsOf } from './givenFiles'

it('files follow the program, and unpackaged the app; switches are none', () => {
  expect(wordsOf(['/opt/shellac', '--no-sandbox', 'a.wav', '', 'b.shellac'], true)).toEqual([
    'a.wav',
    'b.shellac',
  ])
  expect(wordsOf(['/usr/bin/electron', '--inspect', '.', 'a.wav'], false)).toEqual(['a.wav'])
  expect(wordsOf(['/usr/bin/electron', '.'], false)).toEqual([])
})

it('words that name no file are left out, the others count from the working folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-given-'))
  await writeFile(join(folder, 'a.wav'), '')
  expect(await filesNamed(['a.wav', 'b.wav', '.', folder, join(folder, 'a.wav')], folder)).toEqual([
    join(folder, 'a.wav'),
    join(folder, 'a.wav'),
  ])
  await rm(folder, { recursive: true })
})
