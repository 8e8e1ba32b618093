/** Promises D1, D6 and D16: processes that are killed while they write. */
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '@core/random'
import { sweepStaleTemporaries } from '../../services/files/temporaryFiles'
import { createWorkShelf } from '../../services/keeping/workShelf'
import { outcomeOf, type Effort, type Row } from '../section'
import { countIn } from './counting'
import { killAfter, timesUntilKill, type Task } from './killed'
import { inLanes } from './lanes'
import { exporting } from './writings'

const hour = 60 * 60 * 1000
const longestWait = 40

interface KilledTask {
  readonly task: Task
  /** What the task is given, in a folder of its own. */
  readonly place: (home: string) => string
  readonly read: (home: string) => Promise<number>
  readonly kills: number
}

export async function killRow(effort: Effort): Promise<Row> {
  const many = effort.isShort ? 1 : 20
  const [wav, flac] = [await exporting('wav'), await exporting('flac')]
  const song = (home: string): string => join(home, 'song.shellac')
  const tasks: KilledTask[] = [
    { task: 'save', place: song, read: (home) => countIn(song(home)), kills: 10 * many },
    { task: 'wav', place: (home) => home, read: (home) => wav.read(home), kills: 4 * many },
    { task: 'flac', place: (home) => home, read: (home) => flac.read(home), kills: 4 * many },
  ]
  const counts = { kills: 0, torn: 0, lost: 0, left: 0 }
  for (const [place, task] of tasks.entries()) await killTask(effort, { ...task, seed: place }, counts)
  const { kills, torn, lost, left } = counts
  return {
    requirement: 'D1, D16',
    promise:
      'A kill at any moment of a save or an export leaves a whole file that is not older than the last one told; the sweep removes the rest.',
    tried: `${kills} kills of processes that save, export WAV and export FLAC without end`,
    figure: `torn ${torn}, lost ${lost}, left after the sweep ${left}`,
    outcome: outcomeOf(torn + lost + left === 0),
  }
}

async function killTask(
  { folder, seed }: Effort,
  { task, place, read, kills, seed: ownSeed }: KilledTask & { readonly seed: number },
  counts: { kills: number; torn: number; lost: number; left: number },
): Promise<void> {
  const random = createRandom(seed + 10 * ownSeed)
  const moments = Array.from({ length: kills }, () => random.uniform() * longestWait)
  await inLanes(kills, async (kill) => {
    const home = join(folder, `killed ${task} ${kill}`)
    await mkdir(home)
    const told = await killAfter(task, place(home), moments[kill])
    const found = await read(home).catch(() => undefined)
    counts.kills++
    counts.torn += Number(found === undefined)
    counts.lost += Number(found !== undefined && found < told)
    await sweepStaleTemporaries(home, { now: Date.now() + 2 * hour })
    counts.left += (await readdir(home)).filter((name) => name.endsWith('.part')).length
  })
}

export async function recoveryRow({ folder, isShort, seed }: Effort): Promise<Row> {
  const kills = isShort ? 6 : 200
  const random = createRandom(seed + 1)
  const moments = Array.from({ length: kills }, () => random.uniform() * longestWait)
  let [missing, lost, left] = [0, 0, 0]
  await inLanes(kills, async (kill) => {
    const home = join(folder, `kept ${kill}`)
    const told = await killAfter('keep', home, moments[kill])
    const shelf = createWorkShelf(home)
    const [work] = await shelf.list()
    const isWhole = work !== undefined && (await shelf.contents.findBytes(work.arrays.H)) !== undefined
    if (!isWhole) missing++
    else if (work.changes < told) lost++
    await shelf.sweep(Date.now() + 2 * hour)
    await shelf.close()
    const names = [...(await readdir(join(home, 'arrays'))), ...(await readdir(join(home, 'works')))]
    left += names.length - 2
  })
  return {
    requirement: 'D6',
    promise: 'Unsaved work that was kept is offered whole after a kill, with its arrays.',
    tried: `${kills} kills of a process that keeps work without end`,
    figure: `not offered whole ${missing}, older than told ${lost}, left after the sweep ${left}`,
    outcome: outcomeOf(missing + lost + left === 0),
  }
}

/** Milliseconds: what was done longer ago may not be lost. */
const promisedLoss = 2000
/** Milliseconds from the first edit to the kill, at most. */
const longestSession = 1200

export async function editsLostRow({ folder, isShort, seed }: Effort): Promise<Row> {
  const sessions = isShort ? 4 : 100
  const random = createRandom(seed + 2)
  const moments = Array.from({ length: sessions }, () => random.uniform() * longestSession)
  const lost = await inLanes(sessions, async (session) => {
    const home = join(folder, `edited ${session}`)
    const kill = { number: session, milliseconds: moments[session] }
    const { told, killedAt } = await timesUntilKill('edit', home, kill)
    const shelf = createWorkShelf(home)
    const recovered = (await shelf.list()).at(0)?.changes ?? 0
    await shelf.close()
    // Of an edit that was kept before its message came nothing is lost.
    const age = recovered < told.length ? killedAt - told[recovered] : 0
    return { edits: Math.max(0, told.length - recovered), age, isRecovered: recovered > 0 }
  })
  const ordered = lost.map(({ edits }) => edits).toSorted((a, b) => a - b)
  const oldest = Math.max(...lost.map(({ age }) => age))
  return {
    requirement: 'D6',
    promise: 'A crash loses at most what was done in the last two seconds.',
    tried: `${sessions} sessions of an edit every 35 ms on average, kept as a page keeps them, each killed within ${longestSession / 1000} s; some before anything was kept`,
    figure: `edits lost: median ${ordered[sessions >> 1]}, most ${ordered[sessions - 1]}, the oldest ${Math.round(oldest)} ms before the kill; sessions with something recovered ${lost.filter(({ isRecovered }) => isRecovered).length} of ${sessions}`,
    outcome: outcomeOf(oldest <= promisedLoss),
  }
}
