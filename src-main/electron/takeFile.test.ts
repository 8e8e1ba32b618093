import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileVault } from '../services/page/fileVault'
import { takeFile } from './takeFile'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-take-'))
  await writeFile(join(folder, 'a.wav'), 'sound')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a dropped file', () => {
  it('becomes an id that says nothing of its folder', async () => {
    const vault = createFileVault('anywhere')
    const answer = await takeFile(join(folder, 'a.wav'), vault)
    if (!('taken' in answer)) throw new Error(answer.refusal)
    expect(answer.taken.name).toBe('a.wav')
    expect(JSON.stringify(answer)).not.toContain(folder)
    expect(vault.pathOf(answer.taken.file, ['read'])).toBe(join(folder, 'a.wav'))
  })

  it('is refused without its folder when it is none', async () => {
    const vault = createFileVault('anywhere')
    for (const path of [
      folder,
      join(folder, 'none.wav'),
      'a.wav',
      '',
      `${folder}\0`,
      `/${'x'.repeat(40_000)}`,
    ]) {
      const answer = await takeFile(path, vault)
      expect(answer).toEqual({ refusal: expect.any(String) as string })
      expect(JSON.stringify(answer)).not.toContain(tmpdir())
    }
  })

  it('is refused in words whatever was sent in its place', async () => {
    const vault = createFileVault('anywhere')
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (sent) => {
        expect(await takeFile(sent, vault)).toHaveProperty('refusal')
      }),
      { numRuns: 1000 },
    )
  })
})
