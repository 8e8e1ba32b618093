import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspaces, quick, resultOf, type Workspace, type Workspaces } from './commandLine.testSupport'

let workspaces: Workspaces
let workspace: Workspace
beforeAll(async () => {
  workspaces = await createWorkspaces()
})
afterAll(() => workspaces.remove())
beforeEach(async () => {
  workspace = await workspaces.fresh()
  await workspace.shellac('group', 'side.shellac', '--source', 'Voice=1,3')
})

async function damage(text: string): Promise<Buffer> {
  const path = join(workspace.folder, 'side.shellac')
  const bytes = await readFile(path)
  bytes[bytes.indexOf(text) + text.length + 150] ^= 1
  await writeFile(path, bytes)
  return bytes
}

describe('a damaged project on the command line', () => {
  it('without components says how to keep its groups, and that does', async () => {
    await damage('H.npy')
    const refused = await workspace.shellac('components', 'side.shellac')
    expect(refused.code).toBe(10)
    expect(refused.stderr).toContain('--keep-groups-of "side.shellac"')
    const words = ['decompose', 'side.wav', '-o', 'new.shellac', '--keep-groups-of', 'side.shellac', ...quick]
    expect((await workspace.shellac(...words)).code).toBe(0)
    const shown = await workspace.shellac('group', 'new.shellac', '--json')
    expect(resultOf(shown)).toMatchObject({ sources: [{ name: 'Voice', components: [1, 3] }] })
  })

  it('without its recording takes the original, with a warning, and is not replaced by what is left', async () => {
    const bytes = await damage('recording.flac')
    const missing = await workspace.shellac('components', 'side.shellac')
    expect([missing.code, missing.stderr]).toEqual([10, expect.stringContaining('--recording <file>')])
    const given = ['--recording', 'side.wav']
    const inPlace = await workspace.shellac('group', 'side.shellac', '--pan', 'Voice=20', ...given)
    expect([inPlace.code, inPlace.stderr]).toEqual([10, expect.stringContaining('-o')])
    expect(await readFile(join(workspace.folder, 'side.shellac'))).toEqual(bytes)
    const words = ['group', 'side.shellac', '--pan', 'Voice=20', '-o', 'whole.shellac', ...given]
    const grouped = await workspace.shellac(...words)
    expect([grouped.code, grouped.stderr]).toEqual([3, expect.stringContaining('side.shellac is damaged')])
    expect((await workspace.shellac('export', 'whole.shellac', '-o', 'mix.wav')).code).toBe(0)
  })

  it('that is linked says where its recording is not, and takes it from where it is', async () => {
    const { folder, shellac } = workspace
    await shellac('decompose', 'side.wav', '-o', 'linked.shellac', '--link', ...quick)
    await mkdir(join(folder, 'away'))
    await rename(join(folder, 'side.wav'), join(folder, 'away', 'far.wav'))
    const gone = await shellac('export', 'linked.shellac', '-o', 'mix.wav')
    expect([gone.code, gone.stderr]).toEqual([
      10,
      expect.stringContaining('The recording side.wav is not at'),
    ])
    const other = await shellac('export', 'linked.shellac', '-o', 'mix.wav', '--recording', 'side.shellac')
    expect([other.code, other.stderr]).toEqual([10, expect.stringContaining('instead of')])
    const given = ['--recording', join('away', 'far.wav')]
    expect((await shellac('export', 'linked.shellac', '-o', 'mix.wav', ...given)).code).toBe(0)
    // Saved once with it, the project remembers.
    await shellac('group', 'linked.shellac', '--noise', '2', ...given)
    expect((await shellac('export', 'linked.shellac', '-o', 'again.wav')).code).toBe(0)
  })
})
