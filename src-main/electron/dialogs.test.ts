import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenDialogOptions, SaveDialogOptions } from 'electron'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FileId } from '@core/contract/ids'
import { refusal } from '../services/files/refusal.testSupport'
import { createFileVault, type FileVault } from '../services/page/fileVault'
import { createDialogHandlers, openFilters } from './dialogs'

let folder = ''
let vault: FileVault
let asked: (OpenDialogOptions | SaveDialogOptions)[] = []
let answer: string | null = null
let shown: string[] = []
const watch = (): void => undefined

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'shellac-dialogs-')))
  await writeFile(join(folder, 'aria.wav'), '')
  await mkdir(join(folder, 'stems'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(() => {
  vault = createFileVault('anywhere')
  asked = []
  shown = []
})

const handlers = (): ReturnType<typeof createDialogHandlers> =>
  createDialogHandlers({
    dialog: {
      showOpenDialog(...values: unknown[]) {
        asked.push(values.at(-1) as OpenDialogOptions)
        return Promise.resolve({ canceled: answer === null, filePaths: answer === null ? [] : [answer] })
      },
      showSaveDialog(...values: unknown[]) {
        asked.push(values.at(-1) as SaveDialogOptions)
        return Promise.resolve({ canceled: answer === null, filePath: answer ?? '' })
      },
    },
    shell: {
      showItemInFolder: (path) => void shown.push(`item ${path}`),
      openPath: (path) => Promise.resolve(`${shown.push(`folder ${path}`)}`),
    },
    vault,
    window: () => undefined,
    firstFolder: '/first',
  })

describe('the open dialog', () => {
  it('gives an id for reading, and begins where the last file was', async () => {
    const { openDialog } = handlers()
    answer = join(folder, 'aria.wav')
    const { picked } = await openDialog({ kinds: ['recording', 'project'] }, watch)
    expect(picked?.name).toBe('aria.wav')
    expect(vault.pathOf(picked?.file, ['read'])).toBe(answer)
    await openDialog({ kinds: ['project'] }, watch)
    expect(asked.map(({ defaultPath }) => defaultPath)).toEqual(['/first', folder])
  })

  it('gives nothing when the person cancels', async () => {
    answer = null
    expect(await handlers().openDialog({ kinds: ['recording'] }, watch)).toEqual({ picked: null })
  })

  it('filters by all kinds together first, then by each, then not at all', () => {
    expect(openFilters(['recording', 'project']).map(({ name }) => name)).toEqual([
      'Files of Shellac',
      'Recordings',
      'Shellac projects',
      'All files',
    ])
    expect(openFilters(['project']).map(({ name }) => name)).toEqual(['Shellac projects', 'All files'])
    expect(openFilters(['recording', 'project'])[0].extensions).toEqual(
      expect.arrayContaining(['flac', 'shellac']),
    )
  })
})

describe('the save dialog', () => {
  it('offers a name that every system can write, and gives an id for writing', async () => {
    answer = join(folder, 'aria.shellac')
    const { target } = await handlers().saveDialog({ kind: 'project', name: '../a:b?.shellac' }, watch)
    expect(asked[0].defaultPath).toBe(join('/first', '.._a_b_.shellac'))
    expect(target).toMatchObject({ name: 'aria.shellac', isDownload: false })
    expect(vault.pathOf(target?.file, ['write'])).toBe(answer)
  })

  it('adds the extension of a project or picture where the system did not, and none to an export', async () => {
    answer = join(folder, 'aria.v2')
    expect((await handlers().saveDialog({ kind: 'project', name: 'a' }, watch)).target?.name).toBe(
      'aria.v2.shellac',
    )
    expect((await handlers().saveDialog({ kind: 'picture', name: 'a.svg' }, watch)).target?.name).toBe(
      'aria.v2.svg',
    )
    expect((await handlers().saveDialog({ kind: 'export', name: 'a.wav' }, watch)).target?.name).toBe(
      'aria.v2',
    )
  })

  it('may replace a file that the system has asked about, but not what it knew nothing of', async () => {
    const mayReplace = async (kind: 'project' | 'export', name: string): Promise<boolean | undefined> => {
      answer = join(folder, name)
      return (await handlers().saveDialog({ kind, name: 'a' }, watch)).target?.mayReplace
    }
    await writeFile(join(folder, 'aria.shellac'), '')
    expect(await mayReplace('export', 'aria.wav')).toBe(true)
    expect(await mayReplace('project', 'aria.shellac')).toBe(true)
    expect(await mayReplace('project', 'aria')).toBe(false)
    expect(await mayReplace('export', 'new.wav')).toBe(false)
    expect(await mayReplace('export', 'stems')).toBe(false)
  })

  it('gives nothing when the person cancels', async () => {
    answer = null
    expect(await handlers().saveDialog({ kind: 'export', name: 'a.wav' }, watch)).toEqual({ target: null })
  })
})

describe('showing in the folder', () => {
  it('shows a file, opens a folder, and opens the folder of a name that was not written', async () => {
    const { showInFolder } = handlers()
    for (const name of ['aria.wav', 'stems', 'none.wav']) {
      await showInFolder({ file: vault.idOf(join(folder, name), 'write') }, watch)
    }
    expect(shown).toEqual([
      `item ${join(folder, 'aria.wav')}`,
      `folder ${join(folder, 'stems')}`,
      `folder ${folder}`,
    ])
  })

  it('shows nothing for an id that was not given out', async () => {
    const { showInFolder } = handlers()
    const error = await refusal(Promise.resolve(showInFolder({ file: 'write-0' as FileId }, watch)))
    expect(error.code).toBe('file-not-found')
    expect(shown).toEqual([])
  })
})
