import { link, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createWorkspaces,
  quick,
  run,
  unrefused,
  writeRecording,
  type Ended,
  type Workspace,
  type Workspaces,
} from './commandLine.testSupport'

let workspaces: Workspaces
let workspace: Workspace
let folder = ''
const shellac = (...words: string[]): Promise<Ended> => workspace.shellac(...words)

beforeAll(async () => {
  workspaces = await createWorkspaces()
})
afterAll(() => workspaces.remove())
beforeEach(async () => {
  workspace = await workspaces.fresh()
  folder = workspace.folder
})

describe('what exists is kept', () => {
  it('an export refuses, and replaces with --force', async () => {
    await writeFile(join(folder, 'mix.wav'), 'mine')
    const refused = await shellac('export', 'side.shellac', '-o', 'mix.wav')
    expect([refused.code, refused.stderr]).toEqual([10, expect.stringContaining('say --force to replace it')])
    expect(await readFile(join(folder, 'mix.wav'), 'utf8')).toBe('mine')
    expect((await shellac('export', 'side.shellac', '-o', 'mix.wav', '--force')).code).toBe(0)
  })

  it('the recording is never written, by no command, name or link, with --force or not', async () => {
    await symlink('side.wav', join(folder, 'soft.wav'))
    await link(join(folder, 'side.wav'), join(folder, 'hard.wav'))
    const original = await readFile(join(folder, 'side.wav'))
    const targets = ['side.wav', 'soft.wav', 'hard.wav', './/side.wav']
    const refusals = targets.flatMap((target): [string[], string][] => [
      [['decompose', 'side.wav', '-o', target, '--force'], 'is the source recording'],
      [['group', 'side.shellac', '-o', target, '--force'], 'is the source recording'],
      [['export', 'side.shellac', '-o', target, '--force'], 'is the source recording'],
      [['remaster', 'side.wav', '-o', target, '--force'], 'is the source recording'],
    ])
    expect(await unrefused(workspace, 10, refusals)).toEqual([])
    expect((await readFile(join(folder, 'side.wav'))).equals(original)).toBe(true)
  })

  it('no sound is written over a project, no project over a sound', async () => {
    await writeRecording(join(folder, 'other.wav'), { seconds: 0.5 })
    const refusals: [string[], string][] = [
      [['export', 'side.shellac', '-o', 'side.shellac', '--force'], 'is the name of a project'],
      [
        ['export', 'side.shellac', '-o', 'side.shellac', '--force', '--format', 'wav'],
        'is the project itself',
      ],
      [['group', 'side.shellac', '-o', 'other.wav', '--force'], 'other.wav is the name of a sound file'],
      [['decompose', 'side.wav', '-o', 'other.wav', '--force'], 'other.wav is the name of a sound file'],
    ]
    expect(await unrefused(workspace, 10, refusals)).toEqual([])
  })
})

describe('a linked recording', () => {
  it('is found after both moved, missed when it is gone, and refused when it changed', async () => {
    await shellac('decompose', 'side.wav', '-o', 'linked.shellac', '--link', ...quick)
    const moved = join(folder, 'moved')
    await mkdir(moved)
    for (const name of ['side.wav', 'linked.shellac']) await rename(join(folder, name), join(moved, name))
    expect((await run(['export', 'linked.shellac', '-o', 'mix.wav'], moved)).code).toBe(0)
    const bytes = await readFile(join(moved, 'side.wav'))
    bytes[1000] ^= 1
    await writeFile(join(moved, 'side.wav'), bytes)
    const changed = await run(['export', 'linked.shellac', '-o', 'new.wav'], moved)
    expect([changed.code, changed.stderr]).toEqual([
      10,
      expect.stringContaining('is not the recording side.wav that was decomposed'),
    ])
    await rm(join(moved, 'side.wav'))
    const missing = await run(['export', 'linked.shellac', '-o', 'new.wav'], moved)
    expect([missing.code, missing.stderr]).toEqual([
      10,
      expect.stringContaining('The recording side.wav is not at'),
    ])
  })
})
