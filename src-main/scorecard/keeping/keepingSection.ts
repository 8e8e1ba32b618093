import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { createRandom } from '@core/random'
import { sweepStaleTemporaries } from '../../services/files/temporaryFiles'
import { createWorkShelf } from '../../services/keeping/workShelf'
import { openProject, saveProject, type StoredProject } from '../../services/projectFile/projectFile'
import { outcomeOf, type Effort, type Row, type Section } from '../section'
import { killAfter } from './killed'
import { countedProject } from './subjects'

const hour = 60 * 60 * 1000
const longestWait = 40

/** Promises D1 to D17, as far as they need no window: those are shown by the end-to-end tests. */
export const keepingSection: Section = {
  letter: 'D',
  title: 'Nothing is lost',
  about:
    'Processes that save are killed with SIGKILL at moments chosen by chance; saved projects are damaged on purpose; several save one project at once. What happens in a window (recovery, closing, a moved recording) is in `e2e/specs`: recovery, closing, reload, saving.',
  async measure(effort) {
    return [
      await killRow(effort),
      await recoveryRow(effort),
      await revisionRow(effort),
      await damageRow(effort),
    ]
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

async function damageRow({ folder, isShort, seed }: Effort): Promise<Row> {
  const places = isShort ? 60 : 400
  const random = createRandom(seed + 2)
  const path = join(folder, 'damaged.shellac')
  await saveProject(path, countedProject(5), { overwrite: false })
  const [bytes, whole] = [await readFile(path), await openProject(path)]
  let [same, refused, wrong] = [0, 0, 0]
  const tryBytes = async (damaged: Uint8Array): Promise<void> => {
    await writeFile(path, damaged)
    const opened = await openProject(path).catch((error: unknown) => error)
    if (opened instanceof ShellacError) refused++
    else if (isSame(opened as StoredProject, whole)) same++
    else wrong++
  }
  for (let trial = 0; trial < places; trial++) {
    const place = Math.floor(random.uniform() * bytes.length)
    const flipped = Buffer.from(bytes)
    flipped[place] ^= 1 << (trial % 8)
    await tryBytes(flipped)
    await tryBytes(bytes.subarray(0, place))
  }
  return {
    requirement: 'D14',
    promise: 'A damaged project never opens with wrong data in silence.',
    tried: `${places} flips of one bit and ${places} cuts, at places chosen by chance`,
    figure: `${refused} refused by name, ${same} opened as they were, ${wrong} wrong in silence`,
    outcome: outcomeOf(wrong === 0 && refused > 0),
  }
}

function isSame(opened: StoredProject, whole: StoredProject): boolean {
  const numbers = (project: StoredProject): string =>
    JSON.stringify([project.revision, [...project.W], [...project.H]])
  const [a, b] = [opened.recording, whole.recording]
  const isSameSound = a.kind === 'embedded' && b.kind === 'embedded' && Buffer.compare(a.bytes, b.bytes) === 0
  return isSameSound && numbers(opened) === numbers(whole)
}
