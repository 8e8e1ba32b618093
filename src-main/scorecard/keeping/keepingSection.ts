import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { createRandom } from '@core/random'
import { sweepStaleTemporaries } from '../../services/files/temporaryFiles'
import { createWorkShelf } from '../../services/keeping/workShelf'
import { openProject, saveProject } from '../../services/projectFile/projectFile'
import { outcomeOf, type Effort, type Row, type Section } from '../section'
import { damageRow } from './damageRow'
import { failingCallsRow, fullDiskRow } from './failingDiskRows'
import { killAfter } from './killed'
import { linkRow } from './linkRow'
import { powerLossRow } from './powerLossRow'
import { readOnlyRow } from './readOnlyRow'
import { countedProject } from './subjects'
import { sweepRow } from './sweepRow'

const hour = 60 * 60 * 1000
const longestWait = 40

/** Promises D1 to D17, as far as they need no window: those are shown by the end-to-end tests. */
export const keepingSection: Section = {
  letter: 'D',
  title: 'Nothing is lost',
  about:
    'Processes that save are killed with SIGKILL at moments chosen by chance; saved projects are damaged on purpose; several save one project at once. What happens in a window (recovery, closing, a moved recording) is in `e2e/specs`: recovery, closing, reload, saving.',
  async measure(effort) {
    const rows = [
      ...[killRow, powerLossRow, failingCallsRow, fullDiskRow, readOnlyRow, recoveryRow],
      ...[linkRow, revisionRow, damageRow, sweepRow],
    ]
    const measured: Row[] = []
    for (const row of rows) {
      effort.say(row.name)
      measured.push(await row(effort))
    }
    return measured
  },
}

const countIn = async (path: string): Promise<number> => {
  return Number((await openProject(path)).project.components[0].name)
}

async function killRow({ folder, isShort, seed }: Effort): Promise<Row> {
  const kills = isShort ? 12 : 200
  const random = createRandom(seed)
  const home = join(folder, 'saves')
  const path = join(home, 'song.shellac')
  await mkdir(home)
  let [torn, lost] = [0, 0]
  for (let kill = 0; kill < kills; kill++) {
    const told = await killAfter('save', path, random.uniform() * longestWait)
    const found = await countIn(path).catch(() => undefined)
    if (found === undefined) torn++
    else if (found < told) lost++
  }
  await sweepStaleTemporaries(home, { now: Date.now() + 2 * hour })
  const left = (await readdir(home)).length - 1
  return {
    requirement: 'D1, D16',
    promise:
      'A kill at any moment of a save leaves a whole project that is not older than the last save told; the sweep removes the rest.',
    tried: `${kills} kills of a process that saves projects without end`,
    figure: `torn ${torn}, lost ${lost}, left after the sweep ${left}`,
    outcome: outcomeOf(torn + lost + left === 0),
  }
}

async function recoveryRow({ folder, isShort, seed }: Effort): Promise<Row> {
  const kills = isShort ? 12 : 200
  const random = createRandom(seed + 1)
  const home = join(folder, 'kept')
  let [missing, lost] = [0, 0]
  for (let kill = 0; kill < kills; kill++) {
    const told = await killAfter('keep', home, random.uniform() * longestWait)
    const shelf = createWorkShelf(home)
    const [work] = await shelf.list()
    const isWhole = work !== undefined && (await shelf.contents.findBytes(work.arrays.H)) !== undefined
    if (!isWhole) missing++
    else if (work.changes < told) lost++
    await shelf.sweep(Date.now() + 2 * hour)
    await shelf.close()
  }
  const left = (await readdir(join(home, 'arrays'))).length + (await readdir(join(home, 'works'))).length - 2
  return {
    requirement: 'D6',
    promise: 'Unsaved work that was kept is offered whole after a kill, with its arrays.',
    tried: `${kills} kills of a process that keeps work without end`,
    figure: `not offered whole ${missing}, older than told ${lost}, left after the sweep ${left}`,
    outcome: outcomeOf(missing + lost + left === 0),
  }
}

async function revisionRow({ folder, isShort }: Effort): Promise<Row> {
  const [savers, turns] = [3, isShort ? 30 : 340]
  const path = join(folder, 'shared.shellac')
  await saveProject(path, countedProject(0), { overwrite: false })
  const countUp = async (): Promise<number> => {
    let done = 0
    for (let turn = 0; turn < turns; turn++) done += Number(await tryToCount(path))
    return done
  }
  const done = (await Promise.all(Array.from({ length: savers }, countUp))).reduce(
    (sum, each) => sum + each,
    0,
  )
  const lost = done - (await countIn(path))
  return {
    requirement: 'D11',
    promise: 'Nobody saves over what somebody else has saved meanwhile.',
    tried: `${savers} savers of one project, ${turns} times each, as fast as they can`,
    figure: `${done} saves accepted, ${savers * turns - done} refused, lost updates ${lost}`,
    outcome: outcomeOf(lost === 0 && done > 0),
  }
}

async function tryToCount(path: string): Promise<boolean> {
  const { revision, project } = await openProject(path)
  try {
    const next = countedProject(Number(project.components[0].name) + 1)
    await saveProject(path, next, { overwrite: true, replaces: revision })
    return true
  } catch (error) {
    if (error instanceof ShellacError && error.code === 'project-changed') return false
    throw error
  }
}
