import { mkdir, mkdtemp, readdir, readFile, realpath, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, FileId, WorkId } from '@core/contract/ids'
import type { KeptWork } from '@core/contract/page'
import { refusal } from '../files/refusal.testSupport'
import { writeRecord, type WorkRecord } from '../keeping/workRecord'
import { createWorkShelf, type WorkShelf } from '../keeping/workShelf'
import { createFileVault, type FileVault } from './fileVault'
import { createWorkKeeper, type WorkSeat } from './workKeeper'

let folder = ''
let shelves: WorkShelf[] = []
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'shellac-keeper-')))
  await mkdir(join(folder, 'run'))
})
afterEach(async () => {
  for (const shelf of shelves) await shelf.close()
  shelves = []
  await rm(folder, { recursive: true })
})

interface Run {
  readonly shelf: WorkShelf
  readonly vault: FileVault
  readonly seat: () => WorkSeat
}

const kept = (): string => join(folder, 'kept')
const records = (): Promise<string[]> => readdir(join(kept(), 'works'))
const noWatch = (): void => undefined

/** A program's run: a new one knows only what is on the disk. */
function begin(artifacts: Record<string, Uint8Array> = {}): Run {
  const shelf = createWorkShelf(kept())
  shelves.push(shelf)
  const vault = createFileVault('anywhere')
  const artifact = (id: ArtifactId): Promise<Uint8Array> =>
    id in artifacts
      ? Promise.resolve(artifacts[id])
      : Promise.reject(new ShellacError('unknown-artifact', 'It is not there.'))
  const keeper = createWorkKeeper({ shelf, vault, client: { artifact }, passing: [join(folder, 'run')] })
  return { shelf, vault, seat: () => keeper.takeSeat() }
}

function work(changes: Partial<KeptWork> = {}): KeptWork {
  return {
    id: 'work-1' as WorkId,
    name: 'song.wav',
    isEdited: true,
    isAnalysing: false,
    changes: 3,
    lastChange: 'Pan Clarinet',
    text: 'what was done',
    artifacts: [],
    saves: null,
    ...changes,
  }
}

const keep = (seat: WorkSeat, kept: KeptWork | null, page = 'p'): unknown =>
  seat.handlers.keepWork({ page, work: kept }, noWatch)
const textOf = async (seat: WorkSeat, page = 'p'): Promise<string | null> =>
  (await seat.handlers.findWork({ page }, noWatch)).work
const offered = async (seat: WorkSeat): Promise<string[]> =>
  (await seat.handlers.recoverableWork({}, noWatch)).works.map(({ id }) => id)

describe('a page that is loaded anew', () => {
  it('finds the text it kept last, until it has nothing open', async () => {
    const seat = begin().seat()
    expect(await textOf(seat)).toBeNull()
    await keep(seat, work({ text: '1' }))
    await keep(seat, work({ text: '2' }))
    await keep(seat, work({ id: 'other' as WorkId, text: '' }), 'q')
    expect([await textOf(seat), await textOf(seat, 'q')]).toEqual(['2', ''])
    await keep(seat, null)
    expect(await textOf(seat)).toBeNull()
  })

  it('is one of the sixteen that kept something last', async () => {
    const seat = begin().seat()
    for (let page = 0; page < 17; page++) {
      await keep(seat, work({ id: `w${page}` as WorkId }), `page-${page}`)
    }
    expect([await textOf(seat, 'page-0'), await textOf(seat, 'page-1')]).toEqual([null, 'what was done'])
  })

  it('is refused more than 4 MiB, and what was kept stays', async () => {
    const seat = begin().seat()
    await keep(seat, work())
    const tooMuch = work({ text: 'é'.repeat(2 * 1024 * 1024 + 1) })
    expect((await refusal(Promise.resolve(keep(seat, tooMuch)))).code).toBe('bad-argument')
    expect(await textOf(seat)).toBe('what was done')
  })
})

describe('work that was not saved', () => {
  it('is offered to the next run, and handed out with its arrays', async () => {
    const first = begin({ W: new Uint8Array([1, 2]), H: new Uint8Array([3]) })
    await keep(first.seat(), work({ artifacts: ['W', 'H'] as ArtifactId[] }))
    await first.shelf.close()
    const next = begin()
    const seat = next.seat()
    const { works } = await seat.handlers.recoverableWork({}, noWatch)
    expect(works).toEqual([
      {
        id: 'work-1',
        name: 'song.wav',
        isAnalysing: false,
        changes: 3,
        lastChange: 'Pan Clarinet',
        at: expect.any(Number) as number,
      },
    ])
    const { text, arrays } = await seat.handlers.recoverWork({ id: works[0].id }, noWatch)
    expect(text).toBe('what was done')
    const read = await Promise.all(
      arrays.map(async ({ artifact, file }) => [
        artifact,
        [...(await readFile(next.vault.pathOf(file, ['read'])))],
      ]),
    )
    expect(read).toEqual([
      ['W', [1, 2]],
      ['H', [3]],
    ])
  })

  it('names its files by the ids of the new run, and brings a copy of those that went with the old one', async () => {
    const first = begin()
    const [own, passing] = [join(folder, 'own.wav'), join(folder, 'run', 'upload.wav')]
    await writeFile(own, 'own')
    await writeFile(passing, 'passing')
    const ids = [own, passing].map((path) => first.vault.idOf(path, 'read'))
    await keep(first.seat(), work({ text: JSON.stringify(ids) }))
    await first.shelf.close()
    await rm(passing)
    const next = begin()
    const { text } = await next.seat().handlers.recoverWork({ id: 'work-1' as WorkId }, noWatch)
    const found = (JSON.parse(text) as FileId[]).map((id) => next.vault.pathOf(id, ['read']))
    expect(found[0]).toBe(own)
    expect(found[1]).toMatch(/upload\.wav$/)
    expect(await readFile(found[1], 'utf8')).toBe('passing')
  })

  it('stays to be recovered when something else takes its place or it is closed without being saved', async () => {
    const seat = begin().seat()
    await keep(seat, work())
    expect(await offered(seat)).toEqual([])
    await keep(seat, work({ id: 'work-2' as WorkId, isEdited: false }))
    expect(await offered(seat)).toEqual(['work-1'])
    await keep(seat, null)
    expect(await offered(seat)).toEqual(['work-1'])
    expect(await records()).toEqual(['work-1.work'])
  })

  it('of a page that went away without a word is offered to the next page', async () => {
    const run = begin()
    const seat = run.seat()
    await keep(seat, work())
    seat.leave()
    expect(await offered(run.seat())).toEqual(['work-1'])
  })

  it('is not offered while another program has it', async () => {
    await keep(begin().seat(), work())
    expect(await offered(begin().seat())).toEqual([])
  })

  it('is offered while its program has given no sign of life for a while, though its number is in use', async () => {
    await keep(begin().seat(), work())
    const owners = join(kept(), 'owners')
    const past = new Date(Date.now() - 120_000)
    for (const name of await readdir(owners)) await utimes(join(owners, name), past, past)
    expect(await offered(begin().seat())).toEqual(['work-1'])
  })

  describe('that is saved over a project', () => {
    let path = ''
    const hour = 3600_000
    beforeEach(async () => {
      path = join(folder, 'song.shellac')
      await writeFile(path, '')
    })
    const idIn = (run: Run): FileId => run.vault.idOf(path, 'read')
    const ask = async (run: Run, at = run.seat()) =>
      (await at.handlers.whoHasOpen({ file: idIn(run) }, noWatch)).owner
    const own = (run: Run): KeptWork => work({ isEdited: false, saves: idIn(run) })
    const shiftClock = async (milliseconds: number): Promise<void> => {
      const owners = join(kept(), 'owners')
      const time = new Date(Date.now() + milliseconds)
      for (const name of await readdir(owners)) await utimes(join(owners, name), time, time)
    }

    it('has an owner for every other page and program, who is named, and none for itself', async () => {
      const [first, second] = [begin(), begin()]
      const seat = first.seat()
      const begun = Date.now()
      await keep(seat, own(first))
      expect(await ask(first, seat)).toBeNull()
      const owner = await ask(second)
      expect(owner).toMatchObject({ shell: 'desktop', host: hostname(), processId: process.pid })
      expect(owner?.user).not.toBe('')
      expect(await ask(first)).toEqual(owner)
      await keep(seat, { ...own(first), changes: 9 })
      const since = (await ask(second))?.since ?? 0
      expect([since, since >= begun]).toEqual([owner?.since, true])
      await keep(seat, null)
      expect(await ask(second)).toBeNull()
    })

    it('is not owned by who only reads it', async () => {
      const [first, second] = [begin(), begin()]
      await keep(first.seat(), work({ text: idIn(first), saves: null }))
      expect(await ask(second)).toBeNull()
    })

    it('has no owner any more when that one has closed, or been silent; signs of another time count as silence', async () => {
      const [first, second] = [begin(), begin()]
      await keep(first.seat(), own(first))
      for (const shift of [-hour, hour]) {
        await shiftClock(shift)
        expect(await ask(second)).toBeNull()
      }
      await shiftClock(0)
      expect(await ask(second)).not.toBeNull()
      await first.shelf.close()
      expect(await ask(second)).toBeNull()
    })

    it('is owned by a program of another machine that shares the folder', async () => {
      const [first, second] = [begin(), begin()]
      await keep(first.seat(), own(first))
      const [record] = await records()
      const place = join(kept(), 'works', record)
      const text = (await readFile(place, 'utf8')).split('\n')[1]
      const name = '2147483646-0123456789ab'
      const { owner } = JSON.parse(text) as { owner: string }
      await writeRecord(place, { ...(JSON.parse(text) as WorkRecord), owner: name })
      const there = { user: 'ann', host: 'studio', shell: 'browser', processId: 2147483646 }
      await writeFile(join(kept(), 'owners', name), JSON.stringify(there))
      expect(owner).not.toBe(name)
      expect(await ask(second)).toMatchObject(there)
      await shiftClock(-hour)
      expect(await ask(second)).toBeNull()
    })
  })

  it('that is thrown away is gone', async () => {
    const seat = begin().seat()
    await keep(seat, work())
    await keep(seat, null)
    await seat.handlers.forgetWork({ id: 'work-1' as WorkId }, noWatch)
    expect(await offered(seat)).toEqual([])
    expect(
      (await refusal(Promise.resolve(seat.handlers.recoverWork({ id: 'work-1' as WorkId }, noWatch)))).code,
    ).toBe('file-not-found')
  })

  it('keeps what is whole when an array is damaged, and none of a damaged record', async () => {
    const first = begin({ W: new Uint8Array([1, 2]) })
    await keep(first.seat(), work({ artifacts: ['W'] as ArtifactId[] }))
    await keep(first.seat(), work({ id: 'work-2' as WorkId }), 'q')
    await first.shelf.close()
    const [array] = await readdir(join(kept(), 'arrays'))
    await writeFile(join(kept(), 'arrays', array), new Uint8Array([1, 3]))
    const record = join(kept(), 'works', 'work-2.work')
    await writeFile(record, (await readFile(record, 'utf8')).replace('Clarinet', 'Clarinot'))
    const seat = begin().seat()
    expect(await offered(seat)).toEqual(['work-1'])
    const recovered = await seat.handlers.recoverWork({ id: 'work-1' as WorkId }, noWatch)
    expect(recovered).toEqual({ text: 'what was done', arrays: [] })
  })

  it('that cannot be written says why, and the page can still be loaded anew', async () => {
    await writeFile(kept(), 'a file in the way')
    const seat = begin().seat()
    expect((await refusal(Promise.resolve(keep(seat, work())))).code).toBe('write-failed')
    expect(await textOf(seat)).toBe('what was done')
  })
})

describe('the tidying at the start', () => {
  const days = (count: number): number => Date.now() + count * 24 * 60 * 60 * 1000

  it('removes what is saved, what is older than a fortnight, and arrays that nothing needs; nothing else', async () => {
    const first = begin({ W: new Uint8Array([1]), X: new Uint8Array([2]) })
    await keep(first.seat(), work({ artifacts: ['W'] as ArtifactId[] }))
    await keep(
      first.seat(),
      work({ id: 'saved' as WorkId, isEdited: false, artifacts: ['X'] as ArtifactId[] }),
      'q',
    )
    await first.shelf.close()
    for (const name of ['notes.txt', 'works/readme', 'arrays/mine']) await writeFile(join(kept(), name), '')
    const { shelf } = begin()
    await shelf.sweep(days(13))
    expect(await records()).toEqual(['readme', 'work-1.work'])
    expect(await readdir(join(kept(), 'arrays'))).toHaveLength(2)
    await shelf.sweep(days(15))
    expect(await records()).toEqual(['readme'])
    expect(await readdir(join(kept(), 'arrays'))).toEqual(['mine'])
    expect(await readdir(kept())).toContain('notes.txt')
  })

  it('leaves alone what a running program has', async () => {
    await keep(begin().seat(), work({ isEdited: false }))
    await begin().shelf.sweep(days(15))
    expect(await records()).toEqual(['work-1.work'])
  })
})
