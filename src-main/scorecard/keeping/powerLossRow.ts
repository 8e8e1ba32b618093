/** Promise D2: what a power cut leaves. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { createOperationLog } from '../../services/files/operationLog'
import { outcomeOf, type Effort, type Row } from '../section'
import { statesAfterCut, type DiskState } from './powerLoss'
import { fresh, onOldVersion } from './trials'
import { allWritings, type Writing } from './writings'

/** D2: every state in which a power cut at any moment may leave the disk. */
export async function powerLossRow(effort: Effort): Promise<Row> {
  const counts = { states: 0, opened: 0, bad: 0, lost: 0 }
  for (const writing of await allWritings()) {
    await onOldVersion(effort, writing, async (place) => {
      const before = await diskIn(place)
      const { fileSystem, operations } = createOperationLog()
      await writing.write(place, fresh, { fileSystem })
      const known = new Map<string, number | undefined>()
      for (let cut = 0; cut <= operations.length; cut++) {
        for (const disk of statesAfterCut(before, operations.slice(0, cut))) {
          counts.states++
          const name = nameOf(disk)
          if (!known.has(name)) known.set(name, await versionOn(disk, { effort, writing, place }))
          const version = known.get(name)
          counts.bad += Number(version === undefined)
          counts.lost += Number(cut === operations.length && version !== fresh)
        }
      }
      counts.opened += known.size
    })
  }
  const { states, opened, bad, lost } = counts
  return {
    requirement: 'D2',
    promise:
      'A power cut at any moment leaves the old version or the new one, and the new one once it was called saved.',
    tried: `${states} states of the disk after a cut between any two operations of a save, an autosave and two exports, with what was not synced missing, cut or in another order; ${opened} different ones opened`,
    figure: `bad ${bad}, lost after "saved" ${lost}`,
    outcome: outcomeOf(states > 0 && bad + lost === 0),
  }
}

/** All files below the folder but unfinished ones. */
async function diskIn(folder: string): Promise<DiskState> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(await Promise.all(files.map(async (path) => [path, await readFile(path)] as const)))
}

/** Equal for states that differ in unfinished files only. */
function nameOf(disk: DiskState): string {
  return JSON.stringify(
    [...disk]
      .filter(([path]) => !path.endsWith('.part'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]),
  )
}

interface Place {
  readonly effort: Effort
  readonly writing: Writing
  /** The folder that paths of the disk begin with. */
  readonly place: string
}

/** The version that opens from such a disk; undefined when none does. */
async function versionOn(disk: DiskState, { effort, writing, place }: Place): Promise<number | undefined> {
  const home = await mkdtemp(join(effort.folder, 'state-'))
  try {
    for (const [path, bytes] of disk) {
      const target = join(home, relative(place, path))
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, bytes)
    }
    return await writing.read(home).catch(() => undefined)
  } finally {
    await rm(home, { recursive: true })
  }
}
