/** What waits for a disk that does not answer: jobs, unsaved work, checkpoints, the memory of errors. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { errorKinds, ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { WorkId } from '@core/contract/ids'
import type { KeptWork } from '@core/contract/page'
import type { DecomposeSettings } from '../engine/decomposition'
import { createErrorLog } from './diagnostics/errorLog'
import { createExportCase } from './exports/exportCase.testSupport'
import { countingFileSystem } from './files/faultyFileSystem'
import type { FileSystem } from './files/fileSystem'
import { refusal } from './files/refusal.testSupport'
import { createCheckpointStore } from './keeping/checkpointStore'
import { createWorkShelf } from './keeping/workShelf'
import { createFileVault } from './page/fileVault'
import { createWorkKeeper } from './page/workKeeper'
import { openProject, saveProject } from './projectFile/projectFile'
import { sampleContent } from './projectFile/sampleContent.testSupport'

let folder = ''
let answer = (): void => undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-hanging-'))
})
afterEach(async () => {
  answer()
  await until(async () => (await unfinished(folder)).length === 0)
  await rm(folder, { recursive: true })
})

/** Every write hangs until `answer`; tells when the first one does. */
function hangingDisk(): { readonly fileSystem: FileSystem; readonly hangs: Promise<void> } {
  const answered = new Promise<void>((resolve) => (answer = resolve))
  let begin = (): void => undefined
  const hangs = new Promise<void>((resolve) => (begin = resolve))
  const write = (): Promise<void> => {
    begin()
    return answered
  }
  return { fileSystem: countingFileSystem({ beforeCall: { write } }).fileSystem, hangs }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(5)
}

async function unfinished(place: string): Promise<string[]> {
  return (await readdir(place, { recursive: true })).filter((name) => name.endsWith('.part'))
}

function cancelled(): { readonly control: JobControl; readonly cancel: () => void } {
  let wish: 'go-on' | 'cancel' = 'go-on'
  return {
    control: { wish: () => wish, report: () => undefined },
    cancel: () => void (wish = 'cancel'),
  }
}

it('a save that hangs is cancelled at once; the old project is whole', async () => {
  const path = join(folder, 'song.shellac')
  await saveProject(path, sampleContent(), { overwrite: true })
  const before = await readFile(path)
  const { fileSystem, hangs } = hangingDisk()
  const { control, cancel } = cancelled()
  const saving = saveProject(path, sampleContent(), {
    ...{ overwrite: true, fileSystem, control, patience: Infinity },
  })
  saving.catch(() => undefined)
  await hangs
  cancel()
  expect((await refusal(saving)).code).toBe('cancelled')
  expect(await readFile(path)).toEqual(before)
  await openProject(path)
})

it('an export that hangs is cancelled at once, or ends by itself with what to do; the old file is whole', async () => {
  const exports = await createExportCase()
  await exports.export('mix.wav')
  const before = await readFile(join(exports.folder, 'mix.wav'))
  const { fileSystem, hangs } = hangingDisk()
  const { control, cancel } = cancelled()
  const replacing = { existing: 'replace', fileSystem } as const
  const exporting = exports.export('mix.wav', { ...replacing, patience: Infinity }, control)
  exporting.catch(() => undefined)
  await hangs
  cancel()
  expect((await refusal(exporting)).code).toBe('cancelled')

  const error = await refusal(exports.export('mix.wav', { ...replacing, patience: 0.2 }))
  expect(error.code).toBe('disk-not-responding')
  expect(error.message).toContain('mix.wav')
  expect(errorKinds[error.code].advice).toContain('another folder')
  expect(await readFile(join(exports.folder, 'mix.wav'))).toEqual(before)
  answer()
  await until(async () => (await unfinished(exports.folder)).length === 0)
  await exports.remove()
})

it('unsaved work that cannot be kept is told of, holds up few calls, and is kept once the disk answers', async () => {
  const { fileSystem, hangs } = hangingDisk()
  const shelf = createWorkShelf(folder, { fileSystem, patience: 0.3 })
  const client = { artifact: () => Promise.reject(new ShellacError('unknown-artifact', 'None.')) }
  const keeper = createWorkKeeper({ shelf, vault: createFileVault('anywhere'), client, passing: [] })
  const { handlers } = keeper.takeSeat()
  const keep = (changes: number): Promise<unknown> => {
    const facts = { name: 'song.wav', isEdited: true, isAnalysing: false, lastChange: null, saves: null }
    const work: KeptWork = { ...facts, id: 'work' as WorkId, changes, text: `${changes}`, artifacts: [] }
    return Promise.resolve(handlers.keepWork({ page: 'p', work }, () => undefined))
  }
  const first = keep(1)
  first.catch(() => undefined)
  await hangs
  const later = Array.from({ length: 20 }, (_, i) => keep(2 + i))
  const outcomes = await Promise.allSettled([first, ...later])
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  // The one under way and the newest; the others were let go.
  expect(refused).toHaveLength(2)
  for (const { reason } of refused as PromiseRejectedResult[])
    expect((reason as ShellacError).code).toBe('disk-not-responding')
  expect(await handlers.findWork({ page: 'p' }, () => undefined)).toEqual({ work: '21' })
  answer()
  await until(async () => (await unfinished(folder)).length === 0)
  await keep(22)
  expect((await shelf.find('work'))?.changes).toBe(22)
  await shelf.close()
})

it('a decomposition ends though its checkpoint hangs', async () => {
  const settings = { framing: { windowLength: 256, hop: 128 }, seed: 1 } as DecomposeSettings
  const { fileSystem, hangs } = hangingDisk()
  const place = await createCheckpointStore(folder, { fileSystem }).open(new Float32Array(3), settings)
  place.keep([{ costs: [3], seconds: [0.1], state: undefined }])
  await hangs
  await place.close(false)
  expect((await unfinished(folder)).length).toBe(1)
})

it('an error that cannot be remembered is told all the same', async () => {
  const { fileSystem } = hangingDisk()
  const log = createErrorLog(join(folder, 'errors.jsonl'), undefined, { fileSystem, seconds: 0.1 })
  await log.add(new Error('first'))
  await log.add(new Error('second'))
  expect(await log.list()).toEqual([])
})
