import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import { renameComponent } from '@core/project/edits'
import { countingFileSystem } from '../files/faultyFileSystem'
import { refusal } from '../files/refusal.testSupport'
import { inTurnOn, lockOf } from '../files/turn'
import { openProject, saveProject } from './projectFile'
import { sampleContent } from './sampleContent.testSupport'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-revisions-'))
  path = join(folder, 'song.shellac')
  await saveProject(path, renamed('0'), { overwrite: false })
})
afterEach(() => rm(folder, { recursive: true }))

function renamed(name: string): ReturnType<typeof sampleContent> {
  const content = sampleContent()
  return { ...content, project: renameComponent(0, name)(content.project) }
}

const nameIn = async (): Promise<string> => (await openProject(path)).project.components[0].name

describe('a project that two programs have open', () => {
  it('is not saved over by the one that does not know what the other has saved', async () => {
    const [mine, theirs] = [await openProject(path), await openProject(path)]
    expect(mine.revision).toBe(theirs.revision)
    const saved = await saveProject(path, renamed('theirs'), { overwrite: true, replaces: theirs.revision })
    const error = await refusal(
      saveProject(path, renamed('mine'), { overwrite: true, replaces: mine.revision }),
    )
    expect(error.code).toBe('project-changed')
    expect(await nameIn()).toBe('theirs')
    // Who saved it last goes on; who was told may replace it.
    await saveProject(path, renamed('theirs again'), { overwrite: true, replaces: saved.revision })
    await saveProject(path, renamed('mine'), { overwrite: true })
    expect(await nameIn()).toBe('mine')
    expect(await readdir(folder)).toEqual(['song.shellac'])
  })

  it('that was removed meanwhile is written anew, and what else lies there is not replaced', async () => {
    const { revision } = await openProject(path)
    await rm(path)
    await saveProject(path, renamed('1'), { overwrite: true, replaces: revision })
    expect(await nameIn()).toBe('1')
    await writeFile(path, 'something else')
    const error = await refusal(saveProject(path, renamed('2'), { overwrite: true, replaces: revision }))
    expect(error.code).toBe('project-changed')
  })

  it('loses no update when both save as often as they can', async () => {
    const countUp = async (): Promise<number> => {
      let done = 0
      for (let turn = 0; turn < 40; turn++) {
        const { revision, project } = await openProject(path)
        const next = renamed(String(Number(project.components[0].name) + 1))
        try {
          await saveProject(path, next, { overwrite: true, replaces: revision })
          done++
        } catch (error) {
          if (!(error instanceof ShellacError) || error.code !== 'project-changed') throw error
        }
      }
      return done
    }
    const done = await Promise.all([countUp(), countUp(), countUp()])
    expect(Number(await nameIn())).toBe(done[0] + done[1] + done[2])
  })
})

describe('a save whose lock fails', () => {
  it.each([
    ['is taken away', (lock: string) => rm(lock, { force: true })],
    ['is somebody else’s by then', (lock: string) => writeFile(lock, '99999999 other')],
  ])('at the last moment: %s', async (_, fail) => {
    const { revision } = await openProject(path)
    const lock = lockOf(await realpath(path))
    // Both have looked at the revision before either has its turn at the name.
    const first = countingFileSystem({ beforeCall: { sync: () => fail(lock) } })
    const saves = await Promise.allSettled([
      saveProject(path, renamed('1'), { overwrite: true, replaces: revision, fileSystem: first.fileSystem }),
      saveProject(path, renamed('2'), { overwrite: true, replaces: revision }),
    ])
    expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await nameIn()).toBe(saves[0].status === 'fulfilled' ? '1' : '2')
  })

  it('sees at the last moment what somebody saved while it was writing', async () => {
    const { revision } = await openProject(path)
    const lock = lockOf(await realpath(path))
    let isFirst = true
    const { fileSystem } = countingFileSystem({
      beforeCall: {
        fileStat: async () => {
          if (!isFirst) return
          isFirst = false
          await rm(lock, { force: true })
          await saveProject(path, renamed('theirs'), { overwrite: true, replaces: revision })
        },
      },
    })
    const mine = saveProject(path, renamed('mine'), { overwrite: true, replaces: revision, fileSystem })
    expect((await refusal(mine)).code).toBe('project-changed')
    expect(await nameIn()).toBe('theirs')
  })
})

describe('taking turns on a path', () => {
  it('tells who has lost the lock, and gives it a new one', async () => {
    const answers: boolean[] = []
    await inTurnOn(path, async (turn) => {
      answers.push(await turn.confirm())
      await rm(lockOf(path))
      answers.push(await turn.confirm(), await turn.confirm())
    })
    expect(answers).toEqual([true, false, true])
    expect(existsSync(lockOf(path))).toBe(false)
  })

  it('lets one at a time in, in spite of a lock that a killed program left', async () => {
    let inside = 0
    let most = 0
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 3))
      inside--
    }
    await inTurnOn(path, async () => expect(await readFile(lockOf(path), 'utf8')).toMatch(`${process.pid} `))
    // No process has this number: it is above what systems give out.
    await writeFile(lockOf(path), '99999999')
    await Promise.all(Array.from({ length: 8 }, () => inTurnOn(path, work)))
    expect(most).toBe(1)
    expect(existsSync(lockOf(path))).toBe(false)
  })
})
